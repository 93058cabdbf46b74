"""Superscripts, subscripts and braces round one symbol: `10^{-3}`, `x_0`, `9{,}600`."""

from __future__ import annotations

import re

from reader.papers.tex.braces import Group, opening, rewrite
from reader.papers.tex.markup import about
from reader.papers.tex.protection import MARK
from reader.papers.tex.symbols import ARROWS, GREEK, OPERATIONS, RELATIONS, SUBSCRIPTS, SUPERSCRIPTS

_RAISE = str.maketrans(SUPERSCRIPTS)
_LOWER = str.maketrans(SUBSCRIPTS)
_WHOLE_EXPONENTS = {"°": "°", "∘": "°", "⊤": "ᵀ", "top": "ᵀ", "′": "′", "prime": "′", "†": "†", "‡": "‡"}
_BARE_NAMES = {"times": "×", "approx": "≈", "pm": "±", **GREEK}
_INFIX = ARROWS | RELATIONS | OPERATIONS
_LONG_INFIX = r"times|cdot|leqslant|leq|geqslant|geq|neq|approx|propto|pm|(?:long)?rightarrow|leftarrow|subseteq|notin"
_INFIX_NAME = re.compile(
    rf"(?<![A-Za-z][A-Za-z])(?<!\\) ?({_LONG_INFIX}) ?(?=[^\w ]|\d|[A-Za-zα-ω](?![A-Za-z])|$)"
    r"|(?<=\S) (in|to|le|ge|ne) (?=\S)"
)
_SPACED_OPERATOR = re.compile(r" ?([-+*/=<>×·±≤≥≠≈∝→∈]) ?")
_OPERATOR = re.compile(r"[-+*/=<>×·±≤≥≠≈∝→∈ ]")
_PLAIN = re.compile(r"(?:[^\W_]|[.∞])+|\*")
_NOT_SYMBOLS = f" \t\\{MARK}"
_PRODUCT = re.compile(r"[A-Za-z\d](?: ?times ?[A-Za-z\d])+")
_BASE = re.compile(r"(?:(?<![A-Za-z0-9_.@#\\])[A-Za-z]|[Α-Ωα-ωℓ∑∏∫∂∇⁰¹²³⁴-⁹ⁿⁱᵀ])$")

_SCRIPTS = opening(r"[\^_]\{")


def groups(text: str) -> str:
    """Print raised, lowered and one-symbol groups without their braces, the innermost first."""
    return rewrite(text, _SCRIPTS, _form)


def _form(group: Group) -> str | None:
    if group.opener == "{":
        return _symbol(group)
    content = _tight(group.content)
    if not content or not group.before or group.before[-1] in " \n^_({[,\\":
        return None
    script = _raised(content) if group.opener == "^{" else _lowered(content, group.before)
    return script or _whole(group.opener[0], content, group.after)


def _tight(content: str) -> str:
    """A script's content with the names of operators turned into signs, without blanks round them."""
    if content.isalnum():
        return content
    content = _INFIX_NAME.sub(lambda match: _INFIX[match[1] or match[2]], content.strip())
    return _SPACED_OPERATOR.sub(r"\1", content)


def _raised(content: str) -> str | None:
    if content in _WHOLE_EXPONENTS:
        return _WHOLE_EXPONENTS[content]
    return content.translate(_RAISE) if SUPERSCRIPTS.keys() >= set(content) else None


def _lowered(content: str, before: str) -> str | None:
    if _BASE.search(before) and SUBSCRIPTS.keys() >= set(content):
        return content.translate(_LOWER)
    return None


def _whole(sign: str, content: str, after: str) -> str | None:
    """A script that Unicode lacks: parentheses round an operator, nothing round a word, else the source."""
    if _PLAIN.fullmatch(content) and not (after.isalnum() or after == "_"):
        return sign + content
    if _OPERATOR.search(content) and "{" not in content:
        return f"{sign}({content})"
    return None


def _symbol(group: Group) -> str | None:
    """The one symbol, or the few capitals of a word, that braces were put round."""
    content = group.content
    if content in _BARE_NAMES:
        return _BARE_NAMES[content]
    if content == "sim":
        return about(group.before[-1:], group.after)
    if len(content) == 1 and content not in _NOT_SYMBOLS and not (content.isascii() and content.isalnum()):
        return content
    if _PRODUCT.fullmatch(content):
        return "{" + re.sub(" ?times ?", "×", content) + "}"
    glued = group.after.islower() or (group.before[-1:].islower() and not group.after.isalnum())
    return content if glued and len(content) <= 3 and content.isalpha() and content[0].isupper() else None


_POWER = re.compile(r"(?<=[\w)\]}°'∇∂∞])\^(?:(-?\d+)(?![\d]|\.\d)|([niT])(?!\w)|(top)(?![A-Za-z])|([°⊤′†‡]))")
_INDEX = re.compile(
    r"(?:(?<![A-Za-z0-9_.@#\\])(?P<latin>[A-Za-z])|(?P<other>[Α-Ωα-ωℓ∑∏∫∂∇⁰¹²³⁴-⁹ⁿⁱᵀ]))"
    rf"_(\d+|[{''.join(letter for letter in SUBSCRIPTS if letter.isalpha())}])(?!\w|\.\w)"
)


def powers(text: str) -> str:
    """Raise bare exponents: `R^2`, `10^-3`, `W^T`; other letters stay."""
    return _POWER.sub(_power, text)


def _power(match: re.Match[str]) -> str:
    return _WHOLE_EXPONENTS.get(match[3] or match[4]) or (match[1] or match[2]).translate(_RAISE)


def indices(text: str) -> str:
    """Lower bare indices of one letter: `x_0`, `π_j`; `GPT_4` and `d_out` stay."""
    return _INDEX.sub(lambda match: (match["latin"] or match["other"]) + match[3].translate(_LOWER), text)
