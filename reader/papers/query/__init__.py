"""The query language of the find line and of the command line.

A query is read at every key, so half of one is an error that says where it breaks off, or where what is not closed
begins. The grammar, with `|` for "or", `?` for "at most once" and `*` for "any number of times":

    query    = blank | either
    either   = every (blank "or" blank every)*          one of them is enough; "or" in any case
    every    = term (blank? term)*                      all of them; binds stronger than "or"
    term     = "-" term                                 not so; no blank after the dash
             | "(" either ")"                           blanks inside are free
             | phrase | field | word
    phrase   = '"' any characters but '"' '"'           a run of blanks is one blank; “ ” „ « » are quotes, too,
                                                        and ‘ ’ and ' ' around a phrase: between letters they are
                                                        apostrophes
    word     = characters but blanks, quotes, "(" and ")", the first no "-", and not just "or"
    field    = name ":" (word | phrase)                 no blank around the colon; the name in any case

    name     value                                      what a paper must have
    author   text                                       it in the name of an author
    org      text                                       it in the name or the login of the organization
    title    text                                       it in the title
    keyword  text                                       it in a keyword
    is       read | unread | starred | noted            the mark
             | fulltext                                 that its full text was read to the end
             | withdrawn                                or the day on which it was withdrawn
             | watched                                  or a watch of the user's that it matches
    watch    name of a watch                            that it matches that watch
    has      code | project | media | summary           a repository, a project page, media, a model's summary
    votes    numbers                                    so many upvotes
    comments numbers                                    so many comments
    stars    numbers                                    so many stars, if their number is known
    date     dates                                      its first version on arXiv then, if that day is known

    numbers  = sign? number | number ".." number        a range has both ends in it
    dates    = sign? date | date ".." date
    sign     = ">" | ">=" | "<" | "<=" | "="            none means "=": votes:20 is just 20
    number   = digits | digits ("." digits)? "k"        1.2k is 1200; at most three digits after the point
    date     = year | year-month | year-month-day       as 2026-08-20; a week, a month and a year mean all their days
             | year-"W"week                             as 2026-W34, from Monday to Sunday

A text that is not of a field is looked for in title, abstract, authors and keywords, anywhere inside words, without
case and accents, and must stand in one of them as a whole. It need not be spelt as the author did:

- `self-supervised` and `"self supervised"` both find self-supervised, self supervised and selfsupervised: a hyphen, or
  a blank in quotes, stands for either of them or nothing. Between two digits it stands for a hyphen or a blank.
- `pretraining` finds pre-training, too: a hyphen may be missing in what begins at the start of a word, but not between
  digits, so that `t5` does not find at-5, nor `38` 3-8. A blank may never be missing. Dashes and minus are not hyphens,
  nor is the sign in 1e-5. `gpt-4o` finds GPT4-o, which takes both rules.
- `π` finds the word pi, and `pi` finds π; `pi0`, `pi_0`, `π0` and `π₀` find one another from the start of a word.
- `co2` finds CO₂ and `r2` R²; 103, 10³ and 10⁻³ are three things, of which the last are written `10^3` and `10^-3`.
- `lukasz` finds Łukasz, `hal` Ħal and `r` ℝ: a letter that no keyboard has is the plain one that people type for it.

A word that is an arXiv id, with `arXiv:` and a version
or without, or an address of a paper, also means the paper of that id.

A word with a colon is a field if a to z alone are before the first colon and no `//` after it. If no field has that
name, it is an error where the letters are small ones, else a word: `foo:bar` was meant as a field; `Mamba:`, `3:1`,
`gpt-4:x` and `http://x` stand in titles.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from msgspec import Struct

from reader.errors import QueryError
from reader.papers.marks import UNMARKED, Mark
from reader.papers.models import Paper
from reader.papers.query.fold import Span, places
from reader.papers.query.parser import read
from reader.papers.query.terms import All, Place, Term
from reader.papers.query.values import failed, placed
from reader.papers.query.watches import NO_WATCHES, Watches

__all__ = ["LENGTH_LIMIT", "NO_WATCHES", "Place", "Query", "Watches", "parse"]

LENGTH_LIMIT: Final = 1000
"""Characters of the longest query."""


class Query(Struct, frozen=True):
    """What papers are looked for; true unless it is blank, and then it means every paper."""

    text: str
    """As it was written."""
    term: Term
    """What it means."""

    def __bool__(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.text.strip())

    def matches(self, paper: Paper, mark: Mark = UNMARKED) -> bool:
        """Whether a paper is one of those that are looked for."""
        return self.term.fits(paper, mark)

    def spans(self, field: Place, text: str) -> list[Span]:
        """Where in a text what is looked for stands: start and end, in order, with a gap between any two.

        Args:
            field: What the text is of the paper.
            text: As it is displayed; no letter of it is parted from its marks.
        """
        return places(set(self.term.needles(field)), text)

    def authors(self, names: Sequence[str]) -> list[int]:
        """Which authors are looked for as such, by their places.

        >>> parse("author:moss fern").authors(["Fern Sedge", "Ivy Moss", "Reed Mossop"])
        [1, 2]
        """
        needles = {*self.term.needles("authors")} - {*self.term.needles("abstract")}
        if not needles:
            return []
        found = places(needles, "\n".join(names))
        ends = [*accumulate(len(name) + 1 for name in names)]
        return sorted({bisect_right(ends, start) for start, _ in found})


def parse(text: str, watches: Watches | None = NO_WATCHES) -> Query:
    """Read a query.

    Args:
        text: As it was written.
        watches: What `watch:` and `is:watched` stand for, which become the terms of those watches themselves; None
            where they cannot stand, as in the query of a watch.

    Raises:
        QueryError: If it is not one, or not yet.

    >>> query = parse("title:mask votes:>20 -is:read")
    >>> query.matches(Paper(id="2608.17271", title="Filling a [MASK]", upvotes=21))
    True
    """
    if len(text) > LENGTH_LIMIT:
        raise QueryError(f"A query has at most {LENGTH_LIMIT} characters.", LENGTH_LIMIT)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        # What is not UTF-8 on a command line comes as half of a character, which no paper has.
        raise placed(failed("A query is text in UTF-8", error.start), text) from error
    try:
        return Query(text, read(text, watches) if text.strip() else All())
    except QueryError as error:
        raise placed(error, text) from error
