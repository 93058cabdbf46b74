"""What the reader opens with: found while Textual is imported, shown on the first frame."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from reader.config.export import ExportChoice
from reader.config.settings import Layout
from reader.papers.found import Kind
from reader.papers.listing import Arrangement, Listing
from reader.papers.models import Feed
from reader.papers.period import NEWEST, Period

ARRANGEMENTS: Final[Mapping[Kind, Arrangement]] = MappingProxyType(
    {
        "day": Arrangement(),
        "starred": Arrangement(order="starred"),
        "search": Arrangement(order="match"),
        "trending": Arrangement(order="trending"),
    }
)
"""How a list is arranged: of the starred papers the newest star comes first, of what was found the best match;
what is trending stays in the Hub's order."""


class InitialState(Struct, frozen=True):
    """Where the reader begins, and how."""

    period: Period = NEWEST
    """What was asked for."""
    feed: Feed | None = None
    """The feed of that day, or of the newest one with the starred papers, if it is stored."""
    listing: Listing = Listing()
    """Its papers, or all starred ones."""
    paper: str = ""
    """The id of the paper to put the cursor on, if it is listed."""
    arrangements: Mapping[Kind, Arrangement] = ARRANGEMENTS
    layout: Layout = "auto"
    delay: float | None = 2.0
    """Seconds until a paper in sight counts as read, None for never."""
    export: ExportChoice = ExportChoice()
    """The last choice of the export dialog."""
    theme: str = ""
    """The theme that was kept with a key, in force where none is configured; empty for none."""
    ascii: bool = False
    """Whether signs and lines are drawn in ASCII."""
    is_dark: bool | None = None
    """Whether the terminal's background was dark when it was last told; None where it never was."""


LAYOUTS: dict[Layout, list[tuple[int, str]]] = {
    "auto": [(0, "-tiny"), (40, "-single"), (60, "-stacked"), (100, "-wide")],
    "beside": [(0, "-tiny"), (40, "-stacked"), (70, "-wide")],
    "stacked": [(0, "-tiny"), (40, "-stacked")],
    "single": [(0, "-tiny"), (40, "-single")],
}
"""By name, in the order in which a key goes through them: from how many columns on which class is set.

Where the layout of a name does not fit, another one is used that does.
"""


def needed(layout: Layout) -> int:
    """The columns from which on a layout is what its name says."""
    return 0 if layout == "auto" else LAYOUTS[layout][-1][0]


def next_layout(layout: Layout, columns: int) -> Layout:
    """The next layout that so many columns have room for."""
    names = [*LAYOUTS]
    after = names.index(layout) + 1
    return next(name for name in names[after:] + names[:after] if needed(name) <= columns)


def layout_notice(layout: Layout, columns: int) -> str:
    """What is said of a chosen layout, and from how many columns on there are more."""
    wider = [f"{name} from {needed(name)} columns" for name in LAYOUTS if needed(name) > columns]
    return " · ".join([f"Layout: {layout}", *wider])
