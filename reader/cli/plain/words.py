"""What can be typed at the prompt, and what it means."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from reader.cli.nothing import STAR_ONE
from reader.errors import UseError
from reader.papers.period import MONTH, WEEK, Day, Month, Period, Span, Week
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
    "first": Word("", "read the abstract of the first paper"),
    "last": Word("", "read the abstract of the last paper"),
    "authors": Word("[N]", "read the names of all authors"),
    "full text": Word("[N]", "read the whole paper", ("text",)),
    "discussion": Word("[N]", "read what people say of it on Hugging Face", ("comments",)),
    "more": Word("", "go on where the last answer stopped, as Enter alone does", ("m",)),
    "list": Word("", "write the titles again", ("ls", "titles")),
    "where": Word("", "say which list this is, and which paper was read last", ("where am i",)),
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
    "hub": Word("QUERY", "search at the Hub"),
    "related": Word("[N]", "list the stored papers most like it"),
    "sort": Word("ORDER", "sort by votes, comments, stars, date, title, for-you or starred"),
    "older": Word("", "go to the day, week or month before", ("previous day",)),
    "newer": Word("", "go to the one after", ("next day",)),
    "go": Word(
        "PERIOD",
        "go to a day, trending, starred, or the week or month of the day that is shown; a period alone does, too",
        ("day", "go to"),
    ),
    "newest": Word("", "go to the newest day"),
    "back": Word("", "go back to the list before", ("b",)),
    "refresh": Word("", "ask the Hub again for this list", ("r",)),
    "help": Word("[WORD]", "write this list, or what it says of WORD", ("?", "h")),
    "quit": Word("", "leave, as the end of the input does", ("exit", "q", "bye")),
}
"""All of them by name, in the order of the help."""

_NAMES: Final = {other: name for name, word in WORDS.items() for other in (name, *word.others)}
_LONGEST_FIRST: Final = sorted(_NAMES, key=len, reverse=True)


_NUMBER_ALONE: Final = re.compile(r"([0-9]+)\.?")
_NUMBER_BEFORE: Final = re.compile(r"([0-9]{1,9})\.? +(.+)")
"""A number before the word, as in `3 star`."""
_REMOVAL: Final = re.compile(r"(?:delete|remove)(?: [0-9]+)?")
"""What can be meant to remove a note."""


_IN_WORDS: Final = {
    "Press d to go to another day.": "Type go and a day to go there, as in go 2026-08-20.",
    STAR_ONE: "Type star and a number to star a paper.",
}
"""What the reader's keys are here, in the sentences that name them."""


def without_keys(sentence: str) -> str:
    """A sentence with words in place of the keys that it says to press."""
    for keys, said in _IN_WORDS.items():
        sentence = sentence.replace(keys, said)
    return sentence


COMMANDS: Final = frozenset(
    ("cache", "completion", "config", "digest", "doctor", "export", "fetch", "keys", "manual", "marks", "serve")
)
"""What is a command for the shell, and nothing like it a word here."""


class UnknownWordError(UseError):
    """It is not a word of the plain reader."""


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
        UnknownWordError: It is not a word of the plain reader.
        UseError: More was typed than the word takes.

    >>> understood("3"), understood("Full text 12"), understood("copy bibtex 3")
    (Typed(name='abstract', number=3, rest=''), Typed(name='full text', number=12, rest=''), \
Typed(name='copy', number=3, rest='bibtex'))
    """
    text = clean(line)
    if (alone := _NUMBER_ALONE.fullmatch(text)) is not None:
        return Typed("abstract", int(alone[1][:9]))
    if (before := _NUMBER_BEFORE.fullmatch(text)) is not None and (name := _name_at_start(before[2])):
        return _with_rest(_NAMES[name], f"{before[1]} {before[2][len(name) :].strip()}".strip())
    if name := _name_at_start(text):
        return _with_rest(_NAMES[name], text[len(name) :].strip())
    raise _no_word(text)


def _name_at_start(text: str) -> str:
    """What a word is called that a text begins with, or nothing."""
    lower = text.lower()
    return next((name for name in _LONGEST_FIRST if re.match(rf"{re.escape(name)}(?![^\W\d_])", lower)), "")


def _no_word(text: str) -> UnknownWordError:
    first = text.lower().partition(" ")[0]
    if first in COMMANDS:
        return UnknownWordError(
            f"“{first}” is not a word here, but a command for the shell: daily-papers {first} --help"
        )
    similar = most_similar(first, _NAMES)
    meant = f" Did you mean {similar}?" if similar else " Type help for the words."
    return UnknownWordError(f"“{clean(text, limit=40)}” is not a word here.{meant}")


def _with_rest(name: str, rest: str) -> Typed:
    takes = WORDS[name].takes
    if not takes and rest.strip("?!."):
        raise UseError(f"“{name}” takes no more words.")
    if name == "note" and _REMOVAL.fullmatch(rest.lower()):
        raise UseError("To remove a note, type: delete note 3. To write one, type its number first: note 3 To be read")
    return _with_number(name, rest)


def _with_number(name: str, rest: str) -> Typed:
    takes = WORDS[name].takes
    if "N]" not in takes:
        return Typed(name, None, rest)
    if (found := re.match(r"([0-9]{1,9})\.?(?!\S)\s*", rest)) is not None:
        return Typed(name, int(found[1]), rest[found.end() :])
    if "WHAT" in takes and (found := re.search(r"\s+([0-9]{1,9})\Z", rest)) is not None:
        return Typed(name, int(found[1]), rest[: found.start()])
    return Typed(name, None, rest)


def period_seen_from(shown: Period, text: str) -> str:
    """A period as typed, where `week` and `month` are those of the day that is shown.

    >>> from datetime import date
    >>> period_seen_from(Day(date(2026, 7, 15)), "Month"), period_seen_from(Day(date(2026, 7, 15)), "fri")
    ('2026-07', 'fri')
    """
    kind = {WEEK: Week, MONTH: Month}.get(text.strip().lower())
    if kind is None or not isinstance(shown, Day | Span):
        return text
    return str(kind.of(shown.date if isinstance(shown, Day) else shown.first))


def help_lines(of: str = "") -> list[str]:
    """The help: each word with what it takes and does, or one of them.

    Raises:
        UseError: That is not a word.
    """
    if of:
        name = _name_at_start(clean(of))
        if not name:
            raise _no_word(clean(of))
        return [_help(_NAMES[name])]
    lines = ["Type a number to read the abstract of that paper. Words:", ""]
    return [*lines, *map(_help, WORDS), "", "Without N, a word is about the paper that was read last."]


def _help(name: str) -> str:
    return f"{name} {WORDS[name].takes}".rstrip() + f": {WORDS[name].about}."
