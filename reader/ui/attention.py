"""When a paper has been in sight for so long that it counts as read."""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer


class Attention:
    """A timer that runs only while the user can be reading the paper that a key or a click put the cursor on."""

    def __init__(self, owner: MessagePump, delay: float | None, *, seen: Callable[[], bool], read: Callable[[], None]):
        """Initialise the attention, on nothing.

        Args:
            owner: Whose timer it is.
            delay: Seconds until a paper counts as read; 0 for at once, None for never.
            seen: Tells whether the current paper is in sight, and unread.
            read: Called when it counts as read.
        """
        self._owner = owner
        self._delay = delay
        self._seen = seen
        self._read = read
        self._timer: Timer | None = None
        self._visited = ""
        """The id of the paper that the user put the cursor on."""
        self._left_alone = ""
        """The id of a paper whose mark the user has just set; it stays so until the cursor leaves."""

    def visit(self, paper: str) -> None:
        """Take note that the user put the cursor on a paper."""
        if paper != self._left_alone:
            self._left_alone = ""
        self._visited = paper
        self.weigh(paper)

    def leave_alone(self, paper: str) -> None:
        """Keep off a paper until the cursor leaves it: the user has decided."""
        self._left_alone = paper
        self.weigh(paper)

    def opened(self, paper: str) -> None:
        """Count a paper that was opened as read at once."""
        if self._delay is not None and paper != self._left_alone:
            self._read()

    def weigh(self, paper: str) -> None:
        """Begin to count the seconds anew, or stop: something changed that it depends on.

        Args:
            paper: The id of the current paper.
        """
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._delay is None or paper != self._visited or paper == self._left_alone or not self._seen():
            return
        if self._delay == 0:
            self._read()
        else:
            self._timer = self._owner.set_timer(self._delay, self._read)
