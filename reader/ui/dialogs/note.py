"""The editor of a note."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable

from textual import events, on
from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from reader.errors import HostError
from reader.host import page
from reader.papers.humanize import exactly
from reader.papers.marks import Mark, too_long
from reader.papers.models import Paper
from reader.papers.text import LINE_LIMIT, TEXT_LIMIT
from reader.store import paths
from reader.ui.bindings import bindings
from reader.ui.dialogs.dialog import Dialog
from reader.ui.signs import spelled
from reader.ui.widgets.cells import fit

TITLE, AROUND = 62, 20
"""Columns of the paper's title that are shown, and those of the screen that are left for all beside it."""


class NoteArea(TextArea):
    """The text of a note; what is pasted is cut where a note ends, as a text area gets slower the longer it is."""

    class Cut(Message):
        """Posted when something was."""

        def __init__(self, count: int) -> None:
            """Hold how many characters were left out."""
            super().__init__()
            self.count = count

    def on_paste(self, event: events.Paste) -> None:
        """Insert as much as a note can have."""
        event.prevent_default()
        event.stop()
        text = unicodedata.normalize("NFC", event.text)
        kept = self._fitting(text)
        self.move_cursor(self.replace(kept, *self.selection, maintain_selection_offset=False).end_location)
        if len(kept) < len(text):
            self.post_message(self.Cut(len(text) - len(kept)))

    def _fitting(self, text: str) -> str:
        selected = self.selected_text
        room = TEXT_LIMIT - len(self.text) + len(selected)
        breaks = LINE_LIMIT - self.document.line_count + selected.count("\n")
        lines = text[: max(0, room)].splitlines(keepends=True)
        if len(lines) <= breaks + 1:
            return "".join(lines)
        return "".join(lines[: max(0, breaks + 1)]).rstrip("\r\n")


class NoteDialog(Dialog[str]):
    """A few lines to write in; dismissed with the note, as an undo costs one key, or with None to leave it as it is."""

    CSS_PATH = [paths.styles() / name for name in ("dialog.tcss", "note.tcss")]
    BINDINGS = bindings(
        {
            "note.keep": "keep",
            "note.drop": "drop",
            "note.edit": "edit",
            "note.undo": "undo",
        }
    )

    def __init__(
        self, paper: Paper, mark: Mark, unsaved: str | None = None, keep: Callable[[str], object] | None = None
    ) -> None:
        """Open the editor on a note.

        Args:
            paper: The paper.
            mark: Has its current note.
            unsaved: The text that could not be saved last time.
            keep: Takes what was written when the reader is ended meanwhile, as when its window is closed.
        """
        super().__init__()
        self._keep = keep
        self._paper = paper
        self._mark = mark
        self._text = mark.text if unsaved is None else unsaved
        self._doomed: str | None = None
        """The text of which the user was told that the same key once more discards it."""

    def compose(self) -> ComposeResult:
        """Lay out the note and the notes from other machines."""
        with Vertical(classes="dialog") as dialog:
            title = fit(spelled(self._paper.shown_title), min(TITLE, self.app.size.width - AROUND))
            dialog.border_title = Content(f"Note · {title}")
            yield NoteArea(self._text, compact=True, soft_wrap=True, tab_behavior="focus")
            for other in self._mark.note_history:
                yield Static(Content(f"From another copy: {other.value}"), classes="dialog-note", markup=False)
            yield Static(id="note-said", classes="dialog-note", markup=False)

    def hints(self) -> list[str]:
        """What keys do."""
        editor = () if page.here else (("note.edit", "$EDITOR"),)
        return self.hints_of(("note.drop", "discards"), *editor, ("note.undo", "undoes typing"), ("note.keep", "saves"))

    def on_mount(self) -> None:
        """Take what is typed ahead, behind what is there."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        self.set_focus(area)
        self._area = area

    @on(NoteArea.Cut)
    def _tell_cut(self, event: NoteArea.Cut) -> None:
        limits = f"A note can have {TEXT_LIMIT} characters and {LINE_LIMIT} lines"
        self._say(f"{limits}: {exactly(event.count, 'character')} left out.")

    def leave(self) -> None:
        """Go back with the note, unless that would cut it."""
        text = self.query_one(TextArea).text.strip()
        if why := too_long(text):
            self._say(why)
        else:
            self._keep = None
            self.dismiss(text)

    def on_unmount(self) -> None:
        """Keep what was written when nobody left the note, but the reader was ended."""
        text = self._area.text.strip()
        if self._keep and not too_long(text):
            self._keep(text)

    # All after the letters typed before, which may still be on their way to where they are written.

    def action_keep(self) -> None:
        """Go back with the note."""
        self.query_one(TextArea).call_later(self.leave)

    def action_drop(self) -> None:
        """Go back without what was typed; where that is anything, at the second time."""
        self.query_one(TextArea).call_later(self._drop)

    def action_edit(self) -> None:
        """Let the user's editor have the terminal until it is left."""
        self.query_one(TextArea).call_later(self._edit)

    def action_undo(self) -> None:
        """Take back what was typed last: the key that does so in a text area suspends the reader."""
        self.query_one(TextArea).undo()

    def _drop(self) -> None:
        text = self.query_one(TextArea).text
        if text.strip() in ("", self._mark.text) or text == self._doomed:
            self._keep = None
            self.dismiss(None)
        else:
            self._doomed = text
            (drop, *_), keep = self.keys_of("note.drop") or ("ctrl+c",), self.keys_of("note.keep")
            saves = f", {keep[0]} to save it" if keep else ""
            self._say(f"Press {drop} once more to discard what was typed{saves}.")

    def _edit(self) -> None:
        from reader.host import editor

        if not self.is_active:  # Esc came first, and what is written now would be lost.
            return
        if page.here:
            self._say("No editor can be opened from a page: write the note here.")
            return
        area = self.query_one(TextArea)
        try:
            with self.app.suspend():
                text = editor.edit(area.text, os.environ)
        except SuspendNotSupported:
            self._say("An editor needs the terminal for itself, which is not possible here.")
        except HostError as error:
            self._say(str(error))
        else:
            area.text = text
            area.move_cursor(area.document.end)
            if why := too_long(area.text):
                self._say(why)

    def _say(self, sentence: str) -> None:
        said = self.query_one("#note-said", Static)
        said.display = True
        said.update(Content(sentence))
