"""A scroll view that draws its own lines: it knows its size before they are drawn."""

from __future__ import annotations

from rich.cells import split_graphemes
from textual.geometry import Size
from textual.scroll_view import ScrollView


class LineView(ScrollView):
    """A view with a hook for a change of its size."""

    def did_resize(self) -> None:
        """Called with the new size, before anything is drawn in it; the event `Resize` comes afterwards."""

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        before = self.outer_size
        updated = super()._size_updated(size, virtual_size, container_size, layout)
        if size != before:
            self.did_resize()
        return updated


def character_at(text: str, column: int) -> int:
    """The index of the character in a cell of a line, wide or of several code points; after the last one its length.

    >>> [character_at("a长b", column) for column in range(5)]
    [0, 1, 1, 2, 3]
    """
    if text.isascii():
        return min(column, len(text))
    for start, _, cells in split_graphemes(text)[0]:
        if column < cells:
            return start
        column -= cells
    return len(text)
