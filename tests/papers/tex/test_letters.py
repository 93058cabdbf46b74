"""Letters as TeX's macros."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.papers.tex import readable_name
from reader.papers.tex.letters import tex_letters


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        ("Székely", r"Sz{\'e}kely"),
        ("María Taïga", r"Mar{\'i}a Ta{\"i}ga"),
        ("Şebnem Çağ", r"{\c{S}}ebnem {\c{C}}a{\u{g}}"),
        ("İnci Arık", r"{\.{I}}nci Ar{\i}k"),
        ("Łukasz Øre Åse Æ ß", r"{\L}ukasz {\O}re {\AA}se {\AE} {\ss}"),
        ("Kryński Żak ĩ ǐ ĵ", r"Kry{\'{n}}ski {\.{Z}}ak {\~{\i}} {\v{\i}} {\^{\j}}"),
        ("Nguyễn Phạm ặ ế ị", r"Nguy{\~{\^e}}n Ph{\d{a}}m {\d{\u{a}}} {\'{\^e}} {\d{i}}"),
        ("Đỗ Iaș", r"{\protect Đ}{\~{\^o}} Ia{\protect ș}"),
        ("Hải Dương", "Hai Duong"),
        ("ąęőů", r"{\k{a}}{\k{e}}{\H{o}}{\r{u}}"),
        ("e\u0301 g\u0303", r"{\'e} {\~{g}}"),
        ("伟 Ж α", "伟 Ж α"),
        ("O’Neil “Jo” a–b\xa0c", "O'Neil ``Jo'' a--b c"),
    ],
)
def test_letters_become_macros_that_bibtex_takes_for_one_letter(text: str, written: str) -> None:
    assert tex_letters(text) == written


LATIN = "".join(chr(code) for code in range(0xC0, 0x180) if re.match("[^\\W\\d_]", chr(code)))
KNOWN = [letter for letter in LATIN if tex_letters(letter) != letter]


def test_nearly_all_latin_letters_have_a_macro() -> None:
    assert [letter for letter in LATIN if letter not in KNOWN] == list("ĦħĲĳĸĿŀŉŦŧſ")


@given(st.lists(st.sampled_from([*KNOWN, "a", "Z"]), min_size=1, max_size=8).map("".join))
def test_the_macros_are_read_again(word: str) -> None:
    assert readable_name(tex_letters(word)) == unicodedata.normalize("NFC", word)
