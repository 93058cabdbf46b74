"""The Hub's JSON decoded, a list item by item: as objects it takes many times the memory of its bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

import msgspec

from reader.errors import HubError
from reader.hub.endpoint import HUB
from reader.papers.text import clean

ITEMS_LIMIT: Final = 2_000
"""Items of an answer that are looked at; the Hub sends 120 at most."""
ITEM_LIMIT: Final = 2**18
"""Bytes of an item that is looked at; the largest so far, a paper with 533 authors, has 42,000."""
QUOTE_LIMIT: Final = 120
"""Characters of the Hub's own words in a sentence."""

_DIGITS = 19
"""Enough for any number that is believed; Python refuses to read one of 5,000 digits."""
_MARK: Final = b"\xef\xbb\xbf"
"""What some write before a text in UTF-8."""
_BLANKS: Final = "[ \t\n\r]*"
_LENIENT: Final = json.JSONDecoder(parse_constant=lambda _: None, parse_int=lambda digits: int(digits[:_DIGITS]))


def items_of(body: bytes, hub: str = HUB) -> Iterator[Any]:
    """Yield what stands in a list, and nothing in place of what has more than `ITEM_LIMIT` bytes.

    Args:
        body: The answer.
        hub: What to call the host that sent it.

    Raises:
        HubError: It is not a list in JSON, or a longer one than `ITEMS_LIMIT`.
    """
    body = body.removeprefix(_MARK)
    try:
        items = msgspec.json.decode(body, type=list[msgspec.Raw])
    except (msgspec.DecodeError, RecursionError):
        yield from _items_of_almost_json(body, hub)
        return
    if len(items) > ITEMS_LIMIT:
        raise _too_many(hub)
    for item in items:
        yield decoded(item, hub) if memoryview(item).nbytes <= ITEM_LIMIT else None


def _items_of_almost_json(body: bytes, hub: str) -> Iterator[Any]:
    begin = re.match(rf"{_BLANKS}\[{_BLANKS}".encode(), body)
    if begin is None:
        said = quoted(complaint_of(decoded(body, hub)))
        raise HubError(f"{hub} did not send a list of papers{said}. Try again later, or update daily-papers.")
    between, end, count = re.compile(f"{_BLANKS}([],]){_BLANKS}"), begin.end(), 0
    with suppress(ValueError, RecursionError):  # A UnicodeDecodeError is a ValueError.
        text = body.decode()
        while True:
            start = end
            item, end = _LENIENT.raw_decode(text, start)
            count += 1
            if count > ITEMS_LIMIT:
                raise _too_many(hub)
            yield item if end - start <= ITEM_LIMIT else None
            sign = between.match(text, end)
            if sign is None or (sign[1] == "]" and sign.end() != len(text)):
                break
            if sign[1] == "]":
                return
            end = sign.end()
    raise _no_json(body, hub)


def _too_many(hub: str) -> HubError:
    return HubError(
        f"The answer from {hub} is too large: more than {ITEMS_LIMIT:,} items in one list. Try again later."
    )


def decoded(body: bytes | msgspec.Raw, hub: str = HUB) -> Any:
    """Return what an answer in JSON, or an item of it, says.

    Raises:
        HubError: If it is empty or not JSON.
    """
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass  # It takes a third of the time, but is stricter than the Hub: no NaN, no half of a surrogate pair.
    is_item, body = isinstance(body, msgspec.Raw), bytes(body)
    if not body or body.isspace():
        raise HubError(f"{hub} sent an empty answer. Try again later.")
    with suppress(ValueError, RecursionError):  # A UnicodeDecodeError is a ValueError.
        return _LENIENT.decode(body.decode("utf-8-sig"))
    # Not raised from those, which hold the whole text.
    raise _no_json(b"]" if is_item else body, hub)


def _no_json(body: bytes, hub: str) -> HubError:
    cut = "" if re.search(rb"[]}]\s*\Z", body[-100:]) else " or it was cut off on the way"
    return HubError(f"The answer from {hub} is not JSON{cut}. Try again later.")


def complaint(body: bytes) -> str:
    """What the Hub says is wrong, on one short line; empty where it does not say so in JSON."""
    try:
        return complaint_of(decoded(body))
    except HubError:
        return ""


def complaint_of(answer: Any) -> str:
    """The same of an answer that is decoded."""
    return clean(answer.get("error"), limit=QUOTE_LIMIT) if isinstance(answer, dict) else ""


def quoted(said: str) -> str:
    """The Hub's own words, without their full stop, for the middle of a sentence; nothing where it said nothing."""
    return f": “{said.removesuffix('.')}”" if said else ""
