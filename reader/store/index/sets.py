"""Sets of the numbers below some number, as integers with a byte for each, which is 1 for a member.

What is common to two sets of 50,000 numbers takes microseconds so, and the newest members are found from the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import compress
from typing import Final, NamedTuple

_DENSE: Final = 16
"""Where more than one of so many is a member, it is quicker to go through all numbers."""
_BITS: Final = bytes.maketrans(b"\0\1", b"01")


class Some(NamedTuple):
    """A set in two other ways, for looking up its members one by one and for counting what it has of another one."""

    flags: bytes
    """A byte for each number, 1 for a member."""
    bits: int
    """A bit for each number."""


def some(members: int, size: int) -> Some:
    """A set of numbers below a size in those ways."""
    flags = members.to_bytes(size, "little")
    return Some(flags, int(flags[::-1].translate(_BITS) or b"0", 2))


@lru_cache(64)
def full(size: int) -> int:
    """The set of all numbers below a size."""
    return int.from_bytes(b"\1" * size, "little")


def of(numbers: Iterable[int], size: int) -> int:
    """The set of some numbers."""
    flags = bytearray(size)
    for number in numbers:
        flags[number] = 1
    return of_flags(flags)


def of_flags(flags: bytes | bytearray) -> int:
    """The set of the numbers at whose place stands a 1, where all others have a 0."""
    # Many are empty, which is seen in a thirtieth of the time.
    return int.from_bytes(flags, "little") if 1 in flags else 0


def of_bits(bits: int) -> int:
    """The set of the numbers whose bit is set."""
    if not bits:
        return 0
    # A power of two as the base takes linear time.
    text = f"{bits:b}".encode()
    return int.from_bytes(text, "big") & full(1 << len(text).bit_length())


def bits_of(numbers: Iterable[int], size: int) -> int:
    """The bits of some numbers below a size."""
    flags = bytearray(-size % 8 + size)
    for number in numbers:
        flags[number] = 1
    # Eight times an eighth of them: a fiftieth of the time that reading them as digits takes.
    return sum(int.from_bytes(flags[bit::8], "little") << bit for bit in range(8))


def count(members: int) -> int:
    """How many members there are."""
    return members.bit_count()


def ascending(members: int, size: int) -> Iterator[int]:
    """The members, the least first."""
    if not members:
        return
    flags = members.to_bytes(size, "little")
    if count(members) * _DENSE > size:
        yield from compress(range(size), flags)
        return
    place = flags.find(1)
    while place >= 0:
        yield place
        place = flags.find(1, place + 1)


def descending(members: int, size: int) -> Iterator[int]:
    """The members, the greatest first."""
    flags = members.to_bytes(size, "little")
    place = flags.rfind(1)
    while place >= 0:
        yield place
        place = flags.rfind(1, 0, place)
