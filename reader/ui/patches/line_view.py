"""A scroll view that draws its own lines: it knows its size before they are drawn, and its styles as late as it can."""

from __future__ import annotations

from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.geometry import Size
from textual.scroll_view import ScrollView


class LineView(ScrollView):
    """A view with a hook for a change of its size, and styles of parts that cost nothing until they are used."""

    def did_resize(self) -> None:
        """Called with the new size, before anything is drawn in it; the event `Resize` comes afterwards."""

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        before = self.outer_size
        updated = super()._size_updated(size, virtual_size, container_size, layout)
        if size != before:
            self.did_resize()
        return updated

    def get_component_styles(self, *names: str) -> RenderStyles:
        """The styles of parts, found when they are first drawn.

        Textual finds those of `COMPONENT_CLASSES` each time that a widget gets its styles: 18 in place of one widget's,
        and three times until the first frame.
        """
        for name in names:
            if name not in self._component_styles:
                part = DOMNode(classes=name)
                part._attach(self)
                self.app.stylesheet.apply(part, animate=False)
                self._component_styles[name] = part.styles
        return super().get_component_styles(*names)

    def notify_style_update(self) -> None:
        """Find the styles of parts again."""
        self._component_styles.clear()
        super().notify_style_update()
