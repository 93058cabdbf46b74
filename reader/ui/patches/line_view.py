"""A scroll view that draws its own lines: it knows its size before they are drawn."""

from __future__ import annotations

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
