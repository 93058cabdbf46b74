"""What the program writes for itself: where the user was, and what earlier digests had."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from reader import ownership
from reader.config.export import ExportChoice
from reader.config.settings import THEMES, Layout
from reader.errors import StoreError
from reader.papers.links import is_arxiv_id
from reader.papers.listing import Order
from reader.papers.period import NEWEST, Day, Newest, Period, read_period

LIMIT: Final = 2**16
"""Bytes of the longest file that is read."""
VERSION: Final = 1
"""Raised when the file means something else; a file of another version is left unread."""


class Position(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the user was, and how the papers lay on the screen."""

    period: Period = NEWEST
    """An ISO day or `starred` in the file, where the newest day is left out."""
    newest: date | None = None
    """Which day the newest one was, if `period` is that."""
    paper: str = ""
    """The arXiv id under the cursor; empty for the first paper."""
    order: Order = "upvotes"
    starred_order: Order = "starred"
    """How the starred papers are sorted."""
    layout: Layout = "auto"
    export: ExportChoice = ExportChoice()
    """The last choice of the export dialog."""
    theme: str = ""
    """The theme that was kept with a key; empty for none."""
    is_dark: bool | None = None
    """Whether the terminal's background was dark when it was last told; None where it never was."""

    @property
    def day(self) -> date | None:
        """The day that was on the screen, if it was one and is known."""
        if isinstance(self.period, Day):
            return self.period.date
        return self.newest if isinstance(self.period, Newest) else None


def load_position(path: Path) -> Position:
    """Read the position; each field that is missing or wrong has its default."""
    raw = read_object(path)
    fields: dict[str, Any] = {}
    for field in msgspec.structs.fields(Position):
        with suppress(msgspec.ValidationError, KeyError):
            fields[field.name] = msgspec.convert(raw[field.name], field.type, dec_hook=_period)
    if not is_arxiv_id(fields.get("paper", "")):
        fields.pop("paper", None)
    if fields.get("theme") not in THEMES:
        fields.pop("theme", None)
    return Position(**fields)


def save_position(path: Path, position: Position) -> bool:
    """Write the position as a whole, readable by the user only; whether that was possible."""
    fields = msgspec.to_builtins(position, enc_hook=str)
    return write_atomically(path, msgspec.json.encode({"version": VERSION, **fields}))


def write_atomically(path: Path, data: bytes) -> bool:
    """Put a file in its place as a whole, readable by the user only; whether that was possible."""
    import tempfile  # Read before the first frame, this module imports only what reading takes.

    try:
        path = ownership.place(path)
        ownership.make_folder(path.parent)
        file, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError:
        return False
    try:
        with os.fdopen(file, "wb") as stream:
            stream.write(data)
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        return False
    return True


def can_write(path: Path) -> bool:
    """Whether a file can be put in its place, as far as that can be known before."""
    import tempfile

    try:
        folder = ownership.place(path).parent
        ownership.make_folder(folder)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def read_object(path: Path, limit: int = LIMIT) -> dict[str, Any]:
    """The object in a file of at most so many bytes, if it is one of this version; else an empty one."""
    try:
        if not path.is_file():  # A pipe would wait for someone to write.
            return {}
        with path.open("rb") as file:
            data = file.read(limit + 1)
        raw: Any = msgspec.json.decode(data) if len(data) <= limit else None
    except (OSError, UnicodeDecodeError, msgspec.DecodeError, RecursionError):
        return {}
    if not isinstance(raw, dict):
        return {}
    version = raw.get("version")
    return raw if type(version) is int and version == VERSION else {}


def _period(_: type, raw: object) -> Period:
    return read_period(raw) if isinstance(raw, str) else NEWEST


DIGEST_LIMIT: Final = 2**18
"""Bytes of the longest file that is read."""
IDS: Final = 5_000
"""Papers that are remembered, the last ones."""


class Last(Struct, frozen=True):
    """What the last digest of a kind had."""

    day: date | None = None
    """The newest day that it had papers of."""
    ids: tuple[str, ...] = ()
    """The papers that were there to choose from, then and before."""


def load_digests(folder: Path, kind: str) -> Last:
    """Read what the last digest of a kind had; nothing where it cannot be read."""
    try:
        return msgspec.convert(read_object(_path(folder, kind), DIGEST_LIMIT), Last)
    except msgspec.ValidationError:
        return Last()


def save_digests(folder: Path, kind: str, last: Last) -> None:
    """Remember what a digest had that was written; readable by the user only.

    Raises:
        StoreError: It cannot be written; what was known before is kept.
    """
    kept = Last(last.day, last.ids[-IDS:])
    path = _path(folder, kind)
    if not write_atomically(path, msgspec.json.encode({"version": VERSION, **msgspec.to_builtins(kept)})):
        raise StoreError(
            f"The digest was written, but {path} could not be saved, so the next digest will repeat these papers."
        )


def _path(folder: Path, kind: str) -> Path:
    from hashlib import sha256

    return folder / f"{sha256(kind.encode(errors='surrogateescape')).hexdigest()[:20]}.json"
