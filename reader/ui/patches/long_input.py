"""What a terminal sends that may never end: a paste, and a sequence that is longer than any is.

Textual 8.2.8 waits for the end of a paste without a limit, takes what follows an escape in it for keys, and a sequence
of more than 32 characters, too.
"""

from __future__ import annotations

import re
from typing import Final

from reader.ui.patches.backlog import ROOM

PASTE_END: Final = "\x1b[201~"
SILENCE: Final = 2.0
"""Seconds without a character after which a paste has ended, with or without its mark."""
PAUSE: Final = 0.2
"""The same for one that waited while another program had the terminal: the mark may have been erased as a line was."""
_CONTROLS: Final = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
"""What is not text: of an escape sequence its first character, without which the rest is."""


class Paste:
    """Collects a paste, whatever is in it."""

    patience = SILENCE

    def __init__(self, waited: bool = False) -> None:
        """Be ready for what follows the mark at its start.

        Args:
            waited: It was sent while another program had the terminal.
        """
        if waited:
            self.patience = PAUSE
        self._pieces: list[str] = []
        self._taken = 0
        self._mark = ""
        """What may be the begin of the mark at its end."""
        self.left_out = 0
        """Characters that there was no room for."""
        self._is_told = False

    def pasted(self, *, is_over: bool) -> str | None:
        """What was pasted, once: when it is over, or no more of it is taken."""
        if self._is_told or not (is_over or self._taken == ROOM):
            return None
        self._is_told = True
        return re.sub(_CONTROLS, "", "".join(self._pieces))

    def read(self, text: str) -> str | None:
        """Read on.

        Returns:
            What is behind its end; None where it has not ended.
        """
        text, self._mark = self._mark + text, ""
        inside, mark, behind = text.partition(PASTE_END)
        if not mark:
            last = inside.rfind("\x1b", -len(PASTE_END) + 1)
            if last >= 0 and PASTE_END.startswith(inside[last:]):
                inside, self._mark = inside[:last], inside[last:]
        taken = inside[: ROOM - self._taken]
        self._pieces.append(taken)
        self._taken += len(taken)
        self.left_out += len(inside) - len(taken)
        return behind if mark else None


class Skipped:
    """Passes over the rest of a sequence or a string that is too long to be one."""

    patience = 1.0
    left_out = 0

    def __init__(self, rest: str, mark: str = "") -> None:
        """Be ready for the rest.

        Args:
            rest: Matches it, and the end of it as a group.
            mark: What may be the begin of that end.
        """
        self._rest = rest
        self._mark = mark
        self._begun = ""

    def pasted(self, *, is_over: bool) -> None:
        """None: it is not a paste."""

    def read(self, text: str) -> str | None:
        """Read on.

        Returns:
            What is behind its end; None where it has not ended.
        """
        text, self._begun = self._begun + text, ""
        found = re.match(self._rest, text)
        behind = text[found.end() :] if found else text
        if behind and behind == self._mark:
            self._begun = behind
            return None
        return behind if behind or (found and found[1]) else None


SEQUENCE: Final = "[ -?]*([@-~]?)"
"""The rest of a control sequence (ECMA-48, 5.4)."""
STRING: Final = "[^\x00-\x1f]*(\x07|\x1b\\\\|)"
"""The rest of a control string; anything else of C0 ends it, too."""
