"""All that has a key: the actions of every screen with their default keys, where no screen is needed to know them.

The bindings in `ui` are what the keys do; `tests/test_actions.py` holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from reader.papers.cite import COPY_FORMATS
from reader.papers.listing import ORDERS


class Action(NamedTuple):
    """One thing that a key does."""

    id: str
    """The name that the configuration knows it by."""
    keys: str
    """The keys as Textual has them, several with commas between."""
    does: str
    group: str
    """What to list it under."""


def _group(name: str, *actions: tuple[str, str, str]) -> tuple[Action, ...]:
    return tuple(Action(*action, name) for action in actions)


_MOVE: Final = _group(
    "Move",
    ("move.down", "j,down", "Next paper, or line"),
    ("move.up", "k,up", "Previous paper, or line"),
    ("move.first", "g,home", "First"),
    ("move.last", "G,end", "Last"),
    ("move.half_down", "ctrl+d", "Half a page down"),
    ("move.half_up", "ctrl+u", "Half a page up"),
    ("move.page_down", "ctrl+f,pagedown", "A page down"),
    ("move.page_up", "ctrl+b,pageup", "A page up"),
    ("text.down", "space", "Scroll the abstract down"),
    ("text.up", "b", "Scroll the abstract up"),
    ("other.down", "J", "Down in the other pane"),
    ("other.up", "K", "Up in the other pane"),
    ("pane.other", "tab,shift+tab", "Other pane"),
    ("text.authors", "a", "All authors, or some"),
    ("text.source", "backslash", "Source text, or readable"),
    ("paper.read", "enter", "Abstract alone"),
    ("paper.back", "escape", "Back to the list"),
)
_LIST: Final = _group(
    "List",
    ("list.next", "n", "Next match, else next unread paper"),
    ("list.previous", "N", "Previous match, else previous unread paper"),
    ("list.find", "slash", "Find in this list"),
    ("list.filter", "f", "All, unread or starred papers"),
    ("list.sort", "S", "Sort"),
)
_MARKS: Final = _group(
    "Marks",
    ("mark.read", "m", "Read, or unread"),
    ("mark.all_read", "A", "Mark all read"),
    ("mark.star", "s", "Star, or take the star away"),
    ("mark.note", "number_sign", "Note"),
    ("mark.undo", "u", "Undo"),
)
_PAPER: Final = _group(
    "Paper",
    ("paper.copy", "y", "Copy the arXiv link"),
    ("paper.copy_menu", "Y", "Copy something else"),
    ("paper.open", "o", "Open on arXiv"),
    ("paper.open_hub", "O", "Open on Hugging Face"),
    ("paper.open_pdf", "p", "Open the PDF"),
)
_DAYS: Final = _group(
    "Days",
    ("day.older", "left_square_bracket,h,left", "Older day with papers"),
    ("day.newer", "right_square_bracket,l,right", "Newer day with papers"),
    ("day.newest", "t", "Newest day"),
    ("day.choose", "d", "Go to a day"),
    ("day.show", "1", "Back to the day"),
    ("starred.show", "5", "Starred papers of all days"),
    ("day.refresh", "r", "Refresh"),
    ("day.fetch_ahead", "R", "Fetch the last 7 days"),
)
_PROGRAM: Final = _group(
    "Program",
    ("layout.next", "z", "Next layout"),
    ("app.help", "question_mark", "Help"),
    ("app.quit", "q", "Quit"),
)
_SORT_LETTERS: Final = {"upvotes": "u", "comments": "c", "stars": "g", "date": "d", "title": "t", "starred": "s"}

EVERYWHERE: Final = _group("Program", ("app.palette", "ctrl+p", "All commands"))
"""What has its key on every screen."""
SCREENS: Final[tuple[tuple[Action, ...], ...]] = (
    (*_MOVE, *_LIST, *_MARKS, *_PAPER, *_DAYS, *_PROGRAM),
    _group("Going to a day", ("prompt.back", "escape", "Back")),
    _group(
        "Copying something else",
        *((f"copy.{form.key}", form.key, f"Copy: {form.name}") for form in COPY_FORMATS),
        ("copy.back", "escape,q", "Back"),
    ),
    _group(
        "Finding",
        ("find.back", "escape", "Back"),
        ("find.next", "down", "Next match"),
        ("find.previous", "up", "Previous match"),
    ),
    _group(
        "Help",
        ("help.back", "escape", "Back"),
        ("help.down", "down,ctrl+d,pagedown", "Down"),
        ("help.up", "up,ctrl+u,pageup", "Up"),
    ),
    _group(
        "Writing a note",
        ("note.keep", "escape", "Keep the note and go back"),
        ("note.edit", "ctrl+e", "Edit the note in $EDITOR"),
    ),
    _group(
        "Sorting",
        *((f"sort.{order}", _SORT_LETTERS[order], f"Sort by {name}") for order, name in ORDERS.items()),
        ("sort.back", "escape,q", "Back"),
    ),
)
"""What has a key on each screen, the main one first; keys of one screen are in force together."""
ALL: Final = (*SCREENS[0], *EVERYWHERE, *(action for screen in SCREENS[1:] for action in screen))
"""Every action, in the order in which they are listed."""


def keys_by_id(actions: Iterable[Action]) -> dict[str, str]:
    """The default keys of actions, as `keymap.checked_keys` takes them."""
    return {action.id: action.keys for action in actions}
