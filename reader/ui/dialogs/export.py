"""The dialog that exports what is listed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import PurePath
from typing import Final, NamedTuple

from msgspec.structs import replace
from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Offset, Region
from textual.reactive import var
from textual.widgets import Input, Static

from reader.config.export import ExportChoice, Scope
from reader.errors import HostError
from reader.formats import FILE_FORMATS, Entry, format_of, pieces_of
from reader.host import files, page
from reader.papers import humanize
from reader.papers.listing import ArrangedList
from reader.papers.marks import UNMARKED
from reader.papers.models import Paper
from reader.papers.period import Day, Period
from reader.store import paths
from reader.ui.bindings import bindings
from reader.ui.dialogs.dialog import Dialog
from reader.ui.dialogs.menu import Choice, Menu

NAMED: Final = 48
"""Characters of a period in the name of a file."""
PATH_LIMIT: Final = 4_000


class Exported(NamedTuple):
    """What was done, or is left to do."""

    choice: ExportChoice
    said: str
    """What was exported, as in “12 papers as BibTeX”, and where to if that is done."""
    text: str | None = None
    """What is to be copied; None where a file was written."""


class ReplaceMenu(Menu[bool]):
    """Asks whether a file may be replaced; the key that confirms the export, pressed twice, does not."""

    BINDINGS = bindings({"replace.yes": "choose('r')", "replace.back": "dismiss(None)"})

    def __init__(self, name: str) -> None:
        super().__init__("The file already exists", [Choice("r", "replace", name, True)])


class OptionLine(Static, can_focus=True):
    """A line of options, one of which is chosen."""

    value: var[str] = var("", init=False)

    def __init__(self, options: Mapping[str, str], value: str, *, id: str) -> None:
        """Offer options by name, with their words."""
        super().__init__(id=id)
        self._options = options
        self.set_reactive(OptionLine.value, value if value in options else next(iter(options)))

    def render(self) -> Content:
        """Show all options, the chosen one in other colours, and turned over where it can be changed."""
        chosen = "reverse" if self.has_focus else "bold underline $text-accent"
        words = (
            (words.replace(" ", "\N{NO-BREAK SPACE}"), chosen if name == self.value else "$foreground-muted")
            for name, words in self._options.items()
        )
        return Content.assemble(*(part for word in words for part in (word, "   ")))

    def _places(self) -> dict[str, Region]:
        """Where each option is: each has a style of its own, and is not broken where it has room."""
        lines = enumerate(self.render().wrap(self.size.width))
        parts = (Region(part.start, y, part.end - part.start, 1) for y, line in lines for part in line.spans)
        return dict(zip(self._options, parts, strict=False))

    @property
    def cursor_screen_offset(self) -> Offset:
        """The begin of the chosen option."""
        return self.content_region.offset + self._places().get(self.value, Region()).offset

    def watch_value(self) -> None:
        """Lay the line out again: it may break elsewhere."""
        self.refresh(layout=True)

    def change(self, steps: int) -> None:
        """Choose another option."""
        names = [*self._options]
        self.value = names[(names.index(self.value) + steps) % len(names)]

    def on_click(self, event: events.Click) -> None:
        """Choose the option that is clicked."""
        self.focus()
        self.value = next(
            (name for name, place in self._places().items() if place.contains(event.x, event.y)), self.value
        )


class ExportDialog(Dialog[Exported]):
    """Lines to choose from; dismissed with what was exported."""

    CSS_PATH = [paths.styles() / name for name in ("dialog.tcss", "export.tcss")]
    BINDINGS = bindings(
        {
            "export.go": "go",
            "export.back": "dismiss(None)",
            "export.next": "app.focus_next",
            "export.previous": "app.focus_previous",
            "export.forward": "change(1)",
            "export.backward": "change(-1)",
        }
    )

    def __init__(self, listed: ArrangedList, period: Period, fetched_at: datetime | None, choice: ExportChoice) -> None:
        """Offer the papers of a list, which has some.

        Args:
            listed: The list.
            period: What it is of.
            fetched_at: When the Hub last confirmed it, UTC; None for the starred papers.
            choice: The last choice.
        """
        super().__init__()
        self._listed = listed
        self._day: date | None = period.date if isinstance(period, Day) else None
        self._fetched_at = fetched_at if self._day else None
        self._choice = choice
        self._papers = _papers_by_scope(listed)
        self._stem = f"{'' if page.here else './'}daily-papers-{_in_name(str(period))}"
        self._is_writing = False

    def compose(self) -> ComposeResult:
        """Lay out a line for each thing to choose."""
        choice = self._choice
        scope = "matches" if "matches" in self._papers and choice.scope == "all" else choice.scope
        form = choice.format if choice.format in FILE_FORMATS else "bibtex"
        formats = {name: one.name for name, one in FILE_FORMATS.items()}
        words: dict[str, str] = {scope: f"{scope} {len(papers)}" for scope, papers in self._papers.items()}
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Export"
            yield from _line("Papers", OptionLine(words, scope, id="export-scope"))
            yield from _line("Format", OptionLine(formats, form, id="export-format"))
            targets = {"file": "download" if page.here else "file", "clipboard": "clipboard"}
            yield from _line("To", OptionLine(targets, choice.target, id="export-target"))
            file = Input(
                self._stem + FILE_FORMATS[form].extension, compact=True, max_length=PATH_LIMIT, select_on_focus=False
            )
            yield from _line("File", file)
            yield Static(id="export-said", classes="dialog-note", markup=False)

    def on_mount(self) -> None:
        """Take what is typed ahead, and follow what is chosen."""
        self.watch(self._line("format"), "value", self._rename, init=False)
        self.watch(self._line("target"), "value", self._show_file)
        self.set_focus(self._line("scope"))

    def hints(self) -> list[str]:
        """What keys do."""
        return self.hints_of(
            ("export.go", "exports"),
            ("export.previous export.next", "line"),
            ("export.backward export.forward", "choice"),
            ("export.back", "cancels"),
        )

    def _say(self, sentence: str) -> None:
        """Say why it could not be done, or nothing."""
        said = self.query_one("#export-said", Static)
        said.display = bool(sentence)
        said.update(Content(sentence))

    def _line(self, name: str) -> OptionLine:
        return self.query_one(f"#export-{name}", OptionLine)

    def _rename(self, form: str) -> None:
        """Give the file the extension of another format, unless the user gave it one of their own."""
        file = self.query_one(Input)
        if (named := format_of(file.value)) not in (None, form):
            file.value = file.value[: -len(FILE_FORMATS[named].extension)] + FILE_FORMATS[form].extension

    @on(Input.Changed)
    def _follow_name(self) -> None:
        """Choose the format that the file's name ends in, as the command line does."""
        if named := format_of(self.query_one(Input).value.strip()):  # The message may be of a name before that.
            self._line("format").value = named

    def _show_file(self, target: str) -> None:
        self.query_one("#export-file").display = target == "file"

    def action_change(self, steps: int) -> None:
        """Choose another option of the line in use."""
        if isinstance(self.focused, OptionLine):
            self.focused.change(steps)

    @on(Input.Submitted)
    def action_go(self) -> None:
        """Export, once however often Enter is pressed."""
        if not self._is_writing:
            self._is_writing = True
            self._say("")
            self._export(over=False)

    @work(group="export")
    async def _export(self, *, over: bool) -> None:
        choice = self._chosen()
        papers = self._papers[choice.scope]
        marks, days, watched = self._listed.marks, self._listed.listing.days, self._listed.watched
        entries = (
            Entry(
                one,
                marks.get(one.id, UNMARKED),
                days.get(one.id, self._day),
                self._fetched_at,
                watched.get(one.id, ()),
            )
            for one in papers
        )
        what = f"{humanize.exactly(len(papers), 'paper')} as {FILE_FORMATS[choice.format].name}"
        if choice.target == "clipboard":
            text = await asyncio.to_thread(_text, choice.format, entries)
            self.dismiss(Exported(choice, what, text))
            return
        name = self.query_one(Input).value.strip()
        if page.here:
            await self._download(page.here, name, choice, what, entries)
            return
        try:
            await asyncio.to_thread(_write, name, choice.format, entries, over)
        except files.ExistsError:
            await self.app.push_screen(ReplaceMenu(name), self._replace)
        except HostError as error:
            self._is_writing = False
            self._say(str(error))
        else:
            self.dismiss(Exported(choice, f"{what} to {name}"))

    async def _download(
        self, shown_in: page.Page, name: str, choice: ExportChoice, what: str, entries: Iterable[Entry]
    ) -> None:
        """Give the file to the browser, on whose machine it is wanted."""
        text = await asyncio.to_thread(_text, choice.format, entries)
        try:
            given = await shown_in.download(PurePath(name).name or "daily-papers", text)
        except HostError as error:
            self._is_writing = False
            self._say(str(error))
        else:
            self.dismiss(Exported(choice, f"{what} to the browser's downloads: {given}"))

    def _replace(self, confirmed: bool | None) -> None:
        if confirmed:
            self._export(over=True)
        else:
            self._is_writing = False

    def _chosen(self) -> ExportChoice:
        names = {name: self._line(name).value for name in ("scope", "format", "target")}
        return replace(self._choice, **names)


def _in_name(period: str) -> str:
    """A period as a part of the name of a file, where a search may have any character."""
    return "-".join(re.findall(r"\w+(?:-\w+)*", period))[:NAMED]


def _papers_by_scope(listed: ArrangedList) -> dict[Scope, tuple[Paper, ...]]:
    """What can be exported of a list; the matches only where something is searched for and found."""
    starred = tuple(row for row in listed.rows if listed.marks.get(row.id, UNMARKED).is_starred)
    found = tuple(row for row in listed.rows if row.id in listed.matches) if listed.query else ()
    by_scope: dict[Scope, tuple[Paper, ...]] = {"all": listed.rows, "matches": found, "starred": starred}
    return {scope: papers for scope, papers in by_scope.items() if papers}


def _line(label: str, what: OptionLine | Input) -> ComposeResult:
    with Horizontal(id=f"export-{label.lower()}" if isinstance(what, Input) else None):
        yield Static(label, classes="label", markup=False)
        yield what


def _text(form: str, entries: Iterable[Entry]) -> str:
    return b"".join(pieces_of(form)(entries)).decode()


def _write(name: str, form: str, entries: Iterable[Entry], over: bool) -> None:
    files.write(name, pieces_of(form)(entries), over=over)
