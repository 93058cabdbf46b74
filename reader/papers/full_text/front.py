"""What precedes the abstract: navigation, a table of contents, authors. It is kept, behind a fold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from reader.papers.full_text.dropped import REPEATED_ABSTRACT
from reader.papers.full_text.headings import atx, setext
from reader.papers.full_text.lines import Line
from reader.papers.full_text.pieces import after_blanks, raw_of

FRONT_LIMIT: Final = 15_000
"""Characters within which the abstract has to begin, those of a table of contents not counted."""

_ABSTRACT: Final = re.compile(r"(?:#{1,6}\s+)?Abstract\.?\s*$", re.IGNORECASE)
_LISTED: Final = re.compile(r"\s{0,40}(?:\d{1,3}\.\s+){1,4}\[[^\n]*\]\(https?://arxiv\.org/html/[^\s)]*")
_STAMP: Final = re.compile(r"arXiv:\d{4}\.\d{4,5}(?:v\d+)? \[[\w.-]+\] \d{1,2} \w{3} \d{4}$")
_VERSION: Final = re.compile(r"https?://arxiv\.org/html/([^\s#)]+)#")


class Front(NamedTuple):
    """A text divided where the paper begins."""

    folded: Sequence[Line]
    rest: Sequence[Line]
    title: str = ""
    authors: str = ""
    sections: frozenset[str] = frozenset()
    """Headings of sections, as a table of contents without links has them."""


def divided(lines: Sequence[Line]) -> Front:
    """Divide a text before its abstract; where there is none, only a table of contents is folded."""
    seen, begin = 0, None
    listed = [place for place, line in enumerate(lines[:2_000]) if _LISTED.match(line.text[:2_000])]
    in_list = frozenset(listed)
    for place, line in enumerate(lines):
        if seen > FRONT_LIMIT:
            break
        if place not in in_list:
            seen += len(line.text)
        if _ABSTRACT.match(line.text) and (line.text.startswith("#") or _is_underlined(lines, place)):
            begin = place
            break
    if begin is None:
        if not listed:
            return Front((), lines)
        first, last = listed[0], listed[-1]
        return Front(lines[first : last + 1], [*lines[:first], *lines[last + 1 :]])
    folded = lines[:begin]
    title = next(_titles(folded), "")
    authors = "\n".join(
        line.text.strip()
        for place, line in enumerate(folded)
        if line.text.strip() and place not in in_list and not atx(line.text) and line.text.strip() != title
    )
    return Front(folded, _from_abstract(lines, begin), title, _without_rules(authors))


def _from_abstract(lines: Sequence[Line], begin: int) -> list[Line]:
    """The text from its abstract on, which says so once: a line `Abstract:` may follow the heading."""
    end = begin + 1 + _is_underlined(lines, begin)
    follows = after_blanks(lines, end)
    rest = [*lines[follows:]]
    if rest and (again := REPEATED_ABSTRACT.pattern.match(rest[0].text)):  # type: ignore[union-attr]
        if again.end() == len(rest[0].text):
            end, rest = follows + 1, rest[1:]
        else:
            rest[0] = rest[0]._replace(text=rest[0].text[again.end() :])
    return [Line("Abstract", raw_of(lines, begin, end), "label"), Line("", ""), *rest]


def divided_innertext(lines: Sequence[Line]) -> Front:
    """Divide a text without marks: the navigation ends with arXiv's stamp, the authors with a line `Abstract`."""
    stamp = next((place for place, line in enumerate(lines[:400]) if _STAMP.match(line.text.strip())), None)
    begin, seen = None, 0
    for place in range(0 if stamp is None else stamp + 1, len(lines)):
        seen += len(lines[place].text)
        if seen > FRONT_LIMIT:
            break
        if _ABSTRACT.match(lines[place].text):
            begin = place
            break
    if begin is None or (stamp is None and begin > 60):
        return Front((), lines) if stamp is None else Front(lines[: stamp + 1], lines[stamp + 1 :])
    start = 0 if stamp is None else stamp + 1
    head = [text for line in lines[start:begin] if (text := line.text.strip())]
    sections = frozenset(text for line in lines[: stamp or 0] if 3 < len(text := line.text.strip()) <= 120)
    rest = [Line("Abstract", lines[begin].raw, "label"), Line("", ""), *lines[begin + 1 :]]
    return Front(lines[:begin], rest, head[0] if head else "", "\n".join(head[1:]), sections)


def base_of(url: str, body: str) -> str:
    """The address of the paper's own images, with the version that links in the text tell."""
    if "/html/" not in url:
        return ""
    id = url.partition("/html/")[2].strip("/")
    found = _VERSION.search(body, 0, 100_000)
    name = found[1] if found and found[1].startswith(id) else id
    return f"https://arxiv.org/html/{name}/"


def _is_underlined(lines: Sequence[Line], place: int) -> bool:
    return place + 1 < len(lines) and setext(lines[place].text, lines[place + 1].text.rstrip()) > 0


def _titles(lines: Sequence[Line]) -> Iterator[str]:
    """The headings before the abstract, the last first: a page's own title may precede the paper's."""
    for place in range(len(lines) - 1, -1, -1):
        text = lines[place].text
        if found := atx(text):
            yield _whole_title(lines, place, found[1])
        elif _is_underlined(lines, place):
            yield text.strip()


def _whole_title(lines: Sequence[Line], place: int, words: str) -> str:
    """A title with the lines that it was broken into: each but the last ends with a blank."""
    while lines[place].text.endswith(" "):
        follows = after_blanks(lines, place + 1, 2)
        if follows >= len(lines) or not (more := lines[follows].text.strip()):
            break
        words, place = f"{words} {more}", follows
    return words


def _without_rules(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip("-="))
