"""HTML in a comment, as its text: what a tag only decorates goes, where it leads stays."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

_BLOCKS: Final = (
    "p|div|details|summary|center|table|thead|tbody|tr|ul|ol|li|h[1-6]|pre|blockquote|section|figure|figcaption|hr|br"
)
_INLINE: Final = "b|i|em|strong|u|s|del|ins|sub|sup|span|small|kbd|mark|code|td|th|font|a|img|video|picture|source"
_TAG: Final = re.compile(rf"<(/?)({_BLOCKS}|{_INLINE})(\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""\b(href|src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BREAKING: Final = re.compile(_BLOCKS, re.IGNORECASE)


def untagged(html: str) -> str:
    r"""HTML without the tags that are known; others stay as they are.

    >>> untagged('<p>See <a href="https://example.org">this</a>, <b>not</b> <unk>.</p>').strip()
    'See <https://example.org> this, not <unk>.'
    """
    return _TAG.sub(_shown, html)


def plain(html: str) -> str:
    """HTML as its text, with its entities."""
    return unescape(untagged(html))


def _shown(match: re.Match[str]) -> str:
    closing, name, attributes = match[1], match[2], match[3] or ""
    shown = "\n" if _BREAKING.fullmatch(name) else " " if name.lower() in ("td", "th") else ""
    if closing:
        return shown
    found = {key.lower(): next(filter(None, values), "") for key, *values in _ATTRIBUTE.findall(attributes)}
    if name.lower() in ("img", "video", "source"):
        shown += (
            f"{'image' if name.lower() == 'img' else 'video'}{': ' if found.get('alt') else ''}{found.pop('alt', '')} "
        )
    return shown + "".join(f"<{url}> " for url in found.values())
