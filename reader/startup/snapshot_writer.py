"""Keeping what the next start will show first: drawn by a process of its own, when the reader has left.

It starts as the reader does, without a terminal, and ends with its first frame: so that is the same by construction,
whatever the user did since. It takes 0.4 s that nobody waits for.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from reader import __version__
from reader.library.open import cache_folder
from reader.papers.period import DAY, EditionClock, opens_at
from reader.startup import snapshot, words
from reader.store import paths
from reader.store.documents import FILE_NAME as DOCUMENTS
from reader.store.feeds.readonly_rows import FILE_NAME
from reader.store.state import write_atomically

KEPT: Final = 8
"""Frames that are kept, of other sizes of the terminal and other days."""
POLITE: Final = 10
"""How much others go before, as `nice` counts it."""


def main() -> None:
    """Keep the frame of a start: columns, lines and its canonical words are the arguments."""
    columns, lines, *start = sys.argv[1:]
    with suppress(OSError):
        os.nice(POLITE)
    keep(start, int(columns), int(lines))


def keep(start: list[str], columns: int, lines: int) -> bool:
    """Draw the first frame of a start and keep it, unless something is written to its files meanwhile.

    Args:
        start: Its words as `words.canonical` has them.
        columns: Width of the terminal in cells.
        lines: Height of the terminal in cells.

    Returns:
        Whether it is kept.
    """
    since, until = time.time(), opens_at(EditionClock().newest_day() + DAY).timestamp()
    options = words.parse(start) or {}
    cache_dir = Path(options["cache_dir"]) if "cache_dir" in options else None
    files = _files(cache_folder(cache_dir))
    before = snapshot.stamp(files)
    body = drawn(options.get("period"), columns, lines, cache_dir)
    folder = snapshot.folder(os.environ)
    path = snapshot.file_of(folder, start, columns, lines) if folder else None
    if path is None or not snapshot.is_harmless(body) or snapshot.stamp(files) != before:
        return False
    key = snapshot.key(start, columns, lines, __version__, os.environ)
    data = snapshot.encode(key, before, since, until, body)
    if len(data) > snapshot.LIMIT or not write_atomically(Path(path), data):
        return False
    _drop_the_oldest(Path(path).parent)
    return True


def drawn(period: str | None, columns: int, lines: int, cache_dir: Path | None) -> str:
    """How a terminal of this size is drawn on by a start with this period and folder, for the first time.

    Raises:
        ReaderError: If it would not start.
    """
    import asyncio

    from reader.startup import session
    from reader.ui.patches.frame_lines import frame_lines

    rows: list[str] = []
    with session.prepared(period, cache_dir=cache_dir, offline=True) as reader:
        app = reader.app

        def draw() -> None:
            rows.extend(frame_lines(app))
            app.exit()

        app.when_drawn = draw
        asyncio.run(app.run_async(headless=True, size=(columns, lines)))
    return "".join(f"\x1b[{number};1H{row}" for number, row in enumerate(rows, 1)) + "\x1b[0m"


def _files(cache: Path) -> list[str]:
    """What a frame is made of: all that is read before it is drawn, and the program itself."""
    import textual

    stores = [paths.marks(), cache / FILE_NAME, cache / DOCUMENTS]
    logs = [path.with_name(f"{path.name}-wal") for path in stores]
    return [
        *map(str, [*stores, *logs, paths.config(), paths.position(), paths.styles() / "feed.tcss"]),
        str(textual.__file__),
    ]


def _drop_the_oldest(folder: Path) -> None:
    with suppress(OSError):
        found = (path for path in folder.glob("frame-*") if path.is_file() and not path.is_symlink())
        for old in sorted(found, key=lambda path: path.stat().st_mtime)[:-KEPT]:
            old.unlink()


if __name__ == "__main__":
    main()
