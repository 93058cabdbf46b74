"""In which spellings what is looked for is found, and in which not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import QueryError
from reader.papers.models import Author, Paper
from reader.papers.query import parse
from reader.papers.query.fold import fold
from reader.papers.query.needle import Needle
from reader.papers.relevance import SEARCHED


@pytest.mark.parametrize(
    ("query", "found", "missed"),
    [
        ("pretraining", "pretraining|Pre-training|pre\u2011training|pre\u2012training|multi-pre-training",
         "pre training|xpre-training|pre–training|pre—training|pre−training"),
        ("pre-training", "pretraining|pre-training|pre training|xpretraining|xpre-training", "pre  - x|pre–training"),
        ('"pre training"', "pretraining|pre-training|pre\ntraining", "pre–training|pre, training"),
        ("selfsupervised", "self-supervised|selfsupervised", "self supervised"),
        ("gpt5", "gpt-5|GPT5|G-P-T-5", "gpt 5|xgpt-5|gpt–5"),
        ("gpt-4o", "gpt-4o|gpt4o|GPT4-o|gpt 4-o|gpt-4-o|xgpt-4o", "xgpt4-o|gpt 4 o"),
        ('"in context learning"', "in-context learning|incontext-learn-ing|incon-textlearning", "xincontextlearn-ing"),
        ("x-pi0", "x-pi0|xpi0|x-π0|x π_0", "xπ0"),
        ("π-policy", "π-policy|pi-policy|π-pol-icy", "πpol-icy|pipolicy"),
        ("1e5", "1e5", "1e-5"),
        ("1e-5", "1e-5|31e-5", "1e5|1e 5"),
        ("note-5", "note-5|note5|note 5|not-e5", "note_5"),
        ("t5", "T5|T-5|mt5", "at-5|t 5|t−5"),
        ("o3", "o3|o-3|go3", "to-3d|o 3"),
        ("gan", "gan|elegant|g-an", "big-an|g an"),
        ("3-8", "3-8|3 8|13-80", "38|3–8|3−8"),
        ("38", "38|138", "3-8|3 8"),
        ('"3 8"', "3-8|3 8", "38"),
        ("state-of-the-art", "state-of-the-art|stateoftheart|state of the art|state-of the-art", "state/of the art"),
        ("π", "π|π0|the pi|Π", "pipeline|api|pi0|pi_0|2pi"),
        ("pi", "pi|pipeline|π|2π", "p|p-i"),
        *((word, "pi0|π0|pi_0|π₀|π_0|pi0.5|pi-0|(π0)", "pi|π|p0|pi 0") for word in ("pi0", "π0", "pi_0", "π₀")),
        ("lambda", "λ|Λ|lambda|lambdas", "lamda"),
        ("beta-vae", "β-VAE|beta-VAE|β VAE|betavae|beta vae", "b-vae"),
        ("β-vae", "β-VAE|beta-vae|βvae", "betavae|alphabeta-vae"),
        ("αβ", "αβ", "alphabeta"),
        ("co2", "CO₂|CO2|CO-2", "co^2"),
        ("r2", "R²|r2|ℝ2", "r^2"),
        ("103", "103", "10³|10^3|10⁻³|10-3|10^-3"),
        ("10^3", "10³|10^3", "103|10⁻³|10^-3"),
        ("10^-3", "10⁻³|10^-3", "103|10³|10^3"),
        ("10³", "10^3|10³", "103"),
        ("łódź", "Lodz|Łódź", "odz"),
        ("aŋæßəħŧ", "anaesseht", "an"),
        ("fine", "ﬁne|ｆｉｎｅ|𝐟𝐢𝐧𝐞", "f ine"),
        ("a", "𝐀|𝒜|ª", "b"),
        ("c++", "C++|(c++)", "c+|c"),
        ("at&t", "AT&T", "at t|att"),
        (".net", ".NET|asp.net", "net"),
        ("don't", "don’t|don't|DON‘T", "dont"),
        ("“pre training”", "pre-training", "training pre"),
        ("„pre training“", "pre-training", "training pre"),
        ("«pre training»", "pre-training", "training pre"),
        ("‘pre training’", "pre-training", "training pre|pre, training"),
        ("‘we don’t know’", "we don’t know", "we know"),
        ("title:‘pre training’", "pre-training", "training pre"),
        ("'pre training'", "pre-training", "training pre|pre, training"),
        ("'pre'", "pre", "per"),
        ("('we don't know')", "we don't know|we don’t know", "we know"),
        ("title:'pre training'", "pre-training", "training pre"),
        ("-'pre training'", "training pre", "pre-training"),
        ("rock 'n' roll", "rock 'n' roll", "rock"),
        ("title:“pre training”", "pre-training", "training pre"),
        ('"say “no” now"', "say “no” now", "say no now"),
        ("-“pre training”", "training", "pretraining"),
    ],
)  # fmt: skip
def test_a_text_is_found_however_it_is_spelt(query: str, found: str, missed: str) -> None:
    parsed = parse(query)

    def finds(title: str) -> bool:
        return parsed.matches(Paper(id="1", title=title))

    assert [title for title in found.split("|") if not finds(title)] == []
    assert [title for title in missed.split("|") if finds(title)] == []


def test_an_author_is_found_by_plain_letters() -> None:
    assert parse("author:hal").matches(Paper(id="1", title="x", authors=(Author(name="Ħal Borg"),)))


@pytest.mark.parametrize(
    ("query", "title", "shown"),
    [
        ("pretraining", "A Pre‑training, pretraining", ["Pre‑training", "pretraining"]),
        ("10^3", "in 10³ steps", ["10³"]),
        ("3", "in 10³ steps", ["³"]),
        ("10^-3", "in 10⁻³ é", ["10⁻³"]),
        ("pi0", "a π₀ and pi_0", ["π₀", "pi_0"]),
        ("π", "the pi of π", ["pi", "π"]),
    ],
)
def test_what_is_shown_is_what_matched(query: str, title: str, shown: list[str]) -> None:
    assert [title[start:end] for start, end in parse(query).spans("title", title)] == shown


WORDS = (
    "pre-training", "pretraining", "Pre", "training", "t5", "t-5", "at-5", "π", "π0", "pi", "pi_0", "π₀", "pipe", "3-8",
    "38", "10³", "10^-3", "10⁻³", "R²", "–", "-", "é", "ﬁ", "ne", "c++", "don’t", "—", "_", "0", " ", "\n", "(", "²⁻",
)  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=7).map("".join) | st.text(max_size=12)


@given(texts, texts, texts, texts.filter(fold).map(lambda text: text.replace('"', "").strip()).filter(fold))
@settings(max_examples=400)
def test_a_text_matches_exactly_where_it_is_shown(title: str, abstract: str, name: str, word: str) -> None:
    paper = Paper(id="1", title=title, abstract=abstract, authors=(Author(name=name),), ai_keywords=(name, word[:2]))
    query = parse(f'"{word}"')
    shown = {
        "title": [paper.shown_title],
        "abstract": [paper.shown_abstract],
        "authors": [author.name for author in paper.authors],
        "keywords": paper.ai_keywords,
    }
    found = [text[start:end] for place in SEARCHED for text in shown[place] for start, end in query.spans(place, text)]
    assert query.matches(paper) is bool(found)
    assert all(Needle(fold(word)).finds(fold(span)) for span in found)


@given(texts)
@settings(max_examples=300)
def test_all_of_a_text_is_found_in_it_and_every_part_without_marks(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    for start in range(len(folded)):
        part = folded[start : start + 5].strip()
        assert not part or Needle(part).finds(folded)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "-" * 999,
        "or or or",
        "((((",
        ")",
        '"',
        "“",
        "«",
        "- -",
        "“”",
        "title:“",
        "-(",
    ],
)
def test_what_is_no_query_is_said_with_the_place(text: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse(text)
    places = (f" (at character {raised.value.position + 1}).", " (at the end).", " at most 1000 characters.")
    assert str(raised.value).endswith(places)


@pytest.mark.parametrize("text", ["🤗👩\u200d🔬", "שלום עולם", "\u202eabc", "‘abc", "don’", "’", "𝒪 n²"])
def test_any_other_text_is_looked_for(text: str) -> None:
    assert parse(f'"{text}"').matches(Paper(id="1", title=f"On {text} again"))


@pytest.mark.parametrize(
    ("text", "plural"), [("gan", "gans"), ("gpt-4", "gpt-4s"), ("world-", "world-"), ("c++", "c++")]
)
def test_only_words_have_a_plural(text: str, plural: str) -> None:
    assert Needle(text).plural.text == plural
