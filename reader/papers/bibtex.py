"""A paper as BibTeX that TeX compiles and that styles print right, with a key that belongs to the paper.

Right in BibTeX 0.99d with plain, abbrv, alpha, apalike and ieeetr, and in biber; pandoc, pybtex and bibtexparser read
it without losing a character.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from reader.papers import links
from reader.papers.models import Paper
from reader.papers.names import bibtex_name, key_name
from reader.papers.tex.encoder import is_formula, quoted, tex
from reader.papers.tex.symbols import CAPITALS, GREEK
from reader.papers.text import one_line

WITHDRAWN: Final = "Withdrawn"
"""The note on a withdrawn paper."""

PROPER: Final = frozenset(
    """
    Adam African American Android Arabic Asian Atari Banach Bayes Bayesian Bengali Bernoulli Boltzmann Bradley
    Brownian Carlo Cartesian Cauchy Chebyshev Chinese Cholesky Chomsky Claude Darwin Darwinian Dirichlet Docker Dutch
    Einstein Elo English Euclidean Euler European Fisher Fourier French Frobenius Galois Gauss Gaussian Gaussians
    Gemini Gemma German Gibbs Google Grassmann Greek Hamiltonian Hausdorff Hebbian Hebrew Hermitian Hessian Hilbert
    Hindi Hopfield Huffman Indian Indic Ising Italian Jacobi Jacobian Japanese Java Kalman Kolmogorov Korean Kronecker
    Krylov Kubernetes Kullback Lagrange Lagrangian Langevin Laplace Laplacian Latin Legendre Leibler Linux Lipschitz
    Llama Lorentz Lyapunov Mahalanobis Mamba Markov Markovian Mercator Microsoft Minecraft Mistral Mixtral Monte Muon
    Nash Nesterov Newton Newtonian Nvidia Pareto Persian Plackett Poincaré Poisson Pokémon Portuguese Python Qwen
    Raman Reddit Riemann Riemannian Rubik Russian Sanskrit Schrödinger Shannon Shapley Sinkhorn Sobolev Socratic
    Spanish Stiefel Sudoku Swedish Swiss Terry Thompson Tsallis Turing Turkish Twitter Ukrainian Verilog Vicuna
    Vietnamese Viterbi Voronoi Wasserstein Wikidata Wikipedia Wiktionary
    """.split()  # noqa: SIM905 - a line each otherwise
)
"""Proper nouns of the field's titles; those that are common words too, such as Lean or Rust, are not among them."""

_WORD: Final = re.compile(r"([\"'“‘(\[¿¡*\ue000\ue001]*)(.*?)([.,;:!?…\"'”’)\]*\ue002\ue003]*)", re.DOTALL)
_NAMES: Final = re.compile("(?<=.)[A-Z]|^[A-Z](?:[^A-Za-z]*$|.*[0-9])")
"""An inner capital, one without a word (`X`, `T5`), the name of a version (`Veo3`)."""
_HYPHENS: Final = re.compile("[-‐‑–/]")
_ENDS: Final = re.compile("[.!?…]")
_DASHES: Final = frozenset({"-", "–", "—", "|"})
_COMMANDS: Final = "|".join([*GREEK, *CAPITALS, "times", "infty", "mathcal", "mathrm", "mathbf"])
_FORMULA: Final = re.compile(rf"\$(?:[\w+\-=/.,()*^{{}}<>|]|\\(?:{_COMMANDS})(?![A-Za-z]))+\$", re.ASCII)


def bibtex(paper: Paper, note: str = "") -> str:
    """Cite a paper as arXiv itself does, without the class, which the Hub does not tell.

    >>> from reader.papers.models import Author
    >>> authors = (Author(name="Ashish Vaswani"), Author(name="Noam Shazeer"))
    >>> print(bibtex(Paper(id="1706.03762", title="Attention Is All You Need", authors=authors)))
    @misc{vaswani-1706.03762,
          title={Attention Is All You Need},
          author={Ashish Vaswani and Noam Shazeer},
          year={2017},
          eprint={1706.03762},
          archivePrefix={arXiv},
          doi={10.48550/arXiv.1706.03762},
          url={https://arxiv.org/abs/1706.03762},
    }

    Args:
        paper: The paper; one of which only the id is known has that for a title.
        note: The user's own note, for the field `annote`.
    """
    fields = {
        "title": bibtex_title(paper.shown_title, paper.title) if paper.is_known else paper.shown_title,
        "author": " and ".join(bibtex_name(author.name) for author in paper.authors),
        "year": str(year(paper)),
        "eprint": paper.id,
        "archivePrefix": "arXiv",
        "doi": links.doi(paper.id),
        "url": links.arxiv_url(paper.id),
        "note": WITHDRAWN if paper.withdrawn else "",
        "annote": r" \par ".join(tex(quoted(line)) for line in map(one_line, note.split("\n")) if line),
    }
    lines = [f"      {name}={{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{bibtex_key(paper)},", *lines, "}"])


def bibtex_key(paper: Paper) -> str:
    """What a paper is cited by, such as `vaswani-1706.03762`: of the first author's family name and the id alone.

    Other papers, votes and corrections of the title never change it. No two papers share one.
    """
    number = paper.id.replace("/", "-")
    if not paper.authors and not paper.is_known:
        return f"arxiv-{number}"
    return f"{(key_name(paper.authors[0].name) if paper.authors else '') or 'paper'}-{number}"


def year(paper: Paper) -> int:
    """The year of the first version; the id tells it too, for arXiv counts by month since 1991."""
    if paper.published:
        return paper.published.year
    two_digits = int(paper.id.rpartition("/")[2][:2])
    return two_digits + (1900 if two_digits >= 91 else 2000)


def bibtex_title(title: str, raw: str = "") -> str:
    """A title whose capitals and formulas survive the styles, which write all but the first letter small.

    Braces hold a word and never the punctuation behind it: BibTeX sees that a capital follows a colon only where that
    stands outside of them. A formula always stands in braces, as the styles would write `\\Delta` small, too.

    >>> print(bibtex_title("LongVT: A New Way to π-Tune? Yes"))
    {LongVT}: A New Way to {$\\pi$}-Tune? {Yes}

    Args:
        title: The readable title.
        raw: The title as the Hub gave it, from which formulas in TeX are taken.
    """
    words = quoted(title).split()
    sources = raw.split() if "$" in raw else words
    if len(sources) != len(words):
        sources = words
    written: list[str] = []
    place: _Place = "first"
    for word, source in zip(words, sources, strict=True):
        if place == "inside" and word.islower() and word.isalpha() and word.isascii():
            written.append(word)
            continue
        text, place = _word(word, place, len(written) == len(words) - 1, source if source != word else "")
        written.append(text)
    return " ".join(written)


_Place = Literal["first", "sentence", "inside"]
"""Where a word stands: at the start or behind a colon, where the styles keep its first letter, if it begins with that;
at the start of another sentence, which they do not see; or elsewhere.
"""


# Most words of a thousand titles are the same ones.
@lru_cache(8192)
def _word(word: str, place: _Place, is_last: bool, source: str) -> tuple[str, _Place]:
    """A word as it is written, and where the next one stands; the source is how the author wrote it, if otherwise."""
    if place == "inside" and word.isascii() and word.isalpha() and word[1:].islower() and word not in PROPER:
        return word, "inside"
    before, core, behind = _parts(word)
    if core == "A" and not (behind or is_last):
        is_protected = place == "sentence"  # Else an article.
    else:
        begins = place == "sentence" or (place == "first" and before != "")
        is_protected = (begins and core[:1].isupper()) or any(map(_is_name, _HYPHENS.split(core)))
    text = (source and _formula_of(_parts(source)[1])) or (_braced(tex(core)) if is_protected else _pieces(core))
    return tex(before) + text + tex(behind), _next_place(word, core, behind)


def _next_place(word: str, core: str, behind: str) -> _Place:
    if word.endswith(":"):
        return "first"
    # The full stop of "U.S." ends no sentence.
    ends = word in _DASHES or ("." not in core and _ENDS.search(behind) is not None)
    return "sentence" if ends else "inside"


def _parts(word: str) -> tuple[str, str, str]:
    """What opens before a word, the word, and what closes or ends behind it."""
    found = _WORD.fullmatch(word)
    assert found
    before, core, behind = found.groups()
    if behind[:1] in (")", "]") and core.count("(["[behind[0] == "]"]) > core.count(behind[0]):
        return before, core + behind[0], behind[1:]
    return before, core, behind


def _is_name(piece: str) -> bool:
    """Whether a piece between hyphens loses its meaning when a style writes its capitals small."""
    if piece.isascii():
        return _NAMES.search(piece) is not None or re.sub("'s?$", "", piece) in PROPER
    if any(map(str.isupper, piece[1:])):
        return True
    if is_formula(piece[0]) or not piece[0].isupper():
        return False
    is_single = sum(map(str.isalpha, piece)) == 1
    return is_single or any(map(str.isdigit, piece)) or re.sub("['’]s?$", "", piece) in PROPER


def _pieces(word: str) -> str:
    """A word of which no more is in braces than the pieces between hyphens that are formulas."""
    return "".join(
        _braced(tex(piece)) if any(map(is_formula, piece)) else tex(piece) for piece in re.split("([-‐‑–/]+)", word)
    )


def _braced(written: str) -> str:
    """Braces that BibTeX leaves alone: those before a backslash are one letter to it, whose case it changes."""
    return f"{{{{{written}}}}}" if written.startswith("\\") else f"{{{written}}}"


def _formula_of(source: str) -> str:
    """A word with formulas as the author wrote them, if TeX would certainly understand them."""
    outside, *formulas = [_FORMULA.sub("", source), *_FORMULA.findall(source)]
    if not formulas or re.search(r"[$\\{}]", outside) or not all(map(_is_balanced, formulas)):
        return ""
    texts = map(tex, _FORMULA.split(source))
    return _braced("".join(part for pair in zip(texts, [*formulas, ""], strict=True) for part in pair))


def _is_balanced(formula: str) -> bool:
    """Whether braces are closed and each script has one thing that is raised or lowered."""
    flat = formula
    while (inner := re.sub(r"\{[^{}^_]*\}|\{[^{}]*[\^_][\w]\}", "0", flat)) != flat:
        flat = inner
    return "{" not in flat and "}" not in flat and not re.search(r"([\^_])(?:[\^_$]|(?:\w|\\[A-Za-z]+)\1)", flat)
