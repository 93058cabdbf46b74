"""Output formats of papers: the options, and what they write."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

if TYPE_CHECKING:
    from reader.cli.lookup import SelectedDay
    from reader.formats import Entry, Pieces

_FACTS = ("authors", "arxiv_url", "hub_url", "pdf_url", "github", "project_page", "organization", "published", "day")
_FACTS_AFTER = ("withdrawn", "votes", "comments", "keywords", "read", "starred", "note", "summary")


def plain(entry: Entry) -> str:
    """A paper as plain text: the title, one named fact per line, and the abstract, one paragraph per line."""
    from reader.formats.csv_table import row_of

    row = row_of(entry)
    facts = [f"{name}: {row[name]}" for name in (*_FACTS, *_FACTS_AFTER) if row[name]]
    return "\n".join([row["title"], "", *facts, *(["", row["abstract"]] if row["abstract"] else [])]) + "\n"


OUTPUT_FORMATS: Final = {
    "json": "Write a JSON array with every field of each paper.",
    "jsonl": "Write one JSON object per line.",
    "csv": "Write CSV with a header line.",
    "urls": "Write the arXiv link of each paper.",
    "ids": "Write the arXiv id of each paper.",
}
"""The formats that are options of their own."""

_FIELD: Final = r"\{\{|\}\}|\{([^{}]*)\}|[{}]"


class OutputFormat(NamedTuple):
    """The output format as typed."""

    name: str | None = None
    """One of `OUTPUT_FORMATS`, or `excel`; None for the one that suits stdout."""
    template: str | None = None
    """Text written for each paper, with fields such as `{id}`."""

    @property
    def is_chosen(self) -> bool:
        """Whether a format was named."""
        return self.name is not None or self.template is not None

    @property
    def has_marks(self) -> bool:
        """Whether the user's marks are part of it."""
        return self.template is not None or self.name in ("json", "jsonl", "csv", "excel")

    @property
    def has_watches(self) -> bool:
        """Whether the names of the user's watches are part of it."""
        return self.name in ("json", "jsonl")


def has_output_formats(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each format, and its function an `OutputFormat` as `form`."""

    @click.option("--excel", is_flag=True, help="With --csv: in the form that Excel reads.")
    @click.option("--template", metavar="TEXT", help="Write TEXT for each paper, with --csv columns such as {id}.")
    @wraps(function)
    def call(*args: Any, template: str | None, excel: bool, **kwargs: Any) -> None:
        chosen = [name for name in OUTPUT_FORMATS if kwargs.pop(f"as_{name}")]
        if len(chosen) + (template is not None) > 1:
            raise click.UsageError("Output formats cannot be combined: choose one.")
        if excel and chosen != ["csv"]:
            raise click.UsageError("--excel needs --csv.")
        name = "excel" if excel else chosen[0] if chosen else None
        function(*args, form=OutputFormat(name, template), **kwargs)

    for name, words in reversed(OUTPUT_FORMATS.items()):
        call = click.option(f"--{name}", f"as_{name}", is_flag=True, help=words)(call)
    return call


def pieces_of(form: OutputFormat) -> Pieces:
    """Return the writer of a format; without one, it writes a line per paper.

    Raises:
        UseError: The template names an unknown field.
    """
    from reader import formats
    from reader.papers import links

    if form.template is not None:
        return _lines(_filler(form.template))
    if form.name in formats.FORMATS:
        return formats.pieces_of(form.name)
    if form.name == "urls":
        return _lines(lambda one: links.arxiv_url(one.paper.id))
    if form.name == "ids":
        return _lines(lambda one: one.paper.id)
    return _lines(lambda one: f"{one.paper.id}\t{one.paper.upvotes}\t{one.paper.shown_title}")


def entries(parts: Iterable[SelectedDay]) -> Iterator[Entry]:
    """Yield the papers of all parts."""
    from reader.formats import Entry
    from reader.papers.marks import UNMARKED

    for part in parts:
        for paper in part.papers:
            mark, names = part.marks.get(paper.id, UNMARKED), part.looked.watched.get(paper.id, ())
            yield Entry(paper, mark, *part.source(paper), names)


def write(pieces: Iterable[bytes], name: str = "-", *, over: bool = True) -> None:
    """Write pieces to a file or to stdout as they come.

    Raises:
        StoreError: It cannot be written.
    """
    from reader.cli.io import output

    with output(name, over=over, private=False) as stream:
        for piece in pieces:
            stream.write(piece)


def _lines(text: Callable[[Entry], str]) -> Pieces:
    # Bytes of the template that are not UTF-8 are written as typed.
    return lambda entries: (f"{text(entry)}\n".encode(errors="surrogateescape") for entry in entries)


def _filler(template: str) -> Callable[[Entry], str]:
    """Return what fills in a template: only names in braces, as `str.format` would follow attributes."""
    from reader.errors import UseError
    from reader.formats.csv_table import COLUMNS, row_of
    from reader.papers.spelling import most_similar
    from reader.papers.text import clean, one_line

    for found in re.finditer(_FIELD, template):
        if found[0] not in ("{{", "}}") and found[1] not in COLUMNS:
            similar = most_similar(found[1] or "", COLUMNS)
            meant = f"; did you mean {{{similar}}}?" if similar else f": choose from {', '.join(COLUMNS)}."
            raise UseError(f"“{clean(found[0])}” is not a field of --template{meant}")

    def fill(entry: Entry) -> str:
        row = row_of(entry)
        return re.sub(_FIELD, lambda found: found[0][0] if found[1] is None else one_line(row[found[1]]), template)

    return fill
