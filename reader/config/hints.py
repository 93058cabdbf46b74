"""The line at the bottom: which keys it hints at, and in which words."""

from __future__ import annotations

from typing import Final, Literal

Moment = Literal[
    "list",
    "finding",
    "narrowed",
    "reading",
    "paper",
    "text",
    "text found",
    "no text",
    "discussion",
    "no comments",
    "elsewhere",
    "starless",
    "span",
    "found",
    "related",
    "sample",
]
"""What the user is at, which decides on the hints: `narrowed` is a search that hides what does not match, `reading`
the abstract, where that has the keys, `paper` a paper on a screen of its own, `text` its full text, `text found` the
same with something found in it, `no text` that it is not there, `discussion` what people say of a paper, `no comments`
that it is nothing, or not there, `elsewhere` a list that is not of days: the starred papers, what is trending or one
paper, `starless` that no paper is starred, `span` a week or a month, `found` what a search of all days found, `related`
papers that are related to one.
"""
Hint = tuple[tuple[str, ...], str]
"""Actions, and what the line at the bottom says that their keys do."""
_READING: Final[tuple[Hint, ...]] = (
    (("paper.copy",), "copy"),
    (("paper.open",), "open"),
    (("mark.star",), "star"),
    (("paper.text",), "full text"),
    (("list.next",), "next"),
    (("text.down", "text.up"), "scroll"),
    (("paper.discussion",), "discussion"),
    (("text.links",), "links"),
    (("paper.open_pdf",), "PDF"),
    (("mark.note",), "note"),
    (("text.authors",), "authors"),
    (("paper.copy_menu",), "copy more"),
    (("app.palette",), "commands"),
    (("app.quit",), "quit"),
)
_LISTED: Final[tuple[Hint, ...]] = (
    (("paper.read",), "read"),
    (("paper.copy",), "copy"),
    (("mark.star",), "star"),
    (("day.older", "day.newer"), "day"),
    (("move.down", "move.up"), "move"),
    (("paper.text",), "full text"),
    (("paper.open",), "open"),
    (("list.filter",), "filter"),
    (("day.choose",), "go to"),
    (("mark.undo",), "undo"),
    (("list.sort",), "sort"),
    (("app.palette",), "commands"),
    (("starred.show",), "starred"),
    (("list.export",), "export"),
)
_SEARCH: Final[tuple[Hint, ...]] = ((("list.find",), "search"), (("list.next",), "unread"), *_LISTED)
_HELP: Final[Hint] = ("app.help",), "help"
_BACK: Final[Hint] = ("app.back",), "back"
QUIT: Final[Hint] = ("app.back",), "quit"
"""What is said in place of that where there is nothing to go back to."""
_MATCHES: Final[tuple[Hint, ...]] = (
    (("paper.back",), "end search"),
    (("list.find",), "edit"),
    _HELP,
    _BACK,
    *_LISTED,
)
_NO_PAPER: Final[tuple[Hint, ...]] = (
    (("day.show",), "day"),
    (("list.find",), "search"),
    (("day.choose",), "go to"),
    (("app.palette",), "commands"),
)
_TEXT: Final[tuple[Hint, ...]] = (
    (("reading.page_down", "reading.page_up"), "page"),
    (("reading.outline",), "outline"),
    (("reading.find",), "search"),
    (("reading.letters",), "links"),
    (("reading.previous_heading", "reading.next_heading"), "heading"),
    (("reading.return",), "jump back"),
    (("reading.source",), "source"),
    (("reading.copy",), "copy"),
    (("reading.open_pdf",), "PDF"),
    (("reading.open",), "arXiv"),
    (("reading.last",), "bottom"),
)
HINTS: Final[dict[Moment, tuple[Hint, ...]]] = {
    "list": (_HELP, _BACK, *_SEARCH),
    "finding": ((("list.next", "list.previous"), "match"), (("list.matches",), "only matches"), *_MATCHES),
    "narrowed": ((("list.matches",), "show all"), *_MATCHES),
    "reading": (_HELP, _BACK, *_READING),
    "paper": (_HELP, _BACK, (("other.down", "other.up"), "paper"), *_READING),
    "text": ((("reading.help",), "help"), (("reading.back",), "back"), *_TEXT),
    "no text": (
        (("reading.help",), "help"),
        (("reading.back",), "back"),
        (("reading.open_pdf",), "PDF"),
        (("reading.open",), "arXiv"),
        (("reading.refresh",), "try again"),
        (("reading.discussion",), "discussion"),
    ),
    "text found": (
        (("reading.next_match", "reading.previous_match"), "match"),
        (("reading.end_find",), "end search"),
        (("reading.find",), "edit"),
        (("reading.help",), "help"),
        (("reading.back",), "back"),
        *(hint for hint in _TEXT if hint[1] != "search"),
    ),
    "discussion": (
        (("discussion.help",), "help"),
        (("discussion.back",), "back"),
        (("discussion.previous", "discussion.next"), "comment"),
        (("discussion.page_down", "discussion.page_up"), "page"),
        (("discussion.open_hub",), "answer"),
        (("discussion.copy",), "copy"),
        (("discussion.links",), "links"),
        (("discussion.refresh",), "refresh"),
        (("discussion.source",), "source"),
    ),
    "no comments": (
        (("discussion.help",), "help"),
        (("discussion.back",), "back"),
        (("discussion.open_hub",), "Hugging Face"),
        (("discussion.refresh",), "refresh"),
        (("discussion.text",), "full text"),
        (("discussion.open_pdf",), "PDF"),
        (("discussion.open",), "arXiv"),
    ),
    "elsewhere": (_HELP, _BACK, (("day.show",), "day"), *(hint for hint in _SEARCH if hint[1] != "day")),
    "starless": (_HELP, _BACK, *_NO_PAPER),
    "span": (
        _HELP,
        _BACK,
        (("day.older", "day.newer"), "older, newer"),
        (("day.show",), "day"),
        *(hint for hint in _SEARCH if hint[1] != "day"),
    ),
    "found": (
        (("paper.back",), "end search"),
        (("list.find",), "edit"),
        (("day.show",), "its day"),
        _HELP,
        _BACK,
        (("list.next",), "unread"),
        *(hint for hint in _LISTED if hint[1] != "day"),
    ),
    "related": (
        (("paper.back",), "back"),
        (("day.show",), "its day"),
        (("paper.related",), "related"),
        _HELP,
        (("list.find",), "search"),
        (("list.next",), "unread"),
        *(hint for hint in _LISTED if hint[1] != "day"),
    ),
    "sample": (_HELP, _BACK, (("day.refresh",), "try the Hub"), *_SEARCH),
}
"""Which actions the line at the bottom hints at, and in which words, the most needed first."""
_OF_A_PAPER: Final = frozenset(
    {
        *("paper.copy", "paper.read", "paper.text", "paper.open", "paper.related", "mark.star"),
        *("move.down", "move.up", "list.sort", "list.export"),
    }
)
_ON_FROM_A_DAY: Final[tuple[Moment, ...]] = ("list", "sample")


def idle(moment: Moment, *, hides: bool) -> frozenset[str]:
    """The actions that can do nothing where no paper is listed.

    Args:
        moment: What the user is at.
        hides: Whether there are papers that the filter, or the search, hides.
    """
    no_filter = () if hides else ("list.filter", "list.matches")
    no_next = () if moment in _ON_FROM_A_DAY else ("list.next", "list.previous")  # A day leads on to others.
    no_day = ("day.show",) if moment in ("found", "related") else ()
    return _OF_A_PAPER.union(no_filter, no_next, no_day)
