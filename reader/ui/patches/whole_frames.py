"""A driver that hands on each frame as one.

Textual 8.2.8 writes what begins a frame before it makes the frame, and what ends it after that: each time the thread
that writes wakes up, asks for its turn while the frame is being made, and writes a few bytes.
"""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver


class WholeFramesDriver(LinuxDriver):
    """A driver whose thread that writes is woken up once a frame."""

    _frame: list[str] | None = None
    """What was written of the frame that is being made; None where none is."""

    def begin_frame(self) -> None:
        """Keep what is written from now on."""
        self._frame = []

    def end_frame(self) -> None:
        """Write what was kept."""
        frame, self._frame = self._frame, None
        if frame:
            self.write("".join(frame))

    def write(self, data: str) -> None:
        """Write to the terminal, or keep it until the frame is whole."""
        if self._frame is None:
            super().write(data)
        else:
            self._frame.append(data)
