"""What the store reads of its own files: checked and cleaned as if somebody else had written it."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from reader.papers.text import clean_tree

Kind = TypeVar("Kind")


def understood(value: bytes | str, kind: type[Kind]) -> Kind | None:
    """Return what JSON says, its texts cleaned again, or nothing where it is not of a kind."""
    try:
        return msgspec.convert(clean_tree(msgspec.json.decode(value)), kind)
    # Text that is not UTF-8 is a UnicodeDecodeError, brackets in brackets are a RecursionError.
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
