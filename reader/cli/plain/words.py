"""What can be typed at the prompt, and what it means."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from reader.errors import UseError
from reader.papers.spelling import most_similar
from reader.papers.text import clean


class Word(NamedTuple):
    """Something that can be typed."""

    takes: str
    """What follows it, as the help has it."""
    about: str
    """What it does, in a sentence without its full stop."""
    others: tuple[str, ...] = ()
    """What people call it, too."""


WORDS: Final[dict[str, Word]] = {
    "abstract": Word("[N]", "read the abstract of paper N, as the number alone does"),
    "next": Word("", "read the next abstract", ("n",)),
    "previous": Word("", "read the abstract before", ("p",)),
    "full text": Word("[N]", "read the whole paper", ("text",)),
    "discussion": Word("[N]", "read what people say of it on Hugging Face", ("comments",)),
    "more": Word("", "go on where the last answer stopped", ("m",)),
    "list": Word("", "write the titles again", ("ls", "titles")),
    "copy": Word("[N] [WHAT]", "copy the arXiv link, or WHAT: pdf, id, doi, title, bibtex, abstract …"),
    "open": Word("[N]", "open the page at arXiv in the browser"),
    "star": Word("[N]", "star the paper"),
    "unstar": Word("[N]", "remove the star"),
    "read": Word("[N]", "mark the paper read"),
    "unread": Word("[N]", "mark the paper unread"),
    "note": Word("[N] [TEXT]", "write a note on the paper, or read the one there is"),
    "delete note": Word("[N]", "remove the note"),
    "undo": Word("", "take back the last star, note or mark", ("u",)),
    "find": Word("[QUERY]", "list only papers that match, as / in the reader; without QUERY, all again"),
    "search": Word("QUERY", "search all stored days"),
    "hub": Word("QUERY", "search at Hugging Face"),
    "related": Word("[N]", "list the stored papers most like it"),
    "sort": Word("ORDER", "sort by upvotes, comments, stars, date, title, for-you or starred"),
    "older": Word("", "go to the day, week or month before"),
    "newer": Word("", "go to the one after"),
    "go": Word(
        "PERIOD", "go to a day, week, month, trending or starred; the name of a period alone does, too", ("day",)
    ),
    "newest": Word("", "go to the newest day"),
    "back": Word("", "go back to the list before", ("b",)),
    "help": Word("", "write this list", ("?", "h")),
    "quit": Word("", "leave, as the end of the input does", ("exit", "q", "bye")),
}
"""All of them by name, in the order of the help."""

_NAMES: Final = {other: name for name, word in WORDS.items() for other in (name, *word.others)}
_LONGEST_FIRST: Final = sorted(_NAMES, key=len, reverse=True)


class Typed(NamedTuple):
    """A line that was typed, understood."""

    name: str
    """One of `WORDS`."""
    number: int | None = None
    """The number of a paper."""
    rest: str = ""
    """What else was typed."""


def understood(line: str) -> Typed:
    """Understand what was typed.

    Args:
        line: The line, not empty.

    Raises:
        UseError: It is not a word of the plain reader.

    >>> understood("3"), understood("Full text 12"), understood("copy bibtex 3")
    (Typed(name='abstract', number=3, rest=''), Typed(name='full text', number=12, rest=''), \
Typed(name='copy', number=3, rest='bibtex'))
    """
    text = clean(line)
    if text.isascii() and text.isdecimal():
        return Typed("abstract", int(text[:9]))
    lower = text.lower()
    for name in _LONGEST_FIRST:
        if lower.startswith(name) and not lower[len(name) : len(name) + 1].isalpha():
            return _with_number(_NAMES[name], text[len(name) :].strip())
    similar = most_similar(lower.split()[0] if lower.split() else "", _NAMES)
    meant = f" Did you mean {similar}?" if similar else " Type help for the words."
    raise UseError(f"“{clean(text, limit=40)}” is not a word here.{meant}")


def _with_number(name: str, rest: str) -> Typed:
    takes = WORDS[name].takes
    if "N]" not in takes:
        return Typed(name, None, rest)
    if (found := re.match(r"([0-9]{1,9})(?![^\s])\s*", rest)) is not None:
        return Typed(name, int(found[1]), rest[found.end() :])
    if "WHAT" in takes and (found := re.search(r"\s+([0-9]{1,9})\Z", rest)) is not None:
        return Typed(name, int(found[1]), rest[: found.start()])
    return Typed(name, None, rest)


def help_lines() -> list[str]:
    """The help: each word with what it takes and does."""
    lines = ["Type a number to read the abstract of that paper. Words:", ""]
    for name, word in WORDS.items():
        lines.append(f"{name} {word.takes}".rstrip() + f": {word.about}.")
    return [*lines, "", "Without N, a word is about the paper that was read last."]
