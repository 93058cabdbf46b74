"""Foreign text in Markdown (CommonMark and GitHub's), shown as what it is."""

from __future__ import annotations

import re
from typing import Final

from reader.papers.addresses import Address, kept

# It begins with the characters that it is about, which makes it five times as fast.
_SPECIAL: Final = re.compile(r"[\\`*\[\]<|~$#_&](?:(?<![_&])|(?<=_)(?:(?<![^\W_]_)|(?![^\W_]))|(?<=&)(?=#?\w+;))")
"""What means something somewhere; an underscore does not within a word."""
_START: Final = re.compile(r"^(?=[-+=>])")
_NUMBER: Final = re.compile(r"^([0-9]{1,9}|[A-Za-z])(?=[.)])")
_ENTITY: Final = re.compile(r"&#?\w+;")


def escaped(text: str) -> str:
    """Text of one line that stays what it is, also at the start of a line; its addresses are links.

    >>> print(escaped("*See* https://example.org/a_b, or run a_b."))
    \\*See\\* <https://example.org/a_b>, or run a_b.
    """
    return _at_start(kept(text, _escaped, _shown))


def escaped_title(text: str) -> str:
    """Text of one line that stands in a link, where no other link may be."""
    return _escaped(text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _at_start(text: str) -> str:
    """What could begin a list or a heading does not."""
    return _NUMBER.sub(r"\1\\", _START.sub(r"\\", text))


def _shown(address: Address) -> str:
    text, kind, *_ = address
    if address.is_plain:
        return text
    if kind == "url":
        # Some programs read an entity in an address, some do not; none does in code.
        return f"`{text}`" if _ENTITY.search(text) else f"<{text}>"
    return f"<{text}>" if kind == "mail" else _escaped(text)
