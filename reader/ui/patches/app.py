"""An app whose first frame needs one layout, whose crash is one line, and which has a word with the terminal."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rich.text import Text
from textual import events, on
from textual.app import App
from textual.dom import DOMNode
from textual.driver import Driver
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import AwaitMount, Widget

from reader.config.actions import ACTIONS
from reader.papers.humanize import exactly
from reader.papers.text import clean
from reader.ui.patches import terminal
from reader.ui.patches.backlog import BY_TURNS, INTERRUPT, Backlog
from reader.ui.patches.coming_up import Mounting, OnceLaidOutScreen
from reader.ui.patches.styles_cache import forget_widgets
from reader.ui.patches.stylesheet import KeptStylesheet

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reader.ui.patches.driver import SnapshotDriver


INPUT: Final = (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)
"""What a user does that may change what is shown."""
LONGEST_WAY: Final = 5.0
"""Seconds after which keys have their turn again, should what they wait for be gone without a word."""


class QuietApp(App[None]):
    """An app that does nothing in vain before its first frame, and says in one line why it ended."""

    crash_folder: Path | None = None
    """Where a crash leaves its log."""
    own_keys: Mapping[str, str] = {}
    """The user's keys by the id of the binding."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        """Be ready to run."""
        forget_widgets()
        super().__init__(driver_class=driver_class)
        terminal.limit_colours(self)
        self.backlog = Backlog(partial(self._keys_of, "app.back", "app.quit"), self._wake, self._interrupt)
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

    def set_keymap(self, keymap: Mapping[str, str]) -> None:
        """Use the user's keys, and know them: what is bound by a focused line hides others from `active_bindings`."""
        self.own_keys = keymap
        super().set_keymap(keymap)

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

    _is_held = False
    _overdue: asyncio.TimerHandle
    _is_interrupted = False
    """Whether the last key was the one that asks how to quit."""

    def hold(self) -> None:
        """Keep what the user does from now on until it is let go."""
        self._is_held = True

    async def let_go(self) -> bool:
        """Do what was held, in its order and before what comes now, and say whether that was anything."""
        self._is_held, self.backlog.keeps_order = False, True
        has_acted = False
        while not self._is_held and await self._act_on_first():
            has_acted = True
        self._go_on()
        return has_acted

    async def on_event(self, event: events.Event) -> None:
        """Have what the user does wait for its turn, or act on it at once."""
        if not isinstance(event, BY_TURNS) or event.is_forwarded:
            await super().on_event(event)
        elif self._is_held or self.backlog:
            self.backlog.put(event)
        else:
            await self._take_turn(event)

    async def _post_message(self, message: Message) -> bool:
        """Have a change of the terminal not overtake what was done before it."""
        return self.backlog.put(message) or await super()._post_message(message)

    async def _on_resize(self, event: events.Resize) -> None:
        """Have the size that the terminal has by now."""
        event.prevent_default()
        size = (self._own_driver and self._own_driver.size_now()) or event.size
        await super()._on_resize(events.Resize(size, size, pixel_size=event.pixel_size))

    def _wake(self) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.call_later, self._deliver)

    async def _deliver(self) -> None:
        if not self._is_held:
            await self._act_on_first()
            self._go_on()

    def _go_on(self) -> None:
        """Give what waits its turn; signals, and what was done so far, have theirs in between."""
        if self._is_held:
            return
        if not self.backlog.rest():
            asyncio.get_running_loop().call_soon(self.call_later, self._deliver)
        elif self.backlog.left_out:
            left_out = exactly(self.backlog.left_out, "character")
            self.backlog.left_out = 0
            self.say(f"Too much was typed or pasted at once: {left_out} left out.")

    async def _act_on_first(self) -> bool:
        """Act on what has waited longest; some text is typed at once, and one movement made once."""
        if self._exit:
            self.backlog.clear()
        focused = self.focused
        is_typing = focused is not None and focused.check_consume_key("", "x")
        self.backlog.hurry(is_typing=is_typing)
        if (first := self.backlog.first()) is None:
            return False
        event, times = first
        if not await (self._type(focused) if is_typing else self._move(event, times)):
            self.backlog.remove(1)
            await self._take_turn(event)
        return True

    async def _type(self, field: Widget | None) -> bool:
        """Type some text at once, if there is some."""
        if len(text := self.backlog.text()) < 2:
            return False
        from reader.ui.patches.fields import insertion, taken_by

        if len(text := taken_by(field, text)) < 2:
            return False
        self.backlog.remove(len(text))
        event, left_out = insertion(field, text)
        self.backlog.left_out += left_out
        await self._take_turn(event)
        return True

    async def _move(self, event: events.Event, times: int) -> bool:
        """Make one movement of several, if that is what comes first."""
        if times < 2 or not isinstance(event, events.Key):
            return False
        from reader.ui.patches.fields import movement

        if (moves := movement(self.screen, event.key, times)) is None:
            return False
        self.backlog.remove(times)
        await self._take_turn(event, moves)
        return True

    async def _take_turn(self, event: events.Event, moves: tuple[str, DOMNode] | None = None) -> None:
        """Act on what the user did; what comes next waits for a key in a dialog, and whenever more is waiting.

        A letter is typed as soon as the focused line sees it. Any other key takes its way through the queues of the
        line and all around it before what it is bound to happens, and keys that come at the same moment would overtake
        it: what follows a key that leaves a dialog would be typed there or lost, and not be for what is below.
        """
        if self._exit and isinstance(event, INPUT):
            return  # Typed behind the key that quits: Textual would push a dialog, but give it no widgets any more.
        target = self.focused or self.screen
        key = event if isinstance(event, events.Key) and len(self.screen_stack) > 1 else None
        if key is not None and target.check_consume_key(key.key, key.character):
            key = None
        await self.act(event, moves)
        # What a printable one is bound to has been done if it was not forwarded, and is so often that it costs.
        is_slow = key is not None and (key.is_forwarded or not key.is_printable)
        if is_slow or (event.is_forwarded and self.backlog):
            self.hold()
            self._overdue = asyncio.get_running_loop().call_later(LONGEST_WAY, self.call_later, self._resume)
            # Enter has the line tell that it was submitted, which goes the same way.
            self._follow(target, target if key is not None and key.key == "enter" else None)

    async def act(self, event: events.Event, moves: tuple[str, DOMNode] | None = None) -> None:
        """Act on what the user did.

        Args:
            event: What that was.
            moves: The one movement that several such keys make.
        """
        if isinstance(event, INPUT):
            self._is_interrupted &= isinstance(event, events.Key) and event.key == INTERRUPT
        if moves is not None:
            await self.run_action(*moves)
        else:
            await super().on_event(event)

    def say(self, sentence: str) -> None:
        """Called when the user is to be told something."""

    def on_paste(self) -> None:
        """Say that nothing takes what was pasted, which came here as nothing did."""
        if self.focused is None or not self.focused.check_consume_key("", "x"):
            self.say("Nothing here takes what was pasted. Press / to search.")

    def action_help_quit(self) -> None:
        """Tell what quits, where a shell would have been interrupted; the second time in a row, do that."""
        if self._is_interrupted:
            self._interrupt()
        self._is_interrupted = True
        self.say("Press Q to quit, or ctrl+c once more.")

    def _interrupt(self) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(partial(self.exit, return_code=128 + signal.SIGINT))

    def _follow(self, node: MessagePump | None, again: MessagePump | None = None) -> None:
        """Take the way of an event up to the app, behind it, perhaps twice, and then let go of what was held."""
        if node is not None and node is not self and node.call_later(self._follow, node._parent, again):
            return
        if again is None:
            self.call_later(self._resume)
        else:
            self.call_later(self._follow, again)

    async def _resume(self) -> None:
        self._is_held = False
        self._overdue.cancel()
        await self._deliver()

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
    def alt_keys(self) -> frozenset[str]:
        """The keys with alt that something is bound to; before others it is the escape key that was pressed."""
        return frozenset(key for key in self._keys_of() if "alt+" in key)

    def _keys_of(self, *ids: str) -> frozenset[str]:
        """The keys of some actions, or of all."""
        keys = {action.id: action.keys for action in ACTIONS} | {**self.own_keys}
        return frozenset(key for id in ids or keys for key in keys[id].split(","))

    @property
    def _own_driver(self) -> SnapshotDriver | None:
        """The driver, where it is that of the reader and not one of Textual's (in tests, and on Windows)."""
        if sys.platform == "win32" or self.is_headless:
            return None
        from reader.ui.patches.driver import SnapshotDriver

        return self._driver if isinstance(self._driver, SnapshotDriver) else None

    def begin_with_terminal(self, *, cursor: bool) -> None:
        """Ask the terminal for its background; it answers with an `input.Background`, or not at all.

        Args:
            cursor: Whether its own cursor is shown from now on.
        """
        if driver := self._own_driver:
            driver.ask_background()
            if cursor:
                driver.show_cursor()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Have the terminal's own cursor where the user is: magnifiers and Braille displays follow a hidden one, too.

        Lines to type in tell where that is by themselves; lists and texts do by a property of the same name.
        """
        if (place := getattr(self.focused, "cursor_screen_offset", None)) is not None:
            self.cursor_position = place
        super()._display(screen, renderable)

    def entitle(self, words: Callable[[], str]) -> Callable[[], None]:
        """Give the window a title.

        Args:
            words: Tells it.

        Returns:
            What to call when it may have changed.
        """
        driver = self._own_driver
        return driver.entitle(words).change if driver else lambda: None

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
