"""The last first frame, shown again before anything is imported: the list can be read 25 ms after the command.

A frame is what the next start draws first, kept by a process of its own (`snapshot_writer.py`) when the reader was
left. It is shown only where it still is that: `key` says what it depends on outside the reader, the stamps of the files
that it was made of (`stamp`) change with every write, and it expires when the next day opens. It is never wrong; where
that cannot be known it is not shown.

Imports nothing but what the interpreter has at its start, and `termios`; so annotations are texts where they name more.
"""

import os
import sys
from time import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

LIMIT = 256 * 1024
"""Bytes of the longest frame that is shown."""
MAGIC = "daily-papers frame 1"
ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l"
LEAVE = "\x1b[?7h\x1b[?25h\x1b[?1049l"

_VARIABLES = (
    "TERM", "COLORTERM", "COLORFGBG", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "LC_ALL", "LC_CTYPE",
    "LANG", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "DAILY_PAPERS_CONFIG", "PYTHONPATH",
)  # fmt: skip
_PRIME = 2**61 - 1
_PRINTABLE = dict.fromkeys(map(ord, "\u200c\u200d\u00a0\u3000"))
"""Characters that texts have and `isprintable` does not, to be left out: the joiners, and blanks of two kinds."""

before: "list[Any] | None" = None
"""The modes of the terminal before a frame was shown, as `termios.tcgetattr` gives them; None where none is."""


def key(words: "Sequence[str]", columns: int, lines: int, version: str, environ: "Mapping[str, str]") -> str:
    """What a frame depends on outside the reader's files, as the first lines of its file."""
    variables = [name for name in environ if name in _VARIABLES or name.startswith("TEXTUAL_")]
    return "\n".join(
        [
            f"{MAGIC} {version} {sys.version_info[0]}.{sys.version_info[1]}",
            f"{columns}x{lines} {words!a}",
            *(f"{name}={environ[name]!a}" for name in sorted(variables)),
        ]
    )


def stamp(paths: "Iterable[str]") -> str:
    """What changes when anybody writes to one of these files, makes or removes it: a line each."""
    return "\n".join(map(_stamp, paths))


def _stamp(path: str) -> str:
    try:
        status = os.stat(path)  # noqa: PTH116 - pathlib takes 5 ms
    except OSError:
        return f"- {path}"
    if not status.st_size:  # SQLite makes and removes an empty log as it reads.
        return f"- {path}"
    return f"{status.st_dev} {status.st_ino} {status.st_size} {status.st_mtime_ns} {path}"


def file_of(folder: str, words: "Sequence[str]", columns: int, lines: int) -> str | None:
    """Where the frame of a start is kept; None where its words are no name of a file."""
    name = "-".join([f"frame-{columns}x{lines}", *map(_named, words)])
    return f"{folder}/{name}" if len(name) < 80 and name.replace("-", "").isalnum() and name.isascii() else None


def _named(word: str) -> str:
    """A word as a part of a file's name; a folder is a number there, and the key tells which one it is."""
    if word.startswith("--cache-dir=") and word.isprintable():
        return f"{int.from_bytes(word.encode(), 'big') % _PRIME:x}"
    return word.lstrip("-")


def encode(key: str, stamp: str, since: float, until: float, body: str) -> bytes:
    """A frame as a file: what it depends on, when it is true and how long it is, its files, and how it is drawn."""
    return f"{key}\n{int(since)} {int(until)} {len(body)}\n\n{stamp}\n\n{body}".encode()


def decode(data: bytes, key: str, now: float) -> str | None:
    """How to draw the frame in a file, if it is one, is the one of this start, and still is what that would draw."""
    try:
        head, stamps, body = data.decode().split("\n\n", 2)
        known, numbers = head.rsplit("\n", 1)
        since, until, length = map(int, numbers.split(" "))
    except ValueError:  # Text that is not UTF-8 too.
        return None
    # Cut off it would still be a frame, but half of one.
    if len(data) > LIMIT or known != key or not since <= now < until or len(body) != length or not is_harmless(body):
        return None
    paths = [line.split(" ", 4)[-1] if line[:1] != "-" else line[2:] for line in stamps.split("\n")]
    return body if stamp(paths) == stamps else None


def is_harmless(body: str) -> bool:
    """Whether a text has no control but colours and the places of lines."""
    text = body.replace("\x1b[", "")
    if not body.startswith("\x1b[") or not (text.isprintable() or text.translate(_PRINTABLE).isprintable()):
        return False
    # Counted, as looking at every control takes as long as two modules do.
    bare = body.encode().translate(None, b"0123456789;")
    return bare.count(b"\x1b[") == bare.count(b"\x1b[m") + bare.count(b"\x1b[H")


def folder(environ: "Mapping[str, str]") -> str | None:
    """Where frames are kept: what `store.paths.state` says, without platformdirs, which takes 5 ms."""
    home = environ.get("HOME", "")
    if sys.platform == "darwin":
        return f"{home}/Library/Application Support/daily-papers" if home else None
    named = environ.get("XDG_STATE_HOME", "").strip()
    state = named if named.startswith("/") else home and f"{home}/.local/state"
    return f"{state}/daily-papers" if state else None


def size() -> tuple[int, int] | None:
    """Columns and lines of the terminal, if it is one that frames are for; what the user says of its size is not."""
    if sys.platform == "win32" or "COLUMNS" in os.environ or "LINES" in os.environ:
        return None
    if os.environ.get("TERM", "") in ("", "dumb") or not all(map(os.isatty, range(3))):
        return None
    try:
        columns, lines = os.get_terminal_size(2)
    except OSError:
        return None
    return columns, lines


def show(words: "Sequence[str]", version: str) -> bool:
    """Show the frame of a start with these canonical words, if there is one, in the modes that Textual will want."""
    measure, place = size(), folder(os.environ)
    path = file_of(place, words, *measure) if measure and place else None
    if not path or not measure:
        return False
    body = decode(_read(path), key(words, *measure, version, os.environ), time())
    return body is not None and _take(body)


def _read(path: str) -> bytes:
    """What is in a file of this user's that nobody else can write or read, or nothing."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return b""
    try:
        status = os.fstat(file)
        ours = status.st_mode & 0o170077 == 0o100000 and status.st_uid == os.getuid()
        return os.read(file, LIMIT + 1) if ours else b""
    except OSError:
        return b""
    finally:
        os.close(file)


def _take(body: str) -> bool:
    """Take the terminal and write on it; whatever ends the process before Textual has it gives it back."""
    global before
    import _signal  # type: ignore[import-not-found] # What `signal` is made of, which takes 2 ms.
    import termios

    try:
        modes = termios.tcgetattr(0)
    except termios.error:
        return False
    raw = [*modes]
    raw[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    before = modes
    for number in (_signal.SIGTERM, _signal.SIGHUP, _signal.SIGINT):
        _signal.signal(number, _die)
    try:
        termios.tcsetattr(0, termios.TCSANOW, raw)
        _write(ENTER + body)
    except (OSError, termios.error):
        restore()
        return False
    return True


def restore() -> None:
    """Give the terminal back as it was before the frame; nothing where none is shown."""
    global before
    if before is None:
        return
    import termios

    modes, before = before, None
    try:
        _write(LEAVE)
        termios.tcsetattr(0, termios.TCSANOW, modes)
    except (OSError, termios.error):
        pass  # It is gone.


def taken_over() -> "list[Any] | None":
    """Hand the terminal to who draws on it from now on, with the modes that it had before."""
    global before
    modes, before = before, None
    return modes


def _die(number: int, _: object) -> None:
    restore()
    os._exit(128 + number)


def _write(text: str) -> None:
    data = text.encode()
    while data:
        data = data[os.write(2, data) :]
