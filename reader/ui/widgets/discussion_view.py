"""Comments that scroll, one below the other; keys go from one to the next."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from textual.reactive import var

from reader.papers.discussion.page import Entry
from reader.papers.discussion.paragraphs import Paragraph, Part
from reader.papers.links import safe_url
from reader.ui.bindings import in_force
from reader.ui.widgets.blocks import Block, Link, found_links
from reader.ui.widgets.text_view import TextView

SHOWN: Final = 300
"""Comments that are shown: they take half a second to be laid out; most papers have fewer than ten."""
_PARTS: Final[dict[Part, str]] = {
    "text": "text",
    "code": "code",
    "table": "code",
    "heading": "title",
    "quote": "meta",
    "meta": "meta",
    "link": "meta",
}
"""What the parts of a comment are of the widget."""


class DiscussionView(TextView):
    """What is said of a discussion, and its comments."""

    current: var[int] = var(0, init=False)
    """The comment that keys are about: the one at the top, or that which was gone to last."""

    def __init__(self) -> None:
        """Make an empty view."""
        super().__init__()
        self.set_reactive(DiscussionView.alone, True)
        self.head: Sequence[Block] = ()
        self.entries: Sequence[Entry] = ()
        self.more = 0
        """How many are not shown."""
        self._starts: list[int] = []
        """The lines at which comments begin."""

    def show(self, head: Sequence[Block], entries: Sequence[Entry], more: int = 0) -> None:
        """Show other comments; what was at the top stays there.

        Args:
            head: What stands above them.
            entries: The comments, `SHOWN` at most.
            more: How many there are beside them.
        """
        self.head, self.entries, self.more = head, entries, more
        self.lay_out()
        self._follow()

    def blocks(self) -> Iterator[Block]:
        """What is shown, from top to bottom."""
        self._starts = []
        yield from self.head
        for entry in self.entries:
            assert self._page is not None  # It is being made.
            self._starts.append(len(self._page.strips) + bool(self._page.strips))
            first, *others = entry.paragraphs
            yield block_of(first, "label")
            yield from map(block_of, others)
        if self.more:
            yield Block("meta", in_force(f"{self.more} more: press O for all of them on Hugging Face.", self.screen))

    @property
    def current_line(self) -> int:
        """The line at the top, or where the comment begins that was gone to and could not come there."""
        top = super().current_line
        return max(top, self._starts[self.current]) if self.current else top

    def jump(self, line: float) -> None:
        """Scroll to a line; keys are about the comment that is there."""
        super().jump(int(line))
        self._follow()

    def _follow(self) -> None:
        self.current = max(0, bisect_right(self._starts, int(self.scroll_y) + 1) - 1)

    def go(self, steps: int) -> None:
        """Go to the next comment, or to the beginning of this one or the one before."""
        if not self._starts:
            return
        line = int(self.scroll_y)
        here = self._starts[self.current]
        is_within = steps < 0 and here < line
        wanted = min(max(self.current + (0 if is_within else steps), 0), len(self._starts) - 1)
        is_above = steps > 0 and here > line and line < self.max_scroll_y and not self.current
        self.go_to(self.current if is_above else wanted)

    def go_to(self, number: int) -> None:
        """Have a comment at the top, as far as there is enough below it."""
        if number >= len(self._starts):
            return
        self.jump(self._starts[number])
        self.current = number  # Near the end it cannot come to the top.


def block_of(paragraph: Paragraph, part: str = "") -> Block:
    """A paragraph as a block: all its lines begin behind what stands before the first one."""
    lead = paragraph.lead
    own = [
        Link(led.start + len(lead), led.end + len(lead), led.url)
        for led in paragraph.links
        if led.start < led.end and safe_url(led.url)
    ]
    text = lead + paragraph.text
    found = found_links(text) if "://" in text else ()
    others = (link for link in found if all(link.end <= one.start or one.end <= link.start for one in own))
    named = part or _PARTS[paragraph.part]
    return Block(
        named,
        text,
        gap=paragraph.gap,
        hanging=len(lead),
        label=len(lead),
        label_part="meta",
        links=tuple(sorted((*own, *others), key=lambda link: link.start)),
    )
