"""Lines in the styles of parts, made once and drawn often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip

from reader.ui.contrast import MUTED, TEXT, readable
from reader.ui.patches.line import Line
from reader.ui.patches.line_view import LineView
from reader.ui.widgets.parts import FAINT, style_of

Spans = Sequence[tuple[int, int]]
"""Where parts of a text start and end, from left to right, none over another."""


class _Ground(Struct, frozen=True):
    width: int
    below: Style
    """What the styles of parts are laid over."""
    style: Style
    """The style of what is blank, as the terminal gets it."""
    background: Color
    filters: Sequence[LineFilter]
    match: Style
    """Laid over what a query found."""


class LineDrawing(LineView):
    """A view that makes its lines of parts."""

    _ground: _Ground | None = None
    _blank: Strip | None = None

    def __init__(self) -> None:
        """Have drawn nothing yet."""
        super().__init__()
        self._part_styles: dict[tuple[str, ...], Style] = {}

    def forget_ground(self) -> None:
        """Look again what lines are drawn on, and how wide they are."""
        self._ground = self._blank = None

    def forget_styles(self) -> None:
        """Make the styles of parts anew, and what depends on them."""
        self._part_styles.clear()
        self.forget_ground()

    def part_style(self, part: str, *over: str) -> Style:
        """The style of a part, such as `title`, over the background of the widget, made readable there.

        Args:
            part: The part.
            over: What is changed of its style, such as `cursor` for what is under it.
        """
        parts = part, *over
        style = self._part_styles.get(parts)
        if style is None:
            alone = (style_of(name, self.app.theme_variables) for name in parts)
            style = readable(sum(alone, self.ground.below), MUTED if part in FAINT else TEXT)
            style = self._part_styles[parts] = self._filtered_style(style)
        return style

    def blank(self, text: str = "") -> Strip:
        """A line with nothing on it, or a plain text."""
        if text:
            return self.kept([Segment(text, self.ground.style)])
        if self._blank is None:
            self._blank = self.kept([])
        return self._blank

    @property
    def ground(self) -> _Ground:
        """What lines are drawn on; kept because Textual walks up all ancestors for it, 0.1 ms a line."""
        if self._ground is None:
            match, below = style_of("match", self.app.theme_variables), self.rich_style
            background, filters = self.background_colors[1], self.get_line_filters()
            self._ground = _Ground(self.size.width, below, below, background, filters, match)
            self._ground = replace(self._ground, style=self._filtered_style(below))
        return self._ground

    def with_matches(self, text: str, spans: Spans, style: Style) -> Iterator[Segment]:
        """A text in a style, with the parts of it that a query found standing out.

        Args:
            text: The text, of one line.
            spans: Where matches start and end in it; they may begin before it and end after it.
            style: The style of the rest.
        """
        here = 0
        for start, end in spans:
            start, end = max(start, here), min(end, len(text))
            if start < end:
                if here < start:
                    yield Segment(text[here:start], style)
                yield Segment(text[start:end], self._filtered_style(style + self.ground.match))
                here = end
        if here < len(text):
            yield Segment(text[here:], style)

    def kept(self, segments: Iterable[Segment], cells: int | None = None) -> Strip:
        """A line that is drawn more than once: of the full width, with nothing that a terminal would act on.

        Args:
            segments: What it begins with, in styles of `part_style` and `with_matches`.
            cells: The cells that they take, where that is known.
        """
        line, ground = [*segments], self.ground
        if cells is None or cells > ground.width:
            line = Segment.adjust_line_length(line, ground.width, ground.style)
        elif cells < ground.width:
            line.append(Segment(" " * (ground.width - cells), ground.style))
        text = "".join([segment.text for segment in line])
        # Filters change the style alone where all is printable ASCII, and did that when the style was made.
        return Line(line if text.isascii() and text.isprintable() else self._filtered(line), ground.width)

    def plain_line(self, text: str, style: Style, cells: int) -> Strip:
        """A line like those of `kept` in one style, which has no ground of its own.

        Args:
            text: All that stands on it.
            style: A style of `part_style`.
            cells: The cells that the text takes.
        """
        width = self.ground.width
        return self.kept([Segment(text + " " * (width - cells), style)], max(cells, width))

    def has_own_ground(self, style: Style) -> bool:
        """Whether a style of `part_style` is seen where nothing is written; none of a whole block is underlined."""
        return style.bgcolor != self.ground.style.bgcolor

    def _filtered(self, segments: list[Segment]) -> list[Segment]:
        """What reaches the terminal; `Strip.apply_filter` would make two dictionaries a line to remember it."""
        for filter in self.ground.filters:
            segments = filter.apply(segments, self.ground.background)
        return segments

    def _filtered_style(self, style: Style) -> Style:
        """What reaches the terminal of a style."""
        ((_, filtered, _),) = self._filtered([Segment(" ", style)])
        return filtered or Style.null()
