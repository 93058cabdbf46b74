"""In which form papers are written to stdout: the options, and what they write."""

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
_FACTS_AFTER = ("votes", "comments", "keywords", "read", "starred", "note", "summary")


def plain(entry: Entry) -> str:
    """A paper as plain text: the title, a fact a line with its name first, and the abstract, a paragraph a line."""
    from reader.formats.csv_table import row_of

    row = row_of(entry)
    facts = [f"{name}: {row[name]}" for name in (*_FACTS, *_FACTS_AFTER) if row[name]]
    return "\n".join([row["title"], "", *facts, *(["", row["abstract"]] if row["abstract"] else [])]) + "\n"


OUTPUT_FORMATS: Final = {
    "json": "Write a JSON array with every field of each paper.",
    "jsonl": "Write a JSON object a line.",
    "csv": "Write a table with a header line.",
    "urls": "Write the arXiv link of each paper.",
    "ids": "Write the arXiv id of each paper.",
}
"""The forms that are options of their own."""

_FIELD: Final = r"\{\{|\}\}|\{([^{}]*)\}|[{}]"


class OutputFormat(NamedTuple):
    """What a person typed of the form."""

    name: str | None = None
    """One of `FORMS`; None for what suits where stdout leads to."""
    template: str | None = None
    """Written for each paper, with `{id}` and the like in it."""

    @property
    def is_chosen(self) -> bool:
        """Whether any was named."""
        return self.name is not None or self.template is not None

    @property
    def has_marks(self) -> bool:
        """Whether what the user keeps of papers is in it."""
        return self.template is not None or self.name in ("json", "jsonl", "csv")


def has_output_formats(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each form, and its function a `Form` as `form`."""

    @click.option("--template", metavar="TEXT", help="Write TEXT for each paper, with {id}, {title}, … of --csv.")
    @wraps(function)
    def call(*args: Any, template: str | None, **kwargs: Any) -> None:
        chosen = [name for name in OUTPUT_FORMATS if kwargs.pop(f"as_{name}")]
        if len(chosen) + (template is not None) > 1:
            raise click.UsageError("Only one form can be written: choose one of the options.")
        function(*args, form=OutputFormat(chosen[0] if chosen else None, template), **kwargs)

    for name, words in reversed(OUTPUT_FORMATS.items()):
        call = click.option(f"--{name}", f"as_{name}", is_flag=True, help=words)(call)
    return call


def pieces_of(form: OutputFormat) -> Pieces:
    """What writes a form, a line a paper where none was chosen.

    Raises:
        UseError: The template names a field that there is not.
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
    """The papers of parts, one after the other."""
    from reader.formats import Entry
    from reader.papers.marks import UNMARKED
    from reader.papers.period import Day

    for part in parts:
        day = part.period.date if isinstance(part.period, Day) else None
        for paper in part.papers:
            yield Entry(paper, part.marks.get(paper.id, UNMARKED), day, part.fetched_at)


def write(pieces: Iterable[bytes], name: str = "-", *, over: bool = True) -> None:
    """Write pieces to a file or to stdout, while they come.

    Raises:
        StoreError: It cannot be written.
    """
    from reader.cli.io import output

    with output(name, over=over) as stream:
        for piece in pieces:
            stream.write(piece)


def _lines(text: Callable[[Entry], str]) -> Pieces:
    # What a person typed that is no UTF-8 is written as it was typed.
    return lambda entries: (f"{text(entry)}\n".encode(errors="surrogateescape") for entry in entries)


def _filler(template: str) -> Callable[[Entry], str]:
    """What fills a template in: no more than names in braces, for `str.format` would follow attributes."""
    from reader.errors import UseError
    from reader.formats.csv_table import COLUMNS, row_of
    from reader.papers.text import clean, one_line

    for found in re.finditer(_FIELD, template):
        if found[0] not in ("{{", "}}") and found[1] not in COLUMNS:
            raise UseError(f"“{clean(found[0])}” is no field of --template: there are {', '.join(COLUMNS)}.")

    def fill(entry: Entry) -> str:
        row = row_of(entry)
        return re.sub(_FIELD, lambda found: found[0][0] if found[1] is None else one_line(row[found[1]]), template)

    return fill
