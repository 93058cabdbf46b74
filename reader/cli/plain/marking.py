"""Stars, notes and read papers, and the sentences for what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.cli.choosing import PaperList
from reader.papers.marks import UNMARKED, Change, Field, Mark, Record, microseconds
from reader.papers.text import clean
from reader.ui.undo import Step, UndoHistory

if TYPE_CHECKING:
    from reader.library import PaperLibrary
    from reader.papers.models import Paper

NAMED: Final = 60
"""Characters of a title that a sentence names."""


class Marked(NamedTuple):
    """What became of a mark."""

    of: PaperList
    """The list with the marks that its papers have now."""
    said: tuple[str, ...] = ()


class Marking:
    """Sets marks, once they are on the disk, and takes them back; raises `StoreError` where that cannot be saved."""

    def __init__(self, library: PaperLibrary) -> None:
        """Begin with nothing to undo."""
        self._history = UndoHistory(library)

    def mark(self, of: PaperList, paper: Paper, field: Field, *, value: bool | str) -> Marked:
        """Set a mark of a paper of a list, unless it has that value."""
        if _value(of.marks.get(paper.id, UNMARKED), field) == value:
            return Marked(of, (_ALREADY[field, bool(value)],))
        name = f"“{clean(paper.shown_title, limit=NAMED)}”"
        of = self._set(of, paper, field, value, _STEPS[field](name, bool(value)))
        done = f"{_DONE[field, bool(value)]}: {paper.shown_title}"
        return Marked(of, tuple(filter(None, (done, self._history.warning(field)))))

    def was_read(self, of: PaperList, paper: Paper) -> Marked:
        """Mark a paper read whose abstract was, which is no step to undo."""
        return Marked(self._set(of, paper, "read", True, None))

    def undo(self, of: PaperList) -> Marked:
        """Take back the last step."""
        undone = self._history.undo().result()
        return Marked(_with_marks(of, undone.reverted.marks), (_spoken(undone.sentence),))

    def _set(self, of: PaperList, paper: Paper, field: Field, value: bool | str, step: Step | None) -> PaperList:
        at = of.found.feed.fetched_at if of.found else of.fetched_at
        record = Record(microseconds(at), paper) if at and field != "read" else None
        written = self._history.write([Change(paper.id, field, value, record)], step).result()
        return _with_marks(of, written.marks)


def _spoken(sentence: str) -> str:
    if sentence.startswith("Not undone: "):
        return "That was not undone, as another program changed it since."
    return sentence.removeprefix("Undone: ")


def _value(mark: Mark, field: Field) -> bool | str:
    if field == "note":
        return mark.text
    return mark.is_starred if field == "starred" else mark.is_read


def _with_marks(of: PaperList, marks: Mapping[str, Mark]) -> PaperList:
    known = {id: mark for id, mark in marks.items() if any(paper.id == id for paper in of.papers)}
    return of._replace(marks={**of.marks, **known})


_STEPS: Final[dict[Field, Callable[[str, bool], Step]]] = {
    "starred": lambda name, starred: Step("", f"The star on {name} {'was removed' if starred else 'is set again'}."),
    "note": lambda name, _: Step("", f"The note on {name} is as it was.", f"The note on {name} was removed."),
    "read": lambda name, read: Step("", f"{name} is {'unread' if read else 'read'} again."),
}
"""What an undo says, in sentences."""
_DONE: Final[dict[tuple[Field, bool], str]] = {
    ("starred", True): "Starred",
    ("starred", False): "Star removed",
    ("note", True): "Note saved",
    ("note", False): "Note removed",
    ("read", True): "Marked read",
    ("read", False): "Marked unread",
}
_ALREADY: Final[dict[tuple[Field, bool], str]] = {
    ("starred", True): "This paper is starred already.",
    ("starred", False): "This paper is not starred.",
    ("note", True): "The note says so already.",
    ("note", False): "There is no note on this paper.",
    ("read", True): "This paper is read already.",
    ("read", False): "This paper is unread already.",
}
