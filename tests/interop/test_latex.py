"""BibTeX with five styles, and pdfTeX: every entry compiles, and is printed as its author wrote it."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Final

import pytest

from tests.interop import cases
from tests.interop.cases import Name
from tests.interop.exports import Home
from tests.interop.latex import STYLES, printed, typeset
from tests.interop.reading import ids_of, listed, needs, needs_fonts, same, without_accents

pytestmark = [needs("pdflatex", "bibtex")]

_UNPRINTABLE: Final = {cases.unprintable_id(number) for number in range(len(cases.UNPRINTABLE))}
_NOT_IN_OT1: Final = frozenset("ĄąĘęĐđÐðÞþ")
"""Letters that TeX's first fonts can neither show nor put together."""

TITLE: Final = {
    **dict.fromkeys(("plain", "abbrv", "alpha"), ". {}, 2026."),
    "apalike": "). {}.",
    "ieeetr": ", “{},” 2026.",
}
"""How a style prints the title."""


@pytest.mark.parametrize("style", STYLES)
def test_every_entry_compiles_in_t1(home: Home, tmp_path: Path, style: str) -> None:
    bib = home.export("bibtex")
    done = typeset(bib, tmp_path, style=style)
    ids = ids_of(bib)
    assert done.of_bibtex == []
    assert {ids[key] for key in done.keys} == set(home.papers())
    wrong = {ids.get(key, key): said for key, said in done.complaints.items()}
    assert {id: said for id, said in wrong.items() if id not in _UNPRINTABLE} == {}


def test_in_ot1_only_letters_that_it_does_not_have_are_missing(home: Home, tmp_path: Path) -> None:
    bib = home.export("bibtex")
    ids = ids_of(bib)
    missing = {
        cases.name_id(number): name.printed
        for number, name in enumerate(cases.NAMES)
        if _NOT_IN_OT1 & set(unicodedata.normalize("NFC", name.printed))
    }
    assert missing
    found = {ids.get(key, key): said for key, said in typeset(bib, tmp_path, encoding="OT1").complaints.items()}
    assert {id: said for id, said in found.items() if id not in _UNPRINTABLE | missing.keys()} == {}


@needs("pdftotext")
@needs_fonts()
@pytest.mark.parametrize("style", STYLES)
def test_titles_are_printed_with_the_capitals_that_matter(home: Home, tmp_path: Path, style: str) -> None:
    said = _by_id(home, tmp_path, style)
    wrong = [
        (title.given, shown)
        for number, title in enumerate(cases.TITLES)
        if same(TITLE[style].format(title.printed)) not in (shown := same(said[cases.title_id(number)]))
    ]
    assert not wrong, listed(wrong)


@needs("pdftotext")
@needs_fonts()
@pytest.mark.parametrize("style", ["plain", "abbrv", "alpha"])
def test_names_are_printed_in_whole_and_in_their_order(home: Home, tmp_path: Path, style: str) -> None:
    said = _by_id(home, tmp_path, style)
    second = "B. Webber" if style == "abbrv" else "Bo Webber"
    wrong = []
    for number, name in enumerate(cases.NAMES):
        name_printed = _initials(name) if style == "abbrv" else name.printed
        shown, expected = same(said[cases.name_id(number)]), same(f"{name_printed} and {second}. Threads")
        if _are_put_together(name_printed):
            shown, expected = map(without_accents, (shown, expected))
        if not shown.startswith(expected):
            wrong.append((name.given_by_hub, shown))
    assert not wrong, listed(wrong)


def _by_id(home: Home, folder: Path, style: str) -> dict[str, str]:
    bib = home.export("bibtex")
    ids = ids_of(bib)
    return {ids[key]: said for key, said in printed(bib, folder, style).items()}


def _initials(name: Name) -> str:
    """The name as `abbrv` prints it."""
    pieces = [[piece[0] + "." for piece in word.split("-") if piece] for word in name.given.split()]
    given = " ".join("-".join(word) for word in pieces)
    return Name("", name.family, given, name.suffix).printed


def _are_put_together(name: str) -> bool:
    """Whether TeX prints an accent of a name apart from its letter: two of them, a dot below or a comma."""
    apart = [unicodedata.normalize("NFD", letter) for letter in unicodedata.normalize("NFC", name)]
    return any(len(letter) > 2 or set(letter[1:]) & set("\u0323\u0326\u0309\u031b") for letter in apart)
