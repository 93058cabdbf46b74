"""Invented papers of every kind that some program reads in a way of its own, from the files in `cases/`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from tests.hub.papers import Item, author, item

DAY: Final = date(2026, 8, 20)
FOLDER: Final = Path(__file__).with_name("cases")
FAMILIES: Final = (
    *("Carder", "Clothier", "Cotton", "Draper", "Dyer", "Felter", "Fuller", "Glover", "Hatter", "Knitter", "Linen"),
    *("Mercer", "Nadler", "Quilter", "Roper", "Sewell", "Silk", "Stitch", "Tailor", "Threader", "Tucker", "Weaver"),
)
"""Authors of papers whose title matters: alpha and apalike know 26 papers of an author and a year, and no more."""
FRAMES: Final = (
    ("{}: Threads of Patience", "{}: Threads of patience"),
    ("Learning ({}) Slowly", "Learning ({}) slowly"),
    ("Looms for {}? On Waiting", "Looms for {}? On waiting"),
    ("Weavers - {}, or Their Looms", "Weavers - {}, or their looms"),
)
"""A title with room for a word, and what a bibliography prints of it."""
WITHDRAWN: Final = 7
"""Every so many of the papers with a title of interest are withdrawn."""


class Title(NamedTuple):
    """A title as the Hub gives it, and as all five styles of BibTeX print it."""

    given: str
    printed: str


class Name(NamedTuple):
    """A name as the Hub gives it, and its parts; an organization and a name of one word have a family name only."""

    given_by_hub: str
    family: str
    given: str = ""
    suffix: str = ""

    @property
    def printed(self) -> str:
        """The name as `plain` prints it."""
        name = f"{self.given} {self.family}".strip()
        return f"{name}, {self.suffix}" if self.suffix else name

    @property
    def bibtex(self) -> str:
        """The name as BibTeX has it, without the marks of TeX."""
        return ", ".join(filter(None, (self.family, self.suffix, self.given)))

    @property
    def reversed(self) -> str:
        """The name as RIS has it."""
        return ", ".join(filter(None, (self.family, self.given, self.suffix)))


def _lines(name: str) -> Iterator[str]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and (not line.startswith("# ") or line == "# Threads of a Heading"):
            yield line


def _titles() -> Iterator[Title]:
    lines = list(_lines("titles.txt"))
    for given, printed in zip(lines[::2], lines[1::2], strict=True):
        assert printed.startswith("  "), printed
        yield Title(given, printed.strip())
    for word in _lines("words.txt"):
        for title, printed in FRAMES:
            yield Title(title.format(word), printed.format(word))


TITLES: Final = tuple(_titles())
NAMES: Final = tuple(Name(*map(str.strip, line.split("|"))) for line in _lines("names.txt"))
UNPRINTABLE: Final = tuple(_lines("unprintable.txt"))
"""Names that no font of pdfTeX has letters for."""
ADDRESSES: Final = tuple(line.partition(" ")[::2] for line in _lines("addresses.txt"))
"""Addresses, and the text around each where it is not the usual one."""
OUTLINES: Final = tuple(_lines("outlines.txt"))
"""Texts with what means something to Markdown, Org or HTML."""


def title_id(number: int) -> str:
    """The id of the paper with a title; the last digit of one in ten is a nought."""
    return f"2605.{number:05}"


def name_id(number: int) -> str:
    """The id of the paper with a name."""
    return f"2606.{number:05}"


def unprintable_id(number: int) -> str:
    """The id of a paper whose author no font has."""
    return f"2607.{number:05}"


def address_id(number: int) -> str:
    """The id of the paper with an address; of one that is older than the ids of today."""
    return f"cs/{number:07}"


def outline_id(number: int) -> str:
    """The id of the paper whose texts mean something to Markdown, Org or HTML."""
    return f"2608.{number:05}"


def text_with(number: int) -> str:
    """The text around an address."""
    address, around = ADDRESSES[number]
    return (around or "Code: {}.").replace("{}", address)


def items() -> list[Item]:
    """The papers of the day, as the Hub gives them."""
    titles = [_paper(title_id(n), title.given, [_author(n)], n) for n, title in enumerate(TITLES)]
    names = [_paper(name_id(n), _PLAIN, [name.given_by_hub, "Bo Webber"], n) for n, name in enumerate(NAMES)]
    others = [_paper(unprintable_id(n), _PLAIN, [name], n) for n, name in enumerate(UNPRINTABLE)]
    addresses = [
        _paper(address_id(n), _PLAIN, [_author(n)], n, summary=f"{_ABSTRACT} {text_with(n)}", ai_summary=text_with(n))
        for n in range(len(ADDRESSES))
    ]
    outlines = [
        _paper(outline_id(n), text, [_author(n)], n, summary=f"{text}\n\n{_ABSTRACT}", ai_summary=text)
        for n, text in enumerate(OUTLINES)
    ]
    for paper in titles[WITHDRAWN::WITHDRAWN]:
        paper["paper"]["withdrawnAt"] = "2026-08-21T12:00:00.000Z"
    return [*titles, *names, *others, *addresses, *outlines]


def _author(number: int) -> str:
    return f"Ada {FAMILIES[number % len(FAMILIES)]}"


_PLAIN: Final = "Threads of patience"
_ABSTRACT: Final = "We weave slowly."


def _paper(id: str, title: str, names: list[str], number: int, **changes: str) -> Item:
    inside: Item = {
        "authors": [author(name) for name in names],
        "publishedAt": "2026-05-18T00:00:00.000Z",
        "summary": _ABSTRACT,
        "upvotes": number * 37 % 211,
        "ai_summary": "Slow weaving makes better cloth.",
        "ai_keywords": ["weaving"],
        "projectPage": "",
        "githubRepo": "https://github.com/weavers/deep_loom",
        "organization": {"_id": "2", "name": "uc", "fullname": "University of Cloth at San Pedro"},
    }
    return item(id, title=title, day=DAY, paper=inside | changes, organization=inside["organization"])
