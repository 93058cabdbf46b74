"""What the commands of TeX that have arguments look like on a line: scripts, fractions, roots, accents, rows, letters.

Each is given finished text and gives finished text, but for the blanks that only its neighbours decide on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from reader.papers.full_text.latex.names import HIGH, LOWERED, RAISED, SCRIPTS
from reader.papers.tex.symbols import ACCENTS

SOFT: Final = "\ufdd0"
"""A blank, unless there is one already or what follows or precedes needs none, as a bracket does."""
APART: Final = "\ufdd1"
"""A blank if a letter or a digit follows, so that `x_val` and `y` stay two."""
FACTOR: Final = "\ufdd2"
"""A blank if anything follows that would become part of a denominator."""

SHORT: Final = 4
"""Characters of the longest script in Unicode, without its brackets."""
LONGEST: Final = 200
"""Characters of what is looked at to find out whether it is one thing."""

# Compiled when they are first needed, which most texts do not.
_MARK: Final = "\u0300-\u036f\u20d0-\u20ff"
_SCRIPT: Final = rf"(?:[{''.join(sorted(SCRIPTS))}]|[_^](?:[^\W_]+|\([^()]*\)))"
_LETTER: Final = rf"[^\W\d_{''.join(sorted(SCRIPTS))}][{_MARK}]*"
_BRACKETS: Final = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
_FACTOR: Final = (
    rf"(?:\d+(?:[.,]\d+)*|[d∂√]?{_LETTER}|√?(?={_SCRIPT}*\()){_SCRIPT}*(?:{_BRACKETS})?{_SCRIPT}*"
    rf"|√{_BRACKETS}{_SCRIPT}*|√\d+|\|[^|\s]*\|{_SCRIPT}*|‖[^‖\s]*‖{_SCRIPT}*"
)
_WORD: Final = rf"([^\W_{''.join(sorted(SCRIPTS))}]+){_SCRIPT}*(?:{_BRACKETS})?"
_INNERMOST: Final = r"\([^()]*\)|\[[^\[\]]*\]"
_LOOSE: Final = r"(?<!^)[-+−±]|[=<>≤≥∼≈∈→←/∣|,;∑∏∫\s]"
_ONE: Final = rf"[A-Za-z][A-Za-z0-9]*|\d+(?:\.\d+)?|[^\s\ufdd0-\ufdd5][{_MARK}]*"
_BASE: Final = rf"\\[ij]|[^\W\d_{''.join(sorted(SCRIPTS))}][{_MARK}]{{0,3}}"
_ACCENTED: Final = rf"([^\W_{''.join(sorted(SCRIPTS))}])([{_MARK}]{{0,3}})({_SCRIPT}*)"
_UNDER: Final = {"underbar": "\u0332", "check": "\u030c", "breve": "\u0306", "acute": "\u0301", "grave": "\u0300"}
_MARKS: Final = {
    **{name: mark for name, mark in ACCENTS.items() if len(name) > 1},
    **_UNDER,
    "mathring": "\u030a",
    "overline": "\u0304",
    "widebar": "\u0304",
    "dddot": "\u20db",
    "overrightarrow": "\u20d7",
    "widecheck": "\u030c",
}
_BEHIND: Final = {
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "¯",
    "\u20d7": "→",
    "\u0332": "_",
    "\u0307": "˙",
    "\u030c": "ˇ",
}
ACCENT_NAMES: Final = frozenset(_MARKS)


def script(sign: str, content: str, is_text: bool) -> str:
    """What is raised (`^`) or lowered (`_`): in Unicode if all of it can be and it is short, else after the sign."""
    content = content.strip()
    if not content:
        return ""
    if sign == "^" and all(character in HIGH for character in content):
        return "".join(HIGH[character] for character in content)
    core = content[1:-1] if is_enclosed(content) else content
    if len(core.replace(" ", "")) <= SHORT and not (is_text and any(map(str.isalpha, core))):
        forms = RAISED | HIGH | {" ": " "} if sign == "^" else LOWERED
        if all(character in forms for character in content):
            return "".join(forms[character] for character in content)
    if is_enclosed(content):
        return sign + content
    return f"{sign}{content}{APART}" if _is_one(content, is_text) else f"{sign}({content})"


def is_enclosed(text: str) -> bool:
    """Whether the bracket that a text begins with is closed by its last character."""
    if text[:1] != "(" or text[-1:] != ")" or len(text) > LONGEST:
        return False
    depth = 0
    for character in text[:-1]:
        depth += (character == "(") - (character == ")")
        if not depth:
            return False
    return True


def _is_one(content: str, is_text: bool) -> bool:
    return len(content) <= LONGEST and (
        re.fullmatch(_ONE, content, re.DOTALL) is not None or (is_text and content.isalnum())
    )


def _is_factor(content: str, is_text: bool = False) -> bool:
    if len(content) > LONGEST:
        return False
    if re.fullmatch(_FACTOR, content):
        return True
    word = re.fullmatch(_WORD, content)
    # Three small letters are rather a word than a product.
    return word is not None and (
        is_text or (len(word[1]) > 2 and word[1].isascii() and word[1].isalpha() and word[1].islower())
    )


def _is_product(content: str) -> bool:
    """Whether nothing in it binds less than a division."""
    if len(content) > LONGEST:
        return False
    for _ in range(SHORT):
        content, count = re.subn(_INNERMOST, "", content)
        if not count:
            break
    return not re.search(_LOOSE, content)


def enclosed(content: str, is_one: bool) -> str:
    """A text that stays one thing beside others."""
    return content if is_one or is_enclosed(content) else f"({content})"


def fraction(over: str, under: str, over_is_text: bool, under_is_text: bool) -> str:
    r"""`\frac{a+b}{c}` as `(a+b)/c`: brackets where the line would mean something else."""
    above = enclosed(over, _is_product(over) or _is_factor(over, over_is_text))
    return f"{above}/{enclosed(under, _is_factor(under, under_is_text))}{FACTOR}"


def root(content: str, degree: str = "") -> str:
    r"""`\sqrt[3]{x}` as `∛x`."""
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree)
    if sign is None:
        raised = script("^", degree, is_text=False)
        sign = raised + "√" if raised[:1] != "^" else f"({degree})√"
    return sign + enclosed(content, _is_factor(content) and content[:1] != "√")


def accent(name: str, content: str) -> str:
    """A letter with its mark; what is longer has it behind, as `(AB)^`."""
    mark = _MARKS[name]
    if not content:
        return ""
    if found := re.fullmatch(_ACCENTED, content) if len(content) <= LONGEST else None:
        return unicodedata.normalize("NFC", found[1] + found[2] + mark) + found[3]
    return f"{enclosed(content, is_one=False)}{_BEHIND.get(mark, mark)}"


_OF_TEXT: Final = frozenset("\"'`^~=.cvHk")
"""Accents of words, without those that are rather part of a pattern, as in `\\d{n}`."""


def accented(command: str, content: str) -> str:
    """A letter of a word with the accent that TeX's text has, as `\\'{e}`; nothing if it is no letter.

    Without braces it may be code, and longer content is rather a string in quotes.
    """
    mark = ACCENTS[command[1]] if len(command) == 2 and command[1] in _OF_TEXT else ""
    if not mark or not re.fullmatch(_BASE, content):
        return ""
    return unicodedata.normalize("NFC", {r"\i": "i", r"\j": "j"}.get(content, content) + mark)


def under_brace(content: str) -> str:
    """What a brace holds together."""
    return enclosed(content, _is_factor(content))


_CAPITALS: Final = {
    "mathbb": {"C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"},
    "mathcal": {
        **dict(zip("BEFHILMR", "ℬℰℱℋℐℒℳℛ", strict=True)),
        **dict(zip("ego", "ℯℊℴ", strict=True)),
    },
    "mathfrak": {"C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"},
    "mathbf": {},
}
"""Letters that Unicode had before it had their alphabet."""
_ALPHABETS: Final = {"mathbb": 0x1D538, "mathcal": 0x1D49C, "mathfrak": 0x1D504, "mathbf": 0x1D400}
_DIGITS: Final = {"mathbb": 0x1D7D8, "mathbf": 0x1D7CE}
_GREEK: Final = {
    **{chr(code): chr(0x1D6A8 + code - 0x391) for code in (*range(0x391, 0x3A2), *range(0x3A3, 0x3AA))},
    **{chr(code): chr(0x1D6C2 + code - 0x3B1) for code in range(0x3B1, 0x3CA)},
}
"""Bold Greek letters, by the plain ones."""
FONTS: Final = {
    **dict.fromkeys(("mathbb", "mathbbm", "mathds", "Bbb", "mathbbmss"), "mathbb"),
    **dict.fromkeys(("mathcal", "mathscr", "EuScript"), "mathcal"),
    **dict.fromkeys(("mathfrak", "frak"), "mathfrak"),
    **dict.fromkeys(("mathbf", "bm", "boldsymbol", "pmb", "mathbfit", "bold", "mathbold", "symbf"), "mathbf"),
}
_LETTERS: Final = {"mathbb": 3, "mathcal": 3, "mathfrak": 3, "mathbf": 1}
"""Letters of a text that has an alphabet of its own: a longer one is a word or a number, that one looks for."""


def letters(name: str, content: str) -> str:
    r"""Letters of an alphabet: `\mathcal{D}` is 𝒟."""
    font = FONTS[name]
    if sum(map(str.isalnum, content)) > _LETTERS[font]:
        return content
    return "".join(_letter(font, character) for character in content)


def _letter(font: str, character: str) -> str:
    if "A" <= character <= "Z" or "a" <= character <= "z":
        if older := _CAPITALS[font].get(character):
            return older
        first = ord("A") if character <= "Z" else ord("a") - 26
        return chr(_ALPHABETS[font] + ord(character) - first)
    if "0" <= character <= "9" and font in _DIGITS:
        return chr(_DIGITS[font] + ord(character) - ord("0"))
    return _GREEK.get(character, character) if font == "mathbf" else character


def _matrix(left: str, right: str) -> Callable[[list[list[str]]], str]:
    return lambda rows: left + " ; ".join("  ".join(filter(None, row)) for row in rows) + right


def _listed(rows: list[list[str]]) -> str:
    """Conditions below a sign."""
    return ", ".join(" ".join(filter(None, row)) for row in rows)


def _cases(rows: list[list[str]]) -> str:
    """Cases, a line each, behind a brace."""
    lines = ["  ".join(filter(None, row)) for row in rows]
    if len(lines) < 2:
        return f"\ufdd3 {''.join(lines)}"
    braces = ["⎧", *("⎪" for _ in lines[2:]), "⎩"]
    if len(lines) > 2:
        braces[len(lines) // 2] = "⎨"
    return "\n".join(f"{brace} {line}" for brace, line in zip(braces, lines, strict=True))


def _lines(rows: list[list[str]]) -> str:
    """Lines one below the other, which are aligned at a relation."""
    return "\n".join(" ".join(filter(None, row)) for row in rows)


ENVIRONMENTS: Final = {
    **{name: _matrix("[", "]") for name in ("matrix", "smallmatrix", "bmatrix", "array", "tabular", "bsmallmatrix")},
    **{name: _matrix("(", ")") for name in ("pmatrix", "psmallmatrix")},
    "vmatrix": _matrix("|", "|"),
    "Vmatrix": _matrix("‖", "‖"),
    "Bmatrix": _matrix("\ufdd3", "\ufdd4"),
    "subarray": _listed,
    **dict.fromkeys(("cases", "dcases", "rcases", "numcases", "cases*", "dcases*"), _cases),
    **{
        name: _lines
        for base in ("align", "aligned", "alignat", "alignedat", "gather", "gathered", "split", "eqnarray", "multline")
        for name in (base, base + "*")
    },
    **dict.fromkeys(("equation", "equation*", "flalign", "flalign*", "math", "displaymath"), _lines),
}
"""Environments, and the forms of their rows of cells."""
DENSE: Final = frozenset(name for name in ENVIRONMENTS if "matrix" in name) | {"array", "tabular", "subarray"}
"""Environments whose cells have no blanks but between words."""
