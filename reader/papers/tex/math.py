"""Operators and letters whose backslash was lost: `64times64`, `sim20`, `T propto D`, `tau=0.5`."""

from __future__ import annotations

import re

from reader.papers.tex.commands import Group, opening, rewrite
from reader.papers.tex.markup import about, operand_follows
from reader.papers.tex.protection import MARK
from reader.papers.tex.symbols import (
    ARROWS,
    GREEK,
    JOINING,
    NEVER_ENGLISH,
    OPERATIONS,
    RELATIONS,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    SYMBOLS,
)

_OPERAND_BEFORE = r"\d}\]°⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉ⁿ"
_DEGREE = re.compile(r"\^(?:\{ ?(?:\\?circ|∘) ?\}|∘|circ(?=times|[^A-Za-z]|$))|(?<=\d)circ(?![A-Za-z])")
_TIMES = re.compile(
    rf"times(?<=[{_OPERAND_BEFORE}]times)(?![a-z])( ?)"
    r"|times(?:(?<=\)times)(?=[\d(])|(?:(?<![A-Za-z]times)|(?<=(?<![A-Za-z])[A-Za-z]times))(?=\d))"
)
_SPACED_TIMES = re.compile(
    r" times (?:(?<=_[A-Za-z0-9] times )|(?<=[\u2080-\u2089\u1d62-\u1d6a] times ))(?=[A-Za-z]_[A-Za-z0-9])"
)
_PRODUCT = re.compile(r"\([A-Za-z\d](?: ?times ?[A-Za-z\d])+\)")
_UNIT = r"(?:times|×|[KkMBTxXsmhdDGg]|[KMGT]B|ms|min|mm|cm|km|px|Hz|FPS|fps)"
_NUMBER = rf"\d[\d.,]*+(?:\\?%|-?{_UNIT}(?![A-Za-z])|(?![A-Za-z]|-[A-Za-z]))"
_ABOUT = re.compile(
    rf"\{{(sim|approx)\}} ?(?=\d)|(?<![\w\\-])(sim|approx)(?={_NUMBER})|(?<=[\d%])(sim|approx)(?=\d)"
    rf"|(?<![\w\\-])(sim) (?=\d[\d.,]*(?:\\?%|[KMB](?![A-Za-z])| ?times|×))"
)
_PLUS_MINUS = re.compile(r"\d(?:\{pm\}|pm)(?=\d)|(?<=\d) pm (?=\d+\.\d)|(?<=[({=$~≈])pm(?=\d)(?!2\.5\b|10\b)")
_SUM = re.compile(r"(?<![A-Za-z\\])(sum|prod)(?=_(?:\{|[A-Za-z0-9](?!\w)))|(?<![A-Za-z\\])int(?=_\{)")
_LIMIT = re.compile(r"([α-ω])to ?(?=[\dα-ω∞])")


def degrees(text: str) -> str:
    """Turn a raised ring into the degree sign: `360^circ`."""
    return _DEGREE.sub("°", text)


def products(text: str) -> str:
    """Turn `times` into × where it touches a digit, a brace or a symbol; `3 times faster` stays."""
    text = _PRODUCT.sub(lambda match: re.sub(" ?times ?", "×", match[0]), text)
    text = _SPACED_TIMES.sub(" × ", text)
    return _TIMES.sub(_times, text)


def _times(match: re.Match[str]) -> str:
    joins = match[1] and match.string[match.end() : match.end() + 1].isdigit()
    return "×" if joins or not match[1] else "× "


def estimates(text: str) -> str:
    """Turn `sim` and `approx` before a number into their signs; `sim2real` and `sim-to-real` stay."""
    return _ABOUT.sub(_estimate, text)


def _estimate(match: re.Match[str]) -> str:
    start, end = match.span()
    return "≈" if "approx" in match[0] else about(match.string[max(start - 1, 0) : start], match.string[end])


def tolerances(text: str) -> str:
    """Turn `pm` between or before numbers into ±; `5 pm` stays."""
    return _PLUS_MINUS.sub(lambda match: match[0].replace("{pm}", "pm").replace("pm", "±"), text)


def sums(text: str) -> str:
    """Turn `sum` and `prod` with an index into their signs."""
    return _SUM.sub(lambda match: SYMBOLS[match[0]], text)


_FENCES_OPEN = ("langle", "lceil", "lfloor")
_FENCES_CLOSE = ("rangle", "rceil", "rfloor")
_RELATIONAL = "|".join(name for name in NEVER_ENGLISH if name in JOINING)
_NOT_A_NAME = rf"(?![A-Za-z]|_(?!(?:{'|'.join(GREEK)})(?![A-Za-z]))[A-Za-z]{{2}})"
NEVER_ENGLISH_NAMES = re.compile("|".join(NEVER_ENGLISH))
_NEVER_ENGLISH = re.compile(
    rf"(?<=(?<![A-Za-z\\])[A-Za-z])({_RELATIONAL})( ?)(?=\d|[A-Za-zα-ω](?![A-Za-z-]))"
    rf"|(?<![A-Za-z\\])({'|'.join(NEVER_ENGLISH)}){_NOT_A_NAME}( ?)"
    rf"| ({'|'.join(_FENCES_CLOSE)})(?![A-Za-z_])"
)


def never_english(text: str) -> str:
    """Turn the names that no English text holds into their symbols; `nablaDFT` is a name and stays."""
    return _NEVER_ENGLISH.sub(_never_english, text)


def _never_english(match: re.Match[str]) -> str:
    if match[5]:
        return SYMBOLS[match[5]]
    before = match.string[max(match.start() - 1, 0) : match.start()]
    after = match.string[match.end() : match.end() + 2]
    name, blank = match[1] or match[3], match[2] or match[4]
    ends_name = name in _FENCES_OPEN or (name in JOINING and operand_follows(before, after))
    return SYMBOLS[name] + ("" if ends_name else blank or "")


def limits(text: str) -> str:
    """Turn `to` right after a Greek letter into an arrow: `εto 0`."""
    return _LIMIT.sub(r"\1→", text)


_GREEK = "|".join(sorted(GREEK, key=len, reverse=True))
_LETTER = f"(?:{'|'.join(sorted(GREEK.keys() - {'ell'}, key=len, reverse=True))})"
_ALONE = r"(?![A-Za-z0-9_])"
_INDEX = rf"_(?:\{{|\d+(?![A-Za-z_])|[A-Za-z]{_ALONE}|{_LETTER}{_ALONE}|[α-ωℓ∞](?!\w))"
_EXPONENT = r"\^(?:\{|[\d(*-]|[A-Za-zα-ω∞](?![A-Za-z]))"
_BEFORE = r"(?<![A-Za-z0-9_\\.@#])"
_LETTERS = re.compile(
    rf"{_BEFORE}({_GREEK})(?={_INDEX}|{_EXPONENT})"
    rf"|(?<=(?<![A-Za-z0-9_\\.])[A-Za-zΑ-Ωα-ω][_^])({_LETTER}){_ALONE}"
    rf"|(?<![A-Za-z0-9_\\.@#*/-])({_LETTER})(?=\*(?![\w*])| ?(?:[=<>≤≥≈∝≠]|>=|<=) ?[-+]?\.?\d|=)(?!=[=\"'A-Z])"
    rf"|(?<=[=≤≥≈∝∈] )({_LETTER})(?= ?[-+/=<>)\],;:]|[.]?$|\. )"
    rf"|(?<=[<>] )({_LETTER})(?= ?[)\],;:]|[.]?$|\. )"
)
_TUPLE = re.compile(rf"\({_LETTER}(?:, ?{_LETTER})+\)")
_IN_TUPLE = re.compile(_LETTER)


_POLICY = re.compile(rf"{_BEFORE}(pi)(?=\([a-z]\|)")
_TOUCHED = "[_^*=<>≤≥≈∝≠∈]"
_TOUCHING = "|".join(f"(?<={name}.)|(?<={name} .)" for name in GREEK)
GREEK_NAMES = re.compile(rf"{_TOUCHED}(?:(?: |= ?)?(?:{_GREEK})|{_TOUCHING})")
"""A name next to a symbol, looked for from the symbol, which is rarer."""


def greek(text: str) -> str:
    """Turn lower-case names used as symbols into letters; `PanGu-pi`, `pi_kept` and `alpha channel` stay."""
    return _LETTERS.sub(_letter, text)


def greek_tuples(text: str) -> str:
    """Turn parentheses that hold nothing but names into letters: `(epsilon, delta)`."""
    return _TUPLE.sub(lambda match: _IN_TUPLE.sub(_letter, match[0]), text)


def policies(text: str) -> str:
    """Turn `pi(a|s)` into π(a|s)."""
    return _POLICY.sub(_letter, text)


def _letter(match: re.Match[str]) -> str:
    return GREEK[match[0]]


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
_SCRIPT_PRODUCT = re.compile(r"[A-Za-z\d](?: ?times ?[A-Za-z\d])+")
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
    if _SCRIPT_PRODUCT.fullmatch(content):
        return "{" + re.sub(" ?times ?", "×", content) + "}"
    glued = group.after.islower() or (group.before[-1:].islower() and not group.after.isalnum())
    return content if glued and len(content) <= 3 and content.isalpha() and content[0].isupper() else None


_POWER = re.compile(r"(?<=[\w)\]}°'∇∂∞])\^(?:(-?\d+)(?![\d]|\.\d)|([niT])(?!\w)|(top)(?![A-Za-z])|([°⊤′†‡]))")
_SCRIPT_INDEX = re.compile(
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
    return _SCRIPT_INDEX.sub(lambda match: (match["latin"] or match["other"]) + match[3].translate(_LOWER), text)
