"""Count what is wrong in the exports of recorded days: `python -m tests.interop FOLDER`.

FOLDER holds answers of the Hub, a file a day named after it (2026-08-20.json), in any subfolders; of a day that is
there twice the file whose path sorts last counts, so that of `settled/`, not that of `morning/`. Exits with 1 unless
all counts are 0.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path

from msgspec.structs import replace

from reader.formats import Entry, pieces_of
from reader.formats.digest import digest
from reader.hub.wire import papers_of
from reader.papers.humanize import counted
from reader.papers.marks import UNMARKED
from reader.papers.models import Feed, Paper
from reader.papers.period import Day
from reader.store.feeds.cache import Cache
from tests.interop import acceptance
from tests.interop.acceptance import Wrong
from tests.terminal import CHECKOUT, READER, environment

EXAMPLES = 5
"""Of what is wrong, so many are printed."""


def recorded(folder: Path) -> dict[date, Path]:
    """The file of each day, in the order of the days."""
    found: dict[date, Path] = {}
    for path in sorted(folder.rglob("????-??-??.json")):
        try:
            found[date.fromisoformat(path.stem)] = path
        except ValueError:
            continue
    return dict(sorted(found.items()))


Days = dict[date, tuple[Paper, ...]]


def store(days: Days, home: Path) -> None:
    """Store days as the reader does when it has fetched them."""
    cache = Cache(home / ".cache/daily-papers/v1")
    for day, papers in days.items():
        asyncio.run(cache.put(Feed(period=Day(day), papers=papers, fetched_at=datetime.now(UTC), settled=True)))
    cache.close(60)


def with_addresses(days: Days) -> Days:
    """The papers whose abstracts have an address, with the words around it in the place of their AI summaries.

    Markdown and digests have those only, and few of them have an address.
    """
    found = {}
    for day, papers in days.items():
        short = [replace(paper, ai_summary=around) for paper in papers if (around := _around(paper.shown_abstract))]
        if short:
            found[day] = tuple(short)
    return found


def _around(text: str) -> str:
    line = next((line for line in text.split("\n") if acceptance.addresses(line)), "")
    if not line:
        return ""
    start = line.index(acceptance.addresses(line)[0])
    return line[line.rfind(" ", 0, max(0, start - 60)) + 1 : start + 200].rpartition(" ")[0] + " …"


def export(home: Path, days: Iterable[date], form: str, *options: str) -> bytes:
    """What the command writes of all days."""
    period = ("--from", str(min(days)), "--to", str(max(days)), "--offline")
    command = [*READER, "export", *period, "--format", form, *options]
    return subprocess.run(command, env=environment(home), cwd=CHECKOUT, capture_output=True, check=True).stdout


def counts(folder: Path, work: Path) -> Iterator[tuple[str, Wrong]]:
    """Each kind of what may be wrong, with what is."""
    days = {day: tuple(papers_of(path.read_bytes())[0]) for day, path in recorded(folder).items()}
    store(days, work)
    rows = list(map(json.loads, export(work, days, "jsonl").splitlines()))
    papers = {row["id"]: row for row in rows}
    bib = export(work, days, "bibtex")
    print(f"{len(acceptance.entries(bib)):6} entries of {len(papers)} papers, {counted(len(days), 'day')}", flush=True)  # noqa: T201
    yield "entries that do not compile", acceptance.uncompiled(bib, work)
    yield "keys shared", acceptance.shared_keys(bib, export(work, days, "bibtex", "--sort", "title"), _one_by_one(days))
    csl, ris = export(work, days, "csl-json"), export(work, days, "ris")
    yield "organizations split", acceptance.split_organizations(papers, bib, csl, ris)
    yield "addresses altered in BibTeX", acceptance.altered_in_bibtex(papers, bib)
    yield "addresses altered in Org", acceptance.altered_in_org(papers, export(work, days, "org"))
    yield from _short_texts(with_addresses(days), work / "short")
    yield "ids altered in pandas", acceptance.altered_ids([row["id"] for row in rows], export(work, days, "csv"))


def _one_by_one(days: Days) -> bytes:
    """The entries of papers that are exported alone, the last day first."""
    pieces = pieces_of("bibtex")
    papers = {paper.id: paper for day in reversed(days) for paper in reversed(days[day])}
    return b"".join(piece for paper in papers.values() for piece in pieces([Entry(paper, UNMARKED)]))


def _short_texts(days: Days, work: Path) -> Iterator[tuple[str, Wrong]]:
    """The same of formats that have a sentence of each paper."""
    store(days, work)
    papers = {row["id"]: row for row in map(json.loads, export(work, days, "jsonl").splitlines())} if days else {}
    written = export(work, days, "markdown") if days else b""
    yield "addresses altered in Markdown", acceptance.altered_in_markdown(papers, written)
    yield "addresses altered in digests", [wrong for day in days for wrong in _in_digest(day, days[day], papers)]


def _in_digest(day: date, papers: tuple[Paper, ...], known: acceptance.Papers) -> Wrong:
    entries = [Entry(paper, UNMARKED, day) for paper in papers]
    return acceptance.altered_in_digest(known, digest(entries, datetime.now(UTC)))


def main() -> int:
    """Print the counts."""
    parser = argparse.ArgumentParser(prog="python -m tests.interop", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    folder = parser.parse_args().folder
    if missing := [name for name in ("pdflatex", "bibtex") if shutil.which(name) is None]:
        parser.error(f"needs {' and '.join(missing)}: install texlive-latex-base")
    if find_spec("pandas") is None:
        parser.error("needs pandas: pip install -r .ci/interop.txt")
    if not recorded(folder):
        parser.error(f"there are no recorded days in {folder}")
    total = 0
    with tempfile.TemporaryDirectory() as work:
        for name, wrong in counts(folder, Path(work)):
            total += len(wrong)
            print(f"{len({what for what, _ in wrong}):6} {name}", flush=True)  # noqa: T201
            for what, how in wrong[:EXAMPLES]:
                print(f"         {what}: {how}")  # noqa: T201
    return min(total, 1)


if __name__ == "__main__":
    sys.exit(main())
