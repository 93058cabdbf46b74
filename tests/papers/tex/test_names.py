r"""Names and sentences that come as TeX, and HTML's names of characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.papers.tex import is_outdated, readable, readable_name, readable_sentence, readable_title
from reader.papers.tex.entities import characters
from reader.papers.text import READABLE_VERSION

NAMES = [
    (r"Nguy\~ên Lan", "Nguyễn Lan"),
    (r"Nguy{\~{\^e}}n Lan", "Nguyễn Lan"),
    (r"M{\"u}ller", "Müller"),
    (r"Zo\"e Sk{\l}odowska", "Zoë Skłodowska"),
    (r"{\.I}nci Ar{\i}k", "İnci Arık"),
    (r"\O{}rjan \DJ or{\dj}e", "Ørjan Đorđe"),
    (r"Vojt\v{e}ch {\v S}r\'amek", "Vojtěch Šrámek"),
    (r"Mart{\'\i}n Mar\'ia", "Martín María"),
    ("Ana-Lena~Rey", "Ana-Lena Rey"),
    (r"J.\ Roe~Poe", "J. Roe Poe"),
    ("{Holt Team}", "Holt Team"),
    (r"{\relax Ch}loe Poe", "Chloe Poe"),
    ("and Jane Roe", "Jane Roe"),
    ("& Jane Roe,", "Jane Roe"),
    ("Jane Roe$^{1,*}$", "Jane Roe"),
    (r"Ren$\acute{e}$ Roe", "René Roe"),
    ("AT&amp;T Labs", "AT&T Labs"),
    (r"Roe \& Poe 100% & Co", "Roe & Poe 100% & Co"),
    (r"M{\"u}ller Ke$ha", "Müller Ke$ha"),
    (r"Jane \unknown{Roe}", "Jane unknownRoe"),
]


@pytest.mark.parametrize(("source", "name"), NAMES)
def test_names_are_read_as_tex_prints_them(source: str, name: str) -> None:
    assert readable_name(source) == name
    assert readable_name(name) == name


@pytest.mark.parametrize(
    "name", ["Ada Lovelace", "Éva Łoś", "张伟", "O'Neil", "D. E. Roe-Poe", 'Tim "Jo" Fan', "Ke$ha", "Te}am", "Roe, Ann"]
)
def test_other_names_stay(name: str) -> None:
    assert readable_name(name) == name


@pytest.mark.parametrize("text", [":", "and", "", "\\", r"\'", "{}", "~", "$$", "&amp;"])
def test_what_is_no_name_is_nothing(text: str) -> None:
    assert readable_name(text) in ("", "and")


PIECES = [
    "a",
    "É",
    " ",
    "~",
    "\\",
    "{",
    "}",
    "$",
    "&",
    "amp;",
    "&lt;",
    "\\'",
    "\\~",
    "and ",
    ",",
    "\\O",
    "%",
    "#",
    "^2",
]


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_a_stored_name_does_not_change_again(text: str) -> None:
    name = readable_name(text)
    assert readable_name(name) == name


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"We show $\pi^3$ in $O(n^2)$.", "We show π³ in O(n²)."),
        (r"E\textsuperscript{2}R and VLA^2", "E²R and VLA²"),
        (r"wave\&tide with Fr\'echet at 5\%", "wave&tide with Fréchet at 5%"),
        ("A$^*$ search over $n$-grams", "A* search over n-grams"),
        (r"$\epsilon$-greedy and $\phi$", "ε-greedy and φ"),
        ("AT&amp;T", "AT&T"),
        ("It costs $5 and Q&A costs $6.", "It costs $5 and Q&A costs $6."),
        ("Plain words, 30% better: a sentence.", "Plain words, 30% better: a sentence."),
    ],
)
def test_sentences_have_their_formulas_written_out(source: str, text: str) -> None:
    assert readable_sentence(source) == text
    assert readable_sentence(text) == text


ENTITIES = [
    ("AT&amp;T", "AT&T"),
    ("a &lt; b &gt; c &quot;d&quot; &apos;e&#39;", "a < b > c \"d\" 'e'"),
    ("M&uuml;ller&nbsp;&#x41;", "Müller A"),
    ("a &lt;think&gt; tag", "a <think> tag"),
    ("&amp;lt; and &amp;amp;", "&lt; and &amp;"),
    ("the `&lt;br&gt;` and `&amp;` of HTML, R&amp;D", "the `&lt;br&gt;` and `&amp;` of HTML, R&D"),
    ("https://otter.example/?a=1&amp;b=2", "https://otter.example/?a=1&b=2"),
    ("soft&shy;ly &#8238;here", "softly here"),
]
NO_ENTITIES = [
    *("Q&A; R&D; sight&and; sound", "&copy=1", "&unknown;", "a & b; c", "&;", "&#;", "&#27;[31m", "&#xD800;", "&#0;"),
    *("&#99999999;", "e&#769;", "fish&image;"),
]


@pytest.mark.parametrize(("source", "text"), ENTITIES)
def test_the_names_of_characters_are_read_once(source: str, text: str) -> None:
    assert characters(source) == text
    assert readable(source) == readable_title(source) == text


@pytest.mark.parametrize("text", NO_ENTITIES)
def test_what_names_no_character_that_may_be_shown_stays(text: str) -> None:
    assert characters(text) == text


def test_what_is_stored_in_its_new_form_has_no_name_left() -> None:
    assert readable_name("River &amp;amp; Holt") == "River & Holt"
    assert readable_sentence("a &amp;lt; b") == "a < b"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"A \color{tealD}eep \color{tealS}tack~(\color{tealDS})", "A Deep Stack (DS)"),
        (r"our\foo\color{tealD}eep", "ourfooDeep"),
        (r"\color{teal}deep {\color{tealD}deep} \color{ForestGreen}deep \color{tealD} deep", "deep deep deep deep"),
    ],
)
def test_a_colour_gives_back_the_letters_that_it_took(source: str, text: str) -> None:
    assert readable(source) == text


@pytest.mark.parametrize("text", [r"64times64", r"\textbf{a}", "Q&A; b", "AT&amp;T", r"\color{tealD}eep", "plain"])
def test_only_what_a_version_reads_otherwise_is_read_again(text: str) -> None:
    new = text in ("AT&amp;T", r"\color{tealD}eep")
    assert is_outdated(text, 1) == new
    assert not is_outdated(text, READABLE_VERSION)
    assert is_outdated(text, 0)
    assert is_outdated(text, READABLE_VERSION + 1)
