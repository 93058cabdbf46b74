"""Addresses and code in a text: what no format may escape, break or decorate."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, Literal, NamedTuple

from reader.papers.tex.protection import MARK, protected, restore

Kind = Literal["url", "mail", "code", "other"]
"""`code` is between backticks; `other` is a path, the name of a file, or a URL without its scheme."""

_QUOTES: Final = "“”‘’„«»…—–，。；：、！？（）【】《》「」"
_URL: Final = re.compile(rf"(?i:https?|ftp)://\w[^{_QUOTES}]*?(?=[,;](?i:https?|ftp)://|[{_QUOTES}]|\Z)")
_MAIL: Final = re.compile(r"[\w.+%-]+@[\w.-]+")
_PLAIN: Final = re.compile(r"(?i:https?|ftp)://[A-Za-z0-9/:.%-]*[A-Za-z0-9/]")
_ALONE: Final = re.compile(r"[.,;:!?)]*(?:\s|\Z)")


class Address(NamedTuple):
    """An address or code, with what stands around it."""

    text: str
    kind: Kind
    before: str
    """The character in front of it, or nothing."""
    after: str
    """The character behind it, or nothing."""
    is_plain: bool
    """Whether it is a URL that every program finds by itself, with the same end."""


def kept(text: str, escape: Callable[[str], str], shown: Callable[[Address], str]) -> str:
    """Escape a text around its addresses and its code.

    Args:
        text: The text.
        escape: Escapes a text in which a private character stands for each address.
        shown: Writes an address.
    """
    found = list(_addresses(text))
    if not found:
        return escape(text)
    ends = [0, *(end for _, end in found)]
    starts = [*(start for start, _ in found), len(text)]
    marked = MARK.join(text[end:start] for end, start in zip(ends, starts, strict=True))
    return restore(escape(marked), [shown(_address(text, *span)) for span in found])


def _address(text: str, start: int, end: int) -> Address:
    span, before = text[start:end], text[start - 1 : start]
    is_plain = bool(_PLAIN.fullmatch(span) and before in ("", " ", "\n", "(") and _ALONE.match(text, end))
    return Address(span, _kind(span), before, text[end : end + 1], is_plain)


def _kind(span: str) -> Kind:
    if span[0] == "`":
        return "code"
    return "url" if _URL.match(span) else "mail" if _MAIL.fullmatch(span) else "other"


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where they begin and end; what closes a sentence or a bracket around an address does not belong to it."""
    for start, end in protected(text):
        if text[start] == "`" or text[start] == MARK:
            yield start, end
        elif "://" not in text[start:end]:
            yield start, start + len(_trimmed(text[start:end]))
        else:
            while url := _URL.search(text, start, end):
                start = url.start() + len(_trimmed(url[0]))
                yield url.start(), start


def _trimmed(address: str) -> str:
    opened: list[str] = []
    for bracket in re.finditer(r"[()\[\]]", address):
        if bracket[0] in "([":
            opened.append(bracket[0])
        elif not opened or opened.pop() + bracket[0] not in ("()", "[]"):
            address = address[: bracket.start()]
            break
    return address.rstrip(".,;:!?'*")
