"""Names of authors: which are people's, what their parts are, and how they stand in BibTeX."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from reader.papers.letters import LETTERS
from reader.papers.tex.encoder import quoted, tex
from reader.papers.tex.letters import tex_letters


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv", "2nd", "3rd"})
"""What may follow a last name, without its full stop."""

_PARTICLES: Final = _words("al ben da de del della den der di dos el ibn la le st ten ter van vanden vander von")
"""Small words that some people write with a capital, right before their last name."""
_VIETNAMESE: Final = _words(
    "bui cao dang dao dinh do doan duong ha ho hoang huynh lam le luong luu ly mai ngo nguyen pham phan phung ta to "
    "tran trinh truong vo vu"
)
"""Family names after which `Van` and `Le` are no particles: `Kiet Van Nguyen` belongs under `Nguyen`."""
_JOINS: Final = frozenset({"y", "i", "e"})
"""What joins two family names in Spanish, Catalan and Portuguese."""

_TEAMS: Final = _words(
    "team teams collaboration collaborations collaborators consortium contributors community institute institutes "
    "institution laboratory laboratories university department"
)
"""Words that make a name an organization's, at any place."""
_BODIES: Final = _words(
    "lab labs group groups research researchers inc ltd llc gmbh corp corporation company foundation foundations "
    "project initiative alliance network society association organization organisation center centre committee "
    "council academy intelligence technologies technology robotics systems platform developers authors workshop "
    "studio studios ai agi llm llms"
)
"""Words that do so at the end, where `ai` and its kin are in capitals: a person is written `Ai`."""
_CAPITALS: Final = frozenset({"ai", "agi", "llm", "llms"})
_COMPANIES: Final = _words(
    "alibaba amazon anthropic baidu bytedance cohere deepmind deepseek google kuaishou meituan microsoft nvidia "
    "openai qwen salesforce samsung tencent"
)
"""Words that do so at the start, before other words; people are called `Huawei` and `Meta`."""
_INNER: Final = frozenset({"of", "for", "at", "and", "@", "&"})
"""Words that no name of one person has inside."""

_WORD: Final = r"(?![a-z])[^\W\d_](?:[^\W\d_]|[.'’-])*"
_CAPITALIZED: Final = re.compile(f"{_WORD}(?: {_WORD})+")
_SHORT_NAME: Final = re.compile(r"[A-Z][a-z]+ (?:[A-Z] )?[A-Z][a-z]+")
_SPECIAL: Final = _INNER | SUFFIXES | _PARTICLES | _TEAMS | _BODIES | _COMPANIES

_LETTERS: Final = str.maketrans(LETTERS)


class Name(NamedTuple):
    """The parts of a name: `literal` alone, or the others."""

    family: str = ""
    """The last word, with the small words such as `van der` before it."""
    given: str = ""
    suffix: str = ""
    """`Jr.`, `III`."""
    literal: str = ""
    """The whole name, if it is an organization's or one word."""


def _is_ordinary(name: str) -> bool:
    """Whether a name is made like nearly all are, for 1 µs: nothing in it asks for a closer look."""
    if _SHORT_NAME.fullmatch(name):
        return _SPECIAL.isdisjoint(name.lower().split(" "))
    words = name.lower().replace("-", " ").replace(".", " ").split()
    return _SPECIAL.isdisjoint(words) and _CAPITALIZED.fullmatch(name) is not None


def is_organization(name: str) -> bool:
    """Tell whether a name is that of a team, a company or a laboratory, and must not be parted.

    >>> is_organization("Kimi Team"), is_organization("01. AI"), is_organization("Yuang Ai")
    (True, True, False)
    """
    words = [] if _is_ordinary(name) else re.findall(r"[^\s,;:()/-]+", name)
    if not words:
        return False
    small = [word.strip(".").lower() for word in words]
    if not _TEAMS.isdisjoint(small) or not _INNER.isdisjoint(small[1:-1]):
        return True
    if any(map(_has_digit, words)):
        return True
    if len(words) > 1 and small[0] in _COMPANIES:
        return True
    # In "Holt, Inc." one word is enough, but a person may be called "Lab".
    first, *others = (part.split() for part in re.split("[,:;()]", name))
    return ((len(first) > 1 or "-" in name) and _is_body(first)) or any(map(_is_body, others))


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word)) and not _is_suffix(word)


def _is_body(words: list[str]) -> bool:
    last = words[-1].rpartition("-")[2].strip(".") if words else ""
    return last.lower() in _BODIES and (last.lower() not in _CAPITALS or last[:2].isupper())


def parted(name: str) -> Name:
    """Part a name as BibTeX does: `Laurens van der Maaten` belongs under `van der Maaten`.

    Where BibTeX knows small letters alone, `Fernando De la Torre` and `Luc Van Gool` are known, too.
    """
    if _is_ordinary(name):
        given, _, family = name.rpartition(" ")
        return Name(family, given)
    if is_organization(name):
        return Name(literal=name)
    family, *others = [part for part in map(str.strip, name.split(",")) if part] or [""]
    suffix = next((other for other in others if _is_suffix(other)), "")
    given = " ".join(other for other in others if other != suffix)
    words = family.split()
    if not suffix and len(words) > (1 if given else 2) and _is_suffix(words[-1]):
        suffix = words.pop()
    if not given:
        start = _family_start(words)
        family, given = " ".join(words[start:]), " ".join(words[:start])
    else:
        family = " ".join(words)
    return Name(family, given, suffix) if given else Name(literal=" ".join(filter(None, (family, suffix))))


def _is_suffix(word: str) -> bool:
    return word.rstrip(".").lower() in SUFFIXES


def _family_start(words: list[str]) -> int:
    """Where the family name begins: at the first small word that is not the first, else at the particles or the end."""
    last = len(words) - 1
    small = next((place for place, word in enumerate(words[:-1]) if place and word[0].islower()), last)
    if small < last and words[small] in _JOINS and small > 1:
        return small - 1
    start = small
    while start > 1 and _is_particle(words[start - 1], words[-1]):
        start -= 1
    return start


def _is_particle(word: str, last: str) -> bool:
    return word.rstrip(".").lower() in _PARTICLES and not (word in ("Van", "Le") and folded(last) in _VIETNAMESE)


def bibtex_name(name: str) -> str:
    r"""A name as it stands in the field `author`, in ASCII as far as TeX has macros for its letters.

    `Given Family` stays where BibTeX parts it in the same way. Everything else is `Family, Given`: classic BibTeX
    takes single bytes for letters, cannot know `Van Gool` and makes "Sang hyun Kim" of `Sang-hyun Kim`.

    >>> print(bibtex_name("Éva Székely"), bibtex_name("Luc Van Gool"), bibtex_name("Kimi Team"), sep=" and ")
    Sz{\'e}kely, {\'E}va and Van Gool, Luc and {Kimi Team}
    """
    if name.isascii() and _is_ordinary(name) and not _has_small_piece(name):
        return name
    parts = parted(name)
    if parts.literal:
        text = _tex(parts.literal)
        return text if _WORD_ALONE.fullmatch(text) and not is_organization(name) else _braced(text)
    family = " ".join(_braced(_tex(word)) if _has_small_piece(word) else _tex(word) for word in parts.family.split())
    others = (_tex(part) for part in (parts.suffix, parts.given) if part)
    return ", ".join(_AND.sub(r"{\g<0>}", part) for part in (family, *others))


def _has_small_piece(word: str) -> bool:
    """Whether BibTeX takes a piece of a word for a `von`, and drops the hyphen before it."""
    return "-" in word and any(piece[:1].islower() for piece in word.split("-")[1:])


def _braced(text: str) -> str:
    r"""Keep BibTeX from parting a text, `{AT}{\&}{T Labs}`: a style may cut a label out of it behind any brace."""
    return _PIECE.sub(lambda match: f"{{{match[1] or match[2] or match[3]}}}", text)


_PIECE: Final = re.compile(r"\{(\\(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}|(\\(?:[&%$#_]|[a-z]+))(?:\{\})?|([^{}\\]+)")
"""A macro in braces, a macro without, what is between macros."""
_WORD_ALONE: Final = re.compile(r"[A-Za-z.'-]+")
_AND: Final = re.compile(r"(?<!\S)and(?!\S)", re.IGNORECASE)
"""The word at which BibTeX cuts a list of names."""


def _tex(text: str) -> str:
    return tex_letters(tex(quoted(text)))


def key_name(name: str) -> str:
    """The name as a part of a citation key: the family name, or an organization's first word except `Team`.

    >>> key_name("Laurens van der Maaten"), key_name("Team Seedance"), key_name("張偉")
    ('vandermaaten', 'seedance', '')
    """
    if not is_organization(name):
        parts = parted(name)
        return folded(parts.family or parts.literal)
    words = filter(None, map(folded, name.split()))
    return next((word for word in words if word != "team"), "")


def folded(text: str) -> str:
    """Reduce a text to small ASCII letters and digits."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return re.sub("[^a-z0-9]", "", plain)
