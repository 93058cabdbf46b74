"""Links and commands: what TeX and Markdown print of them."""

from __future__ import annotations

import re

from reader.papers.tex.commands import opening, unwrap
from reader.papers.tex.symbols import (
    ACCENTS,
    BREAKS,
    FORMATS,
    JOINING,
    SILENT,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    SWITCHES,
    SYMBOLS,
)

_NAME = r"(?:(?<!\\)\\|(?<![A-Za-z\\]))"
"""The start of a command, whose backslash may be lost."""


def _any(names: tuple[str, ...]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_URL = re.compile(rf"{_NAME}url\{{ ?([^{{}}\s]*+)(?: ?\}})?(~?)")
_HREF = re.compile(rf"{_NAME}href\{{ ?([^{{}}\s]*+) ?\}} ?\{{((?>(?:[^{{}}]++|\{{[^{{}}]*+\}})*))\}}")
_OPEN_HREF = re.compile(rf"{_NAME}href\{{ ?([^{{}}\s]++)(?: ?\}})?(?: ?\{{)?")
_LINK = re.compile(
    r"(?<![\w!\]])!?\[([^\[\]\n]{1,300}+)\]\(((?:https?://|mailto:|/|[\w-]+(?>(?:\.[\w-]+)+))[^()\s]*+)\)"
)


def url_commands(text: str) -> str:
    """Unwrap `\\url{}` and `\\href{}{}`, also unclosed ones."""
    text = _URL.sub(_url, text)
    text = _HREF.sub(_link, text)
    return _OPEN_HREF.sub(lambda match: _apart(match, match[1] + " "), text)


def _url(match: re.Match[str]) -> str:
    if not match[0].startswith("\\") and "." not in match[1]:
        return match[0]
    return _apart(match, match[1] + " " if match[2] else match[1])


def _link(match: re.Match[str]) -> str:
    label = match[2].strip()
    return _apart(match, f"{match[1]} ({label})" if label else match[1])


def _apart(match: re.Match[str], address: str) -> str:
    """An address with blanks between it and the words that touch it."""
    before = match.string[max(match.start() - 1, 0) : match.start()]
    after = match.string[match.end() : match.end() + 1]
    return (" " if before.isalnum() else "") + address + (" " if after.isalnum() and address[-1:] != " " else "")


def markdown_links(text: str) -> str:
    """Turn `[text](address)` into `text (address)`."""
    return _LINK.sub(r"\1 (\2)", text)


_BREAK = re.compile(rf"(\\[A-Za-z]++)?\\(?:{_any(BREAKS)})(?![A-Za-z])(?:\{{\}}| )?")


def break_hints(text: str) -> str:
    """Drop the hints where a line may break."""
    return _BREAK.sub(_name_alone, text)


def _name_alone(match: re.Match[str]) -> str:
    """Nothing, or the macro before it, whose name must not grow by what comes after."""
    return match[1] + "{}" if match[1] else ""


_SPACING = re.compile(
    rf"(\\[A-Za-z]++)?(?:\\[vh]space\*?\{{[^{{}}]{{0,40}}\}}|{_NAME}color(?:\[\w+\])?\{{[\w!., -]{{0,40}}\}} ?)"
)
_GLUED_COLOR = re.compile(rf"(\\[A-Za-z]++)?{_NAME}color\{{[a-z]{{1,20}}([A-Z]{{1,20}})\}}(?! )")
r"""A colour that lost its brace, so that its name holds the coloured letters: `\color{redD}` for `{\color{red}D}`."""
_LOST_FORMAT = re.compile(r"(?<![A-Za-z\\])(?:boldsymbol|math(?:bf|cal|bb|rm|sf|frak))(?:(?=[^\W\d_a-zA-Z])| (?=\w))")
_COMMANDS = opening(
    rf"\{{(?:\\(?:{_any(SWITCHES)})(?![A-Za-z]) ?)+",
    r"\{\\color\{[\w!., -]{0,40}\} ?",
    r"\{(?:bf|em|tt|sc|it|rm|sf|sl) (?=\S)",
    rf"{_NAME}(?:textcolor|colorbox)(?:\[\w+\])?\{{[\w!., -]{{0,40}}\}} ?\{{",
    rf"{_NAME}(?:{_any(FORMATS)}) ?\{{",
    rf"[ ]?{_NAME}footnote\{{",
    r"\\cite[pt]?\{",
    r"\\[=.cvuHkrdb]\{(?=[^\W\d_]{2})",
)


def lost_formats(text: str) -> str:
    """Drop the bare name of a mathematical font before its letter."""
    return _LOST_FORMAT.sub("", text)


def commands(text: str) -> str:
    """Print the argument of `\\textbf{}`, `{\\it }`, `\\footnote{}` and their bare forms, without the command."""
    text = _GLUED_COLOR.sub(lambda match: _name_alone(match) + match[2], unwrap(text, _COMMANDS, _marks))
    return _SPACING.sub(_name_alone, text)


def _marks(opener: str) -> tuple[str, str]:
    if "footnote" in opener:
        return " (", ")"
    return ("[", "]") if "cite" in opener else ("", "")


_FRACTION = re.compile(rf"{_NAME}[dt]?frac\{{([^{{}}]{{1,60}}+)\}}\{{([^{{}}]{{1,60}}+)\}}")
_ROOT = re.compile(rf"{_NAME}sqrt\{{([^{{}}]{{1,60}}+)\}}")
_HAT = re.compile(rf"{_NAME}(widehat|hat|widetilde|tilde|bar|vec|ddot|dot)\{{([^\W\d_])\}}")
_RAISED = re.compile(rf"{_NAME}text(super|sub)script\{{([^{{}}]{{1,60}}+)\}}")
_ATOM = re.compile(r"\\?\w+")


def arguments(text: str) -> str:
    """Print fractions, roots, hats and raised text as one line of characters."""
    text = _RAISED.sub(_raised, text)
    text = _HAT.sub(lambda match: match[2] + ACCENTS[match[1]], text)
    text = _ROOT.sub(lambda match: "√" + _atom(match[1]), text)
    return _FRACTION.sub(lambda match: f"{_atom(match[1])}/{_atom(match[2])}", text)


def _atom(content: str) -> str:
    return content if _ATOM.fullmatch(content) else f"({content})"


def _raised(match: re.Match[str]) -> str:
    forms = SUPERSCRIPTS if match[1] == "super" else SUBSCRIPTS
    content = match[2]
    return "".join(forms[letter] for letter in content) if forms.keys() >= set(content) else content


_INLINE = re.compile(r"(?<!\\)\\\( ?((?>(?:[^\\\n]++|\\(?![()]))+))\\\)")


def formula_marks(text: str) -> str:
    """Drop the marks `\\(` and `\\)` round a formula."""
    return _INLINE.sub(lambda match: match[1].rstrip(), text)


_MACRO = re.compile(r"(?<!\\)(?:\{\\([A-Za-z]+)(?:\\xspace)? ?\}|\\([A-Za-z]+)(?:\{\})?( ?))")
_ESCAPE_LETTERS = frozenset("nrt")
"""Names that are rather a program's newline, return and tab than a macro."""


def macros(text: str) -> str:
    """Print the macros that are left: a symbol, nothing, or the name."""
    return _MACRO.sub(_macro, text)


def _macro(match: re.Match[str]) -> str:
    name = match[1] or match[2]
    blank = match[3] or ""
    before = match.string[max(match.start() - 1, 0) : match.start()]
    after = match.string[match.end() : match.end() + 2]
    if name in _ESCAPE_LETTERS:
        return match[0]
    if name in ("sim", "textasciitilde"):
        return about(before, after[:1]) + ("" if after[:1].isdigit() else blank)
    if name == "deg":
        return ("°" if before.isdigit() else name) + blank
    if name in SYMBOLS:
        ends_name = name in JOINING and operand_follows(before, after)
        return SYMBOLS[name] + ("" if ends_name else blank)
    if name in SILENT:
        return "" if before in " \n({[" else blank
    return name + blank


def about(before: str, after: str) -> str:
    """The sign of `\\sim` between these characters: a tilde where `ties` leaves it alone."""
    ranges = (before.isdigit() or before == "%") and after.isdigit()
    return "~" if ranges or before in " \n([{<=/⟨⌈⌊" else "∼"


def operand_follows(before: str, after: str) -> bool:
    """Whether an operator that touches `before` is followed by an operand, not by a word."""
    if not before or before.isspace():
        return False
    return after[:1].isdigit() or (after[:1].isalpha() and not after[1:].isalpha() and after[:1] not in "aAI")
