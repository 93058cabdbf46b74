"""Where the user stopped reading the full texts of papers: one small file, the papers read last."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from reader.store.state import VERSION, read_object, write_atomically

FILE_NAME: Final = "reading.json"
LIMIT: Final = 2**18
"""Bytes of the longest file that is read."""
PAPERS: Final = 2_000
"""Papers that are remembered, the ones read last."""


class ReadingPlace(Struct, frozen=True, array_like=True):
    """A place in a full text, whatever the width of its lines."""

    block: int
    """The place of a block among those of the document."""
    share: float = 0.0
    """How much of it is above, from 0 to 1."""


class ReadingPlaces:
    """Places in full texts, in a file that is read and written as a whole."""

    def __init__(self, folder: Path | None) -> None:
        """Name the folder of the file; None to remember nothing."""
        self._path = folder / FILE_NAME if folder is not None else None

    def get(self, id: str) -> ReadingPlace | None:
        """Return where a paper was left, if it ever was."""
        return self._read().get(id)

    def put(self, id: str, place: ReadingPlace | None) -> bool:
        """Remember where a paper is left, or forget it; whether that was possible."""
        if self._path is None:
            return True
        places = self._read()  # Another reader may have written meanwhile.
        if places.pop(id, None) is None and place is None:
            return True
        if place is not None:
            places[id] = place
        last = dict([*places.items()][-PAPERS:])
        return write_atomically(self._path, msgspec.json.encode({"version": VERSION, "places": last}))

    def _read(self) -> dict[str, ReadingPlace]:
        raw = read_object(self._path, LIMIT).get("places") if self._path is not None else None
        try:
            places = msgspec.convert(raw or {}, dict[str, ReadingPlace])
        except msgspec.ValidationError:
            return {}
        return {id: place for id, place in places.items() if place.block >= 0 and 0 <= place.share <= 1}
