"""A digest as a feed of RFC 4287 (Atom)."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Final
from urllib.parse import quote
from xml.etree import ElementTree as xml

from reader.formats.digest import Digest, Item

TAG: Final = "tag:daily-papers.invalid,2026"
"""What ids begin with (RFC 4151), of a name that nobody can own: a paper has the same id in every digest."""
_ATOM: Final = "http://www.w3.org/2005/Atom"


def atom(digest: Digest) -> bytes:
    """Atom in UTF-8, an entry a paper."""
    feed = xml.Element("feed", xmlns=_ATOM)
    _add(feed, "id", f"{TAG}:digest:{quote(digest.name, safe='')}")
    _add(feed, "title", digest.title)
    _add(feed, "subtitle", digest.summary)
    _add(feed, "updated", _moment(digest.made_at))
    _add(feed, "link", rel="alternate", type="text/html", href="https://huggingface.co/papers")
    _add(_add(feed, "author"), "name", "Daily Papers")
    for item in digest.items:
        _paper(_add(feed, "entry"), item, digest.made_at)
    xml.indent(feed)
    data: bytes = xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _paper(entry: xml.Element, item: Item, made_at: datetime) -> None:
    _add(entry, "id", f"{TAG}:paper:{item.id}")
    _add(entry, "title", item.title)
    # A moment that stays the same, so that a paper does not come back as unread.
    _add(entry, "updated", _moment(datetime.combine(item.listed, time(), UTC) if item.listed else made_at))
    _add(entry, "link", rel="alternate", type="text/html", href=item.url)
    _add(entry, "link", rel="related", type="text/html", href=item.discussion)
    if item.code:
        _add(entry, "link", rel="related", href=item.code)
    for name in item.authors:
        _add(_add(entry, "author"), "name", name)
    _add(entry, "summary", "\n".join(filter(None, (" · ".join(item.facts), item.sentence))))


def _add(parent: xml.Element, name: str, text: str = "", **attributes: str) -> xml.Element:
    element = xml.SubElement(parent, name, attributes)
    element.text = text or None
    return element


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
