"""Run the Hub double by hand: `python -m tests.hub [--recorded DIR] [--today DATE] [--port N]`."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from tests.hub.comments import discussion
from tests.hub.double import TODAY, HubDouble
from tests.hub.papers import Item, day, hostile_day

TEXTS = Path(__file__).parent.parent / "papers" / "full_text" / "data"


class Recorded(MutableMapping[date, list[Item]]):
    """The days of `shared/recorded`, each read when it is asked for; a settled one is preferred to a morning's."""

    def __init__(self, folder: Path) -> None:
        """Initialise the days with the folder that holds `morning/` and `settled/`."""
        self._days: dict[date, Path | list[Item]] = {}
        for part in ("morning", "settled"):
            for path in sorted(folder.glob(f"{part}/*.json")):
                with suppress(ValueError):  # Not a day.
                    self._days[date.fromisoformat(path.stem)] = path

    def __getitem__(self, key: date) -> list[Item]:
        """Read a day."""
        if isinstance(found := self._days[key], Path):
            self._days[key] = found = json.loads(found.read_bytes())
        return found

    def __setitem__(self, key: date, items: list[Item]) -> None:
        """Put another list in the place of a day's."""
        self._days[key] = items

    def __delitem__(self, key: date) -> None:
        """Forget a day."""
        del self._days[key]

    def __iter__(self) -> Iterator[date]:
        """The days, without reading them."""
        return iter(self._days)

    def __len__(self) -> int:
        """How many days there are."""
        return len(self._days)


class RecordedPapers(dict[str, Item]):
    """Single papers: those of `shared/recorded/papers`, else as the recorded days have them."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; a paper is read when it is asked for."""
        self._folder = folder

    def __missing__(self, id: str) -> Item:
        """Read a paper; raises `KeyError` where none has that id."""
        for path in self._folder.glob("papers/*.json"):
            if path.stem == id:
                self[id] = json.loads(path.read_bytes())
                return self[id]
        for path in (*self._folder.glob("settled/*.json"), *self._folder.glob("morning/*.json")):
            if (content := path.read_bytes()).find(f'"{id}"'.encode()) >= 0:
                for item in json.loads(content):
                    if item["paper"]["id"] == id:
                        self[id] = item["paper"]
                        return self[id]
        raise KeyError(id)


class MadeUpTexts(dict[str, bytes]):
    """A full text for every paper: those of the tests in turn, and none for every fifth."""

    def __missing__(self, id: str) -> bytes:
        """Read the text of a paper; raises `KeyError` where it has none."""
        names = sorted(TEXTS.glob("*.md"))
        if not id[-1:].isdigit() or (turn := int(id[-1]) % (len(names) + 1)) == len(names):
            raise KeyError(id)
        return names[turn].read_bytes()


class MadeUpComments(dict[str, object]):
    """Comments on every paper, but for each third one."""

    def get(self, id: str, default: object = None) -> object:
        """The comments on a paper."""
        return discussion(id)


def papers_of(days: MutableMapping[date, list[Item]]) -> dict[str, Item]:
    """The papers of some days, as the Hub has them one by one."""
    return {item["paper"]["id"]: item["paper"] for items in days.values() for item in items}


def made_up(today: date) -> dict[date, list[Item]]:
    """Three days: a full one, an ordinary one and a hostile one."""
    yesterday, before = today - timedelta(1), today - timedelta(2)
    return {
        today: day(42, on=today),
        yesterday: day(120, on=yesterday, first=100),
        before: hostile_day(before),
    }


def main() -> int:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.hub", description="A double of the Hub on loopback.")
    parser.add_argument("--recorded", type=Path, metavar="DIR", help="serve the days of DIR/morning and DIR/settled")
    parser.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="the newest open day")
    parser.add_argument("--port", type=int, default=0, help="the port on 127.0.0.1 (default: any)")
    options = parser.parse_args()
    days: MutableMapping[date, list[Item]]
    if options.recorded:
        days = Recorded(options.recorded)
        if not days:
            parser.error(f"there are no recorded days in {options.recorded}")
    else:
        days = made_up(options.today or TODAY)
    double = HubDouble(days, today=options.today or max(days), port=options.port)
    double.papers = RecordedPapers(options.recorded) if options.recorded else papers_of(days)
    double.texts = MadeUpTexts()
    double.comments = MadeUpComments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with double:
            print(f"{double.url} · try: HF_ENDPOINT={double.url} daily-papers {double.today}", flush=True)  # noqa: T201
            signal.pause()
    except OSError as error:
        print(f"Port {options.port} cannot be used: {error.strerror}. Choose another one.", file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
