"""The text of a query read into terms; `query.py` has the grammar."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final, Literal, NamedTuple, cast

from reader.errors import QueryError
from reader.papers import links
from reader.papers.query.fold import fold
from reader.papers.query.needle import Needle
from reader.papers.query.terms import MEASURES, STATES, TEXTS, THINGS, All, Any, Measure, Not, State, Term, Text, Thing
from reader.papers.query.values import Value, date_bounds, failed, number_bounds, quoted
from reader.papers.query.watches import Watches, name_key
from reader.papers.spelling import similar
from reader.papers.text import clean

DEPTH_LIMIT: Final = 50
PARTS_LIMIT: Final = 50
"""Brackets and dashes within one another; reading and matching take a few calls for each."""

FIELDS: Final = (*TEXTS, "is", "has", "watch", *MEASURES)
"""What may stand before a colon."""
WATCHED: Final = "watched"
"""What may stand after `is:` beside the states."""
NAMED: Final = 4
"""Watches that an error names at most."""

Kind = Literal["word", "phrase", "or", "-", "(", ")", "end"]

_QUOTES: Final = "“”„«»"
"""What people's programs write for a `"`."""
# Between letters ’ and ' are apostrophes.
_IN_SINGLE_QUOTES: Final = (
    r"""(?:‘(?:[^‘’"]|(?<=\w)’(?=\w))+’|'(?=[^\s'])(?:[^'"]|(?<=\w)'(?=\w))+(?<=\S)')(?![^\s)])"""
)
_TOKEN: Final = re.compile(
    rf"""(?P<phrase>"[^"]*"?|[{_QUOTES}][^{_QUOTES}"]*[{_QUOTES}"]?|{_IN_SINGLE_QUOTES})"""
    rf"""|(?P<sign>[-()])|(?P<word>(?:(?!(?<=:){_IN_SINGLE_QUOTES})[^\s"(){_QUOTES}])+)"""
)
_FIELD: Final = re.compile(r"([A-Za-z]+):(?!//)")


class Token(NamedTuple):
    """A piece of the text of a query."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the next piece may begin."""
        return self.start + len(self.text)


def read(text: str, watches: Watches | None) -> Term:
    """Read a query that is not blank; `parse` says what the watches are for.

    Raises:
        QueryError: If it is not one.
    """
    return _Reading(text, watches).whole()


def _tokens(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup if found.lastgroup != "sign" else found[0]
        if kind == "word" and found[0].lower() == "or":
            kind = "or"
        yield Token(cast(Kind, kind), found[0], found.start())
    yield Token("end", "", len(text))


class _Reading:
    """Reads a query from left to right: a method for each rule of the grammar."""

    def __init__(self, text: str, watches: Watches | None) -> None:
        self.watches = watches
        self.tokens = _tokens(text)
        self.next = next(self.tokens)

    def take(self) -> Token:
        token = self.next
        self.next = next(self.tokens, token)
        return token

    def whole(self) -> Term:
        term = self.either(None, 0)
        if self.next.kind == ")":
            raise _no_term(None, self.next)
        return term

    def either(self, opener: Token | None, depth: int) -> Term:
        terms = [self.every(opener, depth)]
        while self.next.kind == "or":
            terms.append(self.every(self.take(), depth))
        return terms[0] if len(terms) == 1 else Any(tuple(terms))

    def every(self, before: Token | None, depth: int) -> Term:
        terms = [self.term(before, depth)]
        while self.next.kind not in ("or", ")", "end"):
            terms.append(self.term(before, depth))
        return terms[0] if len(terms) == 1 else All(tuple(terms))

    def term(self, before: Token | None, depth: int) -> Term:
        if depth > DEPTH_LIMIT:
            raise failed(f"More than {DEPTH_LIMIT} nested brackets and dashes", self.next.start)
        if self.next.kind in ("or", ")", "end"):
            raise _no_term(before, self.next)
        token = self.take()
        if token.kind == "(":
            return self.group(token, depth)
        if token.kind == "-":
            return self.negation(token, depth)
        if token.kind == "phrase":
            return self.text(token, _inside(token))
        return self.word(token)

    def group(self, opener: Token, depth: int) -> Term:
        term = self.either(opener, depth + 1)
        if self.next.kind != ")":
            raise failed("“(” needs a closing “)”", opener.start)
        self.take()
        return term

    def negation(self, dash: Token, depth: int) -> Term:
        if self.next.start != dash.end:
            raise _no_term(dash, Token("end", "", dash.end))
        return Not(self.term(dash, depth + 1))

    def word(self, token: Token) -> Term:
        found = _FIELD.match(token.text)
        if found is not None and found[1].lower() in FIELDS:
            return _field_term(self.value(token, found.end()), self.watches)
        id = links.paper_id(token.text)
        if id is None and found is not None and found[1].islower():
            raise _no_field(token, found[1])
        return self.text(token, token.text, id)

    def text(self, token: Token, text: str, id: str | None = None) -> Text:
        written = "" if self.watches is None else clean(text)
        return Text(_needle(token, text), id=id, written=written)

    def value(self, token: Token, start: int) -> Value:
        name = token.text[: start - 1].lower()
        if start == len(token.text) and self.next.kind == "phrase" and self.next.start == token.end:
            phrase = self.take()
            return Value(name, _inside(phrase), phrase.start)
        return Value(name, token.text[start:], token.start + start)


def _field_term(value: Value, watches: Watches | None) -> Term:
    field = value.field
    if field in TEXTS:
        return _text_of_field(value)
    if field == "watch":
        return _watch(value, watches)
    if field == "is":
        state = _choice(value, (*STATES, WATCHED))
        return _no_watch_of_its_own(value, watches).watched if state == WATCHED else State(state)
    if field == "has":
        return Thing(_choice(value, THINGS))
    bounds = date_bounds if field == "date" else number_bounds
    return Measure(field, *bounds(value))


def _text_of_field(value: Value) -> Text:
    needle = fold(value.text)
    if not needle:
        raise value.unfit('a word or a "phrase" right after it')
    return Text(_short(Needle(needle), value.position), TEXTS[value.field])


def _watch(value: Value, watches: Watches | None) -> Term:
    """The term of a watch in place of its name."""
    by_name = _no_watch_of_its_own(value, watches).by_name
    if not by_name:
        raise failed("There are no watches: add [[watch]] with a name and a query to config.toml", value.position)
    key = name_key(value.text)
    if key not in by_name:
        names = similar(key, by_name) or [*by_name]
        others = ["another watch"] if names[NAMED:] else []
        written = [f'"{name}"' if re.search(r"[\s()]", name) else name for name in names[:NAMED]]
        raise value.unfit(_listed([*written, *others], "or"))
    return by_name[key]


def _no_watch_of_its_own(value: Value, watches: Watches | None) -> Watches:
    if watches is None:
        raise failed(f"{quoted(f'{value.field}:{value.text}')} cannot stand in the query of a watch", value.position)
    return watches


def _choice(value: Value, names: Collection[str]) -> str:
    name = value.text.lower()
    if name not in names:
        raise value.unfit(_listed(names, "or"))
    return name


def _needle(token: Token, text: str) -> Needle:
    """Marks alone fold to nothing, which would be found everywhere."""
    needle = fold(text)
    if not needle:
        raise failed(f"{quoted(token.text)} contains nothing to search for", token.start)
    return _short(Needle(needle), token.start)


def _short(needle: Needle, position: int) -> Needle:
    """Each part may be spelt in many ways: a thousand of them take a second for every paper."""
    if len(needle.pieces) > PARTS_LIMIT:
        raise failed(f"More than {PARTS_LIMIT} words in a phrase or between hyphens", position)
    return needle


def _inside(phrase: Token) -> str:
    closing = phrase.text[0] if phrase.text[0] in "'\"" else f'"’{_QUOTES}'
    if len(phrase.text) < 2 or phrase.text[-1] not in closing:
        raise failed(f'{quoted(phrase.text)} needs a closing "', phrase.start)
    return phrase.text[1:-1]


def _no_term(before: Token | None, here: Token) -> QueryError:
    if here.kind == "or" and (before is None or before.kind == "("):
        return failed('“or” needs a term before it; the word itself is written "or"', here.start)
    if before is None:
        return failed("“)” has no matching “(” before it", here.start)
    if before.kind == "-":
        return failed('“-” needs a term right after it, such as -survey; a dash itself is written "-"', here.start)
    return failed(f"{quoted(before.text)} needs a term after it", here.start)


def _no_field(token: Token, name: str) -> QueryError:
    fields = [f"{field}:" for field in similar(name, FIELDS) or FIELDS]
    ways = _listed([*fields, "quotes around it"], "or")
    return failed(f"{quoted(f'{name}:')} is not a field: write {ways}", token.start)


def _listed(names: Collection[str], last: str) -> str:
    *others, end = names
    return f"{', '.join(others)} {last} {end}" if others else end
