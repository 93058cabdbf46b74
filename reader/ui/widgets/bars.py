"""The lines above and below the panes."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from reader.config.actions import HINTS, Action, printed
from reader.host.tty import SMALLEST
from reader.ui.widgets.cells import fit, width_of


class TitleBar(Widget):
    """What is shown on the left, how fresh it is on the right."""

    titles: reactive[tuple[str, ...]] = reactive(("Daily Papers",))
    """The title in several lengths, the longest first."""
    status: reactive[str] = reactive("")

    def render(self) -> Content:
        """Choose the longest title that fits beside the status."""
        width = self.size.width
        status = fit(self.status, width)
        room = width - width_of(status) - (2 if status else 0)
        title = next((title for title in self.titles if width_of(title) <= room), fit(self.titles[-1], room))
        gap = " " * (width - width_of(title) - width_of(status))
        return Content.assemble((title, "bold"), gap, (status, "$foreground-muted"))


class HintBar(Widget):
    """The keys that one needs first, as many as fit."""

    hints: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """Pairs of keys and what they do."""

    def tell(self, keys: Sequence[Action], *, reading: bool) -> None:
        """Hint at keys that are in force, and at the way out of the abstract or into it."""
        unused = "paper.read" if reading else "paper.back"
        first = {key.id: printed(key.keys)[0] for key in keys if key.id != unused}
        self.hints = tuple(
            ("/".join(first[id] for id in ids), words) for ids, words in HINTS if first.keys() >= set(ids)
        )

    def render(self) -> Content:
        """Write the hints in a row."""
        parts: list[Content] = []
        room = self.size.width
        for keys, does in self.hints:
            room -= width_of(keys) + width_of(does) + 3
            if room < -2:
                break
            parts.append(Content.assemble((keys, "$text-accent"), (f" {does}", "$foreground-muted")))
        return Content("  ").join(parts)


class Notice(Widget):
    """One sentence over the hints, until the next key, and what is waited for, until that is there."""

    text: reactive[str] = reactive("", layout=True)
    waiting: reactive[str] = reactive("", layout=True)

    def render(self) -> Content:
        """Write the sentences."""
        return Content("\n".join(filter(None, (self.text, self.waiting))))

    def watch_text(self) -> None:
        """Come up with a sentence, and go without one."""
        self.display = bool(self.text or self.waiting)

    def watch_waiting(self) -> None:
        """Come up with what is waited for."""
        self.watch_text()


class TooSmall(Widget):
    """What stands there instead of all where the terminal has too little room."""

    @staticmethod
    def is_needed(size: Size) -> bool:
        """Whether a terminal has too little room."""
        return size.width < SMALLEST[0] or size.height < SMALLEST[1]

    def render(self) -> Content:
        """Say so."""
        return Content("The terminal is too small: the reader needs {} columns and {} lines.".format(*SMALLEST))
