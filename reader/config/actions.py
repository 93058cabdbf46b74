"""The key table: every action with its default keys and its words, without a screen.

Bindings, help, palette, `daily-papers keys`, the example configuration and the man page are made from it. What
an action does is named by the widget or screen that does it, with `ui.bindings.bindings`.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from reader.config.key_names import KEY_NAMES as KEY_NAMES
from reader.config.key_names import printed as printed
from reader.config.orders import ORDER_LETTERS as ORDER_LETTERS
from reader.config.orders import ORDER_WORDS as ORDER_WORDS
from reader.config.orders import by as by
from reader.config.orders import orders_of as orders_of
from reader.config.orders import sort_action as sort_action

EVERYWHERE: Final = "everywhere"
"""The scope of what is in force on every screen, dialogs included."""
FEED: Final = "feed"
"""The scope of the main screen."""
READING: Final = "reading"
DISCUSSION: Final = "discussion"
"""The scopes of the full text of a paper and of what people say of it."""
LISTED: Final = (FEED, EVERYWHERE)
"""The scopes whose actions the README lists; the others are those of other screens and of dialogs."""
OFFERED: Final = (*LISTED, READING, DISCUSSION)
"""The scopes whose actions help, palette and man page list."""


class Action(NamedTuple):
    """One thing that keys do."""

    id: str
    """The name that the configuration knows it by."""
    keys: str
    """The keys as Textual has them, several with commas between."""
    words: str
    group: str
    """What to list it under."""
    scope: str
    """The screen or dialog on which its keys are in force; no two actions of a scope share a key."""
    priority: bool = True
    """Whether it comes before what the focused widget does with the key.

    Keys of such actions act in the order in which they were typed: others wait until the key has gone up from the
    focused widget, and a later one overtakes them. Where there is a line to type in, it has its keys first.
    """
    hidden: bool = False
    """Whether it is too plain to be offered."""


def _group(
    scope: str, group: str, *actions: tuple[str, str, str], priority: bool = True, hidden: bool = False
) -> tuple[Action, ...]:
    return tuple(Action(*action, group, scope, priority, hidden) for action in actions)


def _moves(scope: str) -> tuple[tuple[str, str, str], ...]:
    return (
        (f"{scope}.down", "j,down", "Next line"),
        (f"{scope}.up", "k,up", "Previous line"),
        (f"{scope}.page_down", "space,ctrl+f,pagedown", "Page down"),
        (f"{scope}.page_up", "b,ctrl+b,pageup", "Page up"),
        (f"{scope}.half_down", "ctrl+d", "Half a page down"),
        (f"{scope}.half_up", "ctrl+u", "Half a page up"),
        (f"{scope}.first", "g,home", "Go to the top"),
        (f"{scope}.last", "G,end", "Go to the bottom"),
    )


def _steps(name: str) -> tuple[tuple[str, str, str], ...]:
    return (
        (f"{name}.next", "down,j", "Next line"),
        (f"{name}.previous", "up,k", "Previous line"),
        (f"{name}.page_down", "pagedown", "Page down"),
        (f"{name}.page_up", "pageup", "Page up"),
    )


def _ends(name: str) -> tuple[tuple[str, str, str], ...]:
    return (f"{name}.first", "home", "First line"), (f"{name}.last", "end", "Last line")


COPIES: Final = {
    "u": "arXiv link",
    "p": "PDF link",
    "h": "Hugging Face link",
    "i": "arXiv ID",
    "d": "DOI",
    "t": "title",
    "m": "Markdown link",
    "b": "BibTeX",
    "a": "abstract",
    "g": "GitHub link",
    "w": "project page",
    "x": "alphaXiv link",
}
"""What can be copied, by its letter in the copy menu; `papers.cite` makes the texts."""

ACTIONS: Final = (
    *_group(
        FEED,
        "Move",
        ("move.down", "j,down", "Next paper or line"),
        ("move.up", "k,up", "Previous paper or line"),
        ("move.first", "g,home", "Go to the top"),
        ("move.last", "G,end", "Go to the bottom"),
        ("move.half_down", "ctrl+d", "Half a page down"),
        ("move.half_up", "ctrl+u", "Half a page up"),
        ("move.page_down", "ctrl+f,pagedown", "Page down"),
        ("move.page_up", "ctrl+b,pageup", "Page up"),
        ("text.down", "space", "Scroll the abstract down"),
        ("text.up", "b", "Scroll the abstract up"),
        ("other.down", "J", "Other pane down, or next paper"),
        ("other.up", "K", "Other pane up, or previous paper"),
        ("pane.other", "tab,shift+tab", "Switch panes"),
        ("text.authors", "a", "Toggle all authors"),
        ("text.source", "backslash", "Toggle TeX source"),
        ("text.links", "F", "Show a letter before each link"),
        ("paper.read", "enter", "Show everything about the paper"),
        ("paper.back", "escape", "Back to the list, or stop searching"),
    ),
    *_group(
        FEED,
        "List",
        ("list.next", "n", "Next match or unread paper"),
        ("list.previous", "N", "Previous match or unread paper"),
        ("list.next_watched", "w", "Next watched paper"),
        ("list.previous_watched", "W", "Previous watched paper"),
        ("list.find", "slash", "Search the list, all days or the Hub"),
        ("list.matches", "ampersand", "Show only matches, or all"),
        ("list.filter", "f", "Show all, unread or starred papers"),
        ("list.sort", "S", "Sort this list"),
        ("list.export", "e", "Export this list"),
    ),
    *_group(
        FEED,
        "Marks",
        ("mark.read", "m", "Toggle read"),
        ("mark.all_read", "A", "Mark all as read"),
        ("mark.star", "s", "Toggle star"),
        ("mark.note", "number_sign", "Edit the note"),
        ("mark.undo", "u", "Undo"),
    ),
    *_group(
        FEED,
        "Paper",
        ("paper.text", "v", "Read the full text"),
        ("paper.discussion", "c", "Read the discussion"),
        ("paper.related", "equals_sign", "Related papers"),
        ("paper.copy", "y", "Copy the arXiv link"),
        ("paper.copy_menu", "Y", "Copy something else"),
        ("paper.open", "o", "Open on arXiv"),
        ("paper.open_hub", "O", "Open on Hugging Face"),
        ("paper.open_pdf", "p", "Open the PDF"),
    ),
    *_group(
        FEED,
        "Days",
        ("day.older", "left_square_bracket,h,left", "Older day, week or month with papers"),
        ("day.newer", "right_square_bracket,l,right", "Newer day, week or month with papers"),
        ("day.newest", "t", "Newest day"),
        ("day.choose", "d", "Calendar, or go to a day or paper"),
        ("day.show", "1", "Day of the paper, or back to the day"),
        ("week.show", "2", "Week of the paper"),
        ("month.show", "3", "Month of the paper"),
        ("trending.show", "4", "Trending papers on Hugging Face"),
        ("starred.show", "5", "Starred papers from all days"),
        ("day.refresh", "r", "Refresh"),
        ("day.fetch_ahead", "R", "Fetch the last 7 days"),
    ),
    *_group(
        FEED,
        "Program",
        ("layout.next", "z", "Next layout"),
        ("theme.choose", "T", "Choose a theme"),
        ("app.help", "question_mark", "Help"),
        ("app.back", "q", "Back, or quit from the list"),
    ),
    *_group(
        EVERYWHERE,
        "Program",
        ("app.quit", "Q,ctrl+q", "Quit"),
        ("app.palette", "colon,ctrl+p", "All commands"),
        ("app.suspend", "ctrl+z", "Suspend; fg in the shell comes back"),
    ),
    *_group(
        READING,
        "Full text",
        *_moves(READING),
        ("reading.next_heading", "right_square_bracket", "Next heading"),
        ("reading.previous_heading", "left_square_bracket", "Previous heading"),
        ("reading.outline", "tab", "Go to a heading"),
        ("reading.letters", "F", "Follow a link, a citation or a reference to a figure"),
        ("reading.return", "ctrl+o", "Go back to where a jump began"),
        ("reading.find", "slash", "Search the text"),
        ("reading.next_match", "n", "Next match"),
        ("reading.previous_match", "N", "Previous match"),
        ("reading.source", "backslash", "Toggle the source of the marked part"),
        ("reading.copy", "y", "Copy the marked part, or a formula's LaTeX"),
        ("reading.unfold", "z", "Toggle what was cut before the text"),
        ("reading.open_pdf", "p", "Open the PDF"),
        ("reading.open", "o", "Open on arXiv"),
        ("reading.open_hub", "O", "Open on Hugging Face"),
        ("reading.discussion", "c", "Read the discussion"),
        ("reading.refresh", "r", "Fetch the text again"),
        ("reading.theme", "T", "Choose a theme"),
        ("reading.help", "question_mark", "Help"),
        ("reading.end_find", "escape", "Stop searching, else go back"),
        ("reading.back", "q", "Back, or stop fetching"),
    ),
    *_group("outline", "Outline", ("outline.back", "escape,tab", "Close")),
    *_group(
        DISCUSSION,
        "Discussion",
        *_moves(DISCUSSION),
        ("discussion.next", "right_square_bracket", "Next comment"),
        ("discussion.previous", "left_square_bracket", "Previous comment"),
        ("discussion.links", "F", "Show a letter before each link"),
        ("discussion.source", "backslash", "Toggle the source, with what is folded or hidden"),
        ("discussion.copy", "y", "Copy the comment at the top"),
        ("discussion.open_hub", "O", "Open on Hugging Face, to answer"),
        ("discussion.open", "o", "Open on arXiv"),
        ("discussion.open_pdf", "p", "Open the PDF"),
        ("discussion.refresh", "r", "Ask for newer comments"),
        ("discussion.text", "v", "Read the full text"),
        ("discussion.theme", "T", "Choose a theme"),
        ("discussion.help", "question_mark", "Help"),
        ("discussion.back", "q,escape", "Back"),
    ),
    *_group(
        "calendar",
        "Calendar",
        ("prompt.back", "escape,q", "Cancel"),
        ("calendar.open", "enter", "Open the day, the week or the month"),
        ("calendar.type", "slash", "Type a day, a list or a paper"),
        ("calendar.left", "h,left", "Day before"),
        ("calendar.down", "j,down", "Week after"),
        ("calendar.up", "k,up", "Week before"),
        ("calendar.right", "l,right", "Day after"),
        ("calendar.month_before", "H,pageup", "Month before"),
        ("calendar.month_after", "L,pagedown", "Month after"),
        ("calendar.newest", "g,home", "Newest day"),
        priority=False,
    ),
    *_group(
        "copy",
        "Copy menu",
        *((f"copy.{key}", key, f"Copy {words}") for key, words in COPIES.items()),
        ("copy.back", "escape,q", "Cancel"),
    ),
    *_group(
        "copy", "Copy menu", ("copy.take", "enter", "Take this line"), *_steps("copy"), *_ends("copy"), hidden=True
    ),
    *_group(
        "links",
        "Links",
        ("links.copy", "y", "Copy the link instead of opening it"),
        ("links.follow", "enter", "Go to the entry that is shown"),
        ("links.back", "escape", "Cancel"),
    ),
    *_group(
        "export",
        "Export",
        ("export.go", "enter", "Export"),
        ("export.back", "escape,q", "Cancel"),
        priority=False,
    ),
    *_group(
        "export",
        "Export",
        ("export.next", "down,j", "Next line"),
        ("export.previous", "up,k", "Previous line"),
        ("export.forward", "right,l,space", "Next choice"),
        ("export.backward", "left,h", "Previous choice"),
        priority=False,
        hidden=True,
    ),
    *_group("replace", "Replace a file", ("replace.yes", "r", "Replace it"), ("replace.back", "escape,q", "Cancel")),
    *_group(
        "find", "Search", ("find.back", "escape", "Cancel"), ("find.scope", "tab", "Search elsewhere"), priority=False
    ),
    *_group(
        "find",
        "Search",
        ("find.next", "down", "Next match"),
        ("find.previous", "up", "Previous match"),
        priority=False,
        hidden=True,
    ),
    *_group(
        "help", "Help", ("help.back", "escape,question_mark,q", "Close"), ("help.type", "slash", "Type what to find")
    ),
    *_group(
        "help",
        "Help",
        ("help.down", "down", "Next line"),
        ("help.up", "up", "Previous line"),
        ("help.page_down", "pagedown", "Page down"),
        ("help.page_up", "pageup", "Page up"),
        priority=False,
        hidden=True,
    ),
    *_group("palette", "Commands", ("palette.choose", "enter", "Do it"), hidden=True),
    *_group(
        "palette",
        "Commands",
        ("palette.back", "escape", "Close"),
        ("palette.next", "down", "Next command"),
        ("palette.previous", "up", "Previous command"),
        ("palette.page_down", "pagedown", "Page down"),
        ("palette.page_up", "pageup", "Page up"),
        priority=False,
        hidden=True,
    ),
    *_group(
        "note",
        "Note",
        ("note.keep", "escape", "Save the note and close it"),
        ("note.drop", "ctrl+g", "Close the note and discard what was typed"),
        ("note.edit", "ctrl+e", "Edit the note in $EDITOR"),
    ),
    *_group("note", "Note", ("note.undo", "ctrl+underscore,ctrl+slash", "Undo typing"), priority=False),
    *_group(
        "themes",
        "Themes",
        ("theme.keep", "enter", "Keep this theme"),
        ("theme.back", "escape,q", "Cancel"),
    ),
    *_group("themes", "Themes", *_ends("theme"), hidden=True),
    *_group("themes", "Themes", *_steps("theme"), priority=False, hidden=True),
    *_group(
        "sort",
        "Sort menu",
        *((sort_action(order), letter, f"Sort {by(order)}") for order, letter in ORDER_LETTERS.items()),
        ("sort.back", "escape,q", "Cancel"),
    ),
    *_group(
        "sort", "Sort menu", ("sort.take", "enter", "Take this line"), *_steps("sort"), *_ends("sort"), hidden=True
    ),
)
"""Every action, in the order in which they are listed."""


def keys_by_id(actions: Iterable[Action]) -> dict[str, str]:
    """The default keys of actions, as `keymap.checked_keys` takes them."""
    return {action.id: action.keys for action in actions}
