"""Which files are the reader's to write, rename and remove: regular files of this user, and nothing else.

A link is followed to one of those, and nowhere else. What is in the place of such a file, but is another thing, may be
somebody's: a device, a pipe that another program waits at, a folder. It stays as it is, and the user is told.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import Final

_KINDS: Final = {
    stat.S_IFDIR: "it is a folder, not a file",
    stat.S_IFIFO: "it is a pipe, not a file",
    stat.S_IFCHR: "it is a device, not a file",
    stat.S_IFBLK: "it is a device, not a file",
    stat.S_IFSOCK: "it is a socket, not a file",
    stat.S_IFLNK: "it is a link, not a file",
}


class ForeignFileError(OSError):
    """What is in the place of a file is not the reader's; `strerror` says why, as a clause that begins with "it"."""

    @property
    def why(self) -> str:
        """The clause without its subject."""
        return (self.strerror or "").removeprefix("it ")


def why_not_regular(status: os.stat_result) -> str:
    """Why something is not a regular file, as a clause; nothing where it is one."""
    return "" if stat.S_ISREG(status.st_mode) else _KINDS.get(stat.S_IFMT(status.st_mode), "it is not a file")


def find(path: Path) -> os.stat_result | None:
    """Return what is known of a file of this user, or nothing where there is none.

    Raises:
        ForeignFileError: It is another thing, or another user's, or a link that does not lead to a file of this user.
        OSError: That cannot be known.
    """
    try:
        return _checked(path, path.stat())
    except FileNotFoundError:
        if not path.is_symlink():
            return None
        why = "it is a link to nothing"
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        why = "it is a link that leads in a circle"
    raise _foreign(path, why)  # Not where the other error would be taken for the cause.


def find_plain(path: Path) -> os.stat_result | None:
    """Return what is known of a file of this user that nobody has reason to link, or nothing where there is none.

    Raises:
        ForeignFileError: It is another thing, also a link, or another user's.
        OSError: That cannot be known.
    """
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    return _checked(path, status)


def is_ours(path: Path) -> bool:
    """Whether there is a file of this user."""
    try:
        return find(path) is not None
    except ForeignFileError:
        return False


def is_unreadable(path: Path) -> bool:
    """Whether there is, or may be, a file or a folder that this user may not read."""
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return not os.access(path, os.X_OK if is_folder else os.R_OK)


def check_regular(path: str) -> None:
    """Check that what has a name, if anything, is a regular file, whoever has made it.

    Raises:
        ForeignFileError: It is another thing, also a link.
        OSError: That cannot be known.
    """
    try:
        why = why_not_regular(os.lstat(path))
    except FileNotFoundError:
        return
    if why:
        raise ForeignFileError(errno.EPERM, why, path)


def place(path: Path) -> Path:
    """Return where a file is to be written: where a link leads, else where it is named.

    Raises:
        ForeignFileError: What is there is not this user's file.
        OSError: That cannot be known.
    """
    return path.resolve() if find(path) is not None and path.is_symlink() else path


def make_folder(folder: Path) -> None:
    """Make a folder, and those that it is in, where they are missing; only the user may enter them.

    `Path.mkdir` gives its mode to the last of several, and the umask's to the others.

    Raises:
        ForeignFileError: A link to nothing is in the place of one.
        OSError: One cannot be made.
    """
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        if place.is_symlink():
            find(place)
        place.mkdir(mode=0o700, exist_ok=True)


def _checked(path: Path, status: os.stat_result) -> os.stat_result:
    if why := why_not_regular(status):
        raise _foreign(path, why)
    if sys.platform != "win32" and status.st_uid != os.geteuid():
        raise _foreign(path, "it belongs to another user")
    return status


def _foreign(path: Path, why: str) -> ForeignFileError:
    return ForeignFileError(errno.EPERM, why, str(path))
