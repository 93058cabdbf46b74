"""An app that acts on what a user does in its order: one thing after the other, each as a whole."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Mapping
from functools import partial
from typing import ClassVar, Final

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget

from reader.config.actions import ACTIONS
from reader.papers.humanize import exactly
from reader.ui.patches.backlog import BY_TURNS, INTERRUPT, Backlog

INPUT: Final = (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)
"""What a user does that may change what is shown."""
LONGEST_WAY: Final = 5.0
"""Seconds after which keys have their turn again, should what they wait for be gone without a word."""


class TurnsApp(App[None], inherit_bindings=False):  # Textual's ctrl+q would not be the user's to change.
    """An app whose backlog holds what was done before anything acted on it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding(INTERRUPT, "help_quit", show=False, system=True)]
    own_keys: Mapping[str, str] = {}
    """The user's keys by the id of the binding."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        """Have nothing to act on yet."""
        super().__init__(driver_class=driver_class)
        self.backlog = Backlog(partial(self._keys_of, "app.back", "app.quit"), self._wake, self._interrupt)

    def set_keymap(self, keymap: Mapping[str, str]) -> None:
        """Use the user's keys, and know them: what is bound by a focused line hides others from `active_bindings`."""
        self.own_keys = keymap
        super().set_keymap(keymap)

    @property
    def alt_keys(self) -> frozenset[str]:
        """The keys with alt that something is bound to; before others it is the escape key that was pressed."""
        return frozenset(key for key in self._keys_of() if "alt+" in key)

    def _keys_of(self, *ids: str) -> frozenset[str]:
        """The keys of some actions, or of all."""
        keys = {action.id: action.keys for action in ACTIONS} | {**self.own_keys}
        return frozenset(key for id in ids or keys for key in keys[id].split(","))

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

    def _wake(self) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._deliver_later)

    def _deliver_later(self) -> None:
        """Deliver; `call_later` has the signature of what is called looked at for every key."""
        self.post_message(events.Callback(callback=self._deliver))

    async def _deliver(self) -> None:
        if not self._is_held:
            await self._act_on_first()
            self._go_on()

    def _go_on(self) -> None:
        """Give what waits its turn; signals, and what was done so far, have theirs in between."""
        if self._is_held:
            return
        if not self.backlog.rest():
            asyncio.get_running_loop().call_soon(self._deliver_later)
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
