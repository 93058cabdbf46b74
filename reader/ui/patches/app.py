"""An app whose first frame needs one layout, whose crash is one line, and which has a word with the terminal."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import events, on
from textual.dom import DOMNode
from textual.driver import Driver
from textual.screen import Screen
from textual.widget import AwaitMount, Widget

from reader.host import page
from reader.papers.text import clean
from reader.ui.patches import terminal
from reader.ui.patches.coming_up import Mounting, OnceLaidOutScreen
from reader.ui.patches.styles_cache import forget_widgets
from reader.ui.patches.stylesheet import KeptStylesheet
from reader.ui.patches.turns import TurnsApp

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reader.ui.patches.driver import SnapshotDriver


class QuietApp(TurnsApp):
    """An app that does nothing in vain before its first frame, and says in one line why it ended."""

    crash_folder: Path | None = None
    """Where a crash leaves its log."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        """Be ready to run."""
        forget_widgets()
        super().__init__(driver_class=driver_class)
        terminal.limit_colours(self)
        self.stylesheet: KeptStylesheet = KeptStylesheet(self.theme_variables)

    def refresh_css(self, animate: bool = True) -> None:
        """Have the styles of a theme, and draw all once.

        Textual draws the screen on top while those below have the old colours, and again after them.
        """
        self.stylesheet.set_variables(self.get_css_variables())
        self.stylesheet.reparse()
        screens = self.screen_stack
        nodes = [node for screen in screens for node in screen.walk_children(Widget, with_self=True)]
        with self.stylesheet.recolouring():
            self.stylesheet.update_nodes((self, *nodes), animate=animate)
        shown = {widget for screen in screens for widget in screen._compositor.visible_widgets}  # Scrollbars, too.
        for widget in shown.union(nodes):  # All are drawn by the screen on top, which is told below.
            widget._layout_cache.clear()  # Of scrollbars, which have no styles of their own to be updated.
            widget._set_dirty()
            widget._exchange_repaint_regions()
            widget._repaint_required = False
        for screen in screens:
            screen._css_update_count = self._css_update_count
        if screens and screens[-1].is_mounted:
            screens[-1].refresh()

    def _get_screen(self, screen: Screen[Any] | str) -> tuple[Screen[Any], AwaitMount]:
        """Have a screen drawn once that comes up over another, which is not drawn by itself again."""
        below = self.screen_stack[-1:]
        if not below or not isinstance(screen, OnceLaidOutScreen) or screen.is_running:
            return super()._get_screen(screen)
        if self._exit:
            return screen, AwaitMount(screen, [])  # What was begun before goes on until the app has ended.
        below[0]._exchange_repaint_regions()
        below[0]._repaint_required = False
        widths = self.HORIZONTAL_BREAKPOINTS if screen.HORIZONTAL_BREAKPOINTS is None else screen.HORIZONTAL_BREAKPOINTS
        screen.lay_out_for(self.size, widths or [])
        self._load_screen_css(screen)  # Textual does it next; by then its nodes may have been given their styles.
        nodes = self._register(self, screen)
        self.call_next(Mounting(screen, nodes))  # Which the app itself waits for: it may end before anything is drawn.
        mounting = Mounting(screen, nodes)
        mounting.until = screen.has_come_up = asyncio.Event()
        return screen, mounting

    async def _dispatch_action(self, namespace: DOMNode, action_name: str, params: Any) -> bool:
        """Do nothing for a screen that has left: a palette has its command done after the keys behind Enter."""
        screen = next((node for node in namespace.ancestors_with_self if isinstance(node, Screen)), None)
        if namespace is not self and screen not in self.screen_stack:
            return False
        return await super()._dispatch_action(namespace, action_name, params)

    async def _on_resize(self, event: events.Resize) -> None:
        """Have the size that the terminal has by now."""
        event.prevent_default()
        size = (self._own_driver and self._own_driver.size_now()) or event.size
        await super()._on_resize(events.Resize(size, size, pixel_size=event.pixel_size))

    def _refresh_notifications(self) -> None:
        """Leave the place of Textual's notifications alone while there is none: hiding it is a second layout."""
        if self._notifications:
            super()._refresh_notifications()

    def _fatal_error(self) -> None:
        """Say in one line what broke; the traceback goes to a file, as Textual's prints the values of variables."""
        error = sys.exc_info()[1] or self._exception
        what = f"{type(error).__name__}: {clean(str(error), limit=200)}"
        log = terminal.write_crash_log(self.crash_folder, error) if self.crash_folder and error else None
        where = f" Please report it with {log}." if log else ""
        self.panic(Text(f"daily-papers broke, and that is a bug: {what}.{where}", end=""))

    @property
    def _own_driver(self) -> SnapshotDriver | None:
        """The driver, where it is that of the reader and not one of Textual's (in tests, and on Windows)."""
        if sys.platform == "win32" or self.is_headless:
            return None
        from reader.ui.patches.driver import SnapshotDriver

        return self._driver if isinstance(self._driver, SnapshotDriver) else None

    def has_begun(self, *, cursor: bool) -> None:
        """Do what the first frame did not wait for: remember little from now on, and ask for the background.

        The terminal answers with an `input.Background`, or not at all.

        Args:
            cursor: Whether its own cursor is shown from now on.
        """
        from reader.ui.patches.few_remembered import remember_few

        remember_few()
        if driver := self._own_driver:
            driver.ask_background()
            if cursor:
                driver.show_cursor()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Have the terminal's own cursor where the user is: magnifiers and Braille displays follow a hidden one, too.

        The screen on top tells where that is. A page is told whether a keyboard is needed, which keys a finger needs,
        and what colours are around it.
        """
        top = self.screen
        if isinstance(top, OnceLaidOutScreen) and top.is_up and not self._batch_count:
            place = top.current_row
            self.cursor_position = self.cursor_position if place is None else place
        if page.here:
            line = self.focused
            is_typing = line is not None and line.check_consume_key("a", "a") and not line.has_class("-idle")
            page.here.tell("typing", "yes" if is_typing else "")
            if self.own_keys:
                from reader.ui.patches.finger_keys import offered

                page.here.tell("keys", offered(self.screen))
            page.here.tell("colours", f"{self.theme_variables['foreground']} {self.theme_variables['background']}")
        super()._display(screen, renderable)

    def _begin_update(self) -> None:
        if driver := self._own_driver:
            driver.begin_frame()
        super()._begin_update()

    def _end_update(self) -> None:
        super()._end_update()
        if driver := self._own_driver:
            driver.end_frame()

    def entitle(self, words: Callable[[], str]) -> Callable[[], None]:
        """Give the window a title.

        Args:
            words: Tells it.

        Returns:
            What to call when it may have changed.
        """
        driver = self._own_driver
        return driver.entitle(words).change if driver else lambda: None

    def copy_to_clipboard(self, text: str) -> None:
        """Ask the terminal to take a text, also through GNU screen, which Textual does not know."""
        from reader.host import osc52  # Which a start has no use for.

        self._clipboard = text
        if self._driver is not None:
            self._driver.write(osc52.sequence(text, os.environ))

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Leave the terminal to another program, and take it back however that ended: Textual does not after an error.

        Raises:
            SuspendNotSupported: The terminal cannot be another's for a while.
        """
        suspended = super().suspend()
        suspended.__enter__()
        try:
            yield
        finally:
            suspended.__exit__(None, None, None)

    def action_suspend_process(self) -> None:
        """Stop the job until the shell has it go on."""
        if driver := self._own_driver:
            self._suspend_signal()
            driver.stop_job()
            self.backlog.clear()  # Typed before the stop, such as a second ctrl+z: what the terminal had is lost, too.

    @on(Driver.SignalResume)
    def _draw_again(self) -> None:
        """Draw all of it after a stop: the shell may have left anything on the screen."""
        self.refresh(layout=True)
