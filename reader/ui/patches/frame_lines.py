"""The lines of the frame that is on the screen, as a terminal is written them."""

from __future__ import annotations

from typing import Any

from textual.app import App


def frame_lines(app: App[Any]) -> list[str]:
    """The lines of the current frame, with the escape codes of their styles."""
    return [strip.render(app.console) for strip in app.screen._compositor.render_strips()]
