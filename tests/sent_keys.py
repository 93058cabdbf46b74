"""What a terminal sends for a key."""

from __future__ import annotations

from typing import Final

from reader.config.key_names import KEY_NAMES

ESC: Final = "\x1b[27u"
"""As terminals with the newer keyboard protocol send it; bytes that follow a bare one could be part of another key."""
SENT: Final = {
    "enter": "\r",
    "space": " ",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": ESC,
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
}


def sent(key: str) -> str:
    """What a terminal sends for a key, as Textual names it.

    >>> sent("ctrl+d"), sent("ctrl+slash"), sent("left_square_bracket"), sent("G")
    ('\\x04', '\\x1f', '[', 'G')
    """
    if key in SENT:
        return SENT[key]
    held, _, key = key.rpartition("+")
    sign = "_" if key == "slash" and held else KEY_NAMES.get(key, key)
    if len(sign) != 1 or held not in ("", "ctrl"):
        raise ValueError(f"what a terminal sends for {key} is not known here")
    return chr(ord(sign.upper()) & 0x1F) if held else sign
