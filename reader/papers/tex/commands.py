"""Walks over matching braces in one pass, however deep they nest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from reader.papers.tex.symbols import ABBREVIATIONS, ACCENTS, LETTERS

LONGEST = 120
"""Characters that a group's content may have to be looked at; longer ones are not symbols, and nesting stays linear."""


_NAME_END = re.compile(r"\\[A-Za-z]+$")
"""The end of a macro's name, which must not grow by what comes after the opener."""


class Group(NamedTuple):
    """A matched pair of braces, whatever opens it, and what it stands between."""

    opener: str
    content: str
    before: str
    """The last two characters before the opener, as rewritten so far."""
    after: str
    """The character after the closing brace."""


def opening(*alternatives: str) -> re.Pattern[str]:
    """The pattern of what opens a group, for `unwrap` and `rewrite`; an escaped brace is text."""
    return re.compile(rf"\\[{{}}]|\}}|(?P<opener>{'|'.join(alternatives)})|\{{")


def unwrap(text: str, pattern: re.Pattern[str], marks: Callable[[str], tuple[str, str]]) -> str:
    """Replace each opener and the brace that closes it by its two marks; an unclosed one loses its opener alone."""
    pieces: list[str] = []
    closers: list[str] = []
    last = 0
    for match in pattern.finditer(text):
        token, start = match[0], match.start()
        if token == "{":
            closers.append("}")
            continue
        if token == "}":
            mark = closers.pop() if closers else token
            if mark == token:
                continue
        elif match["opener"]:
            mark, closer = marks(token)
            closers.append(closer)
            if _NAME_END.search(text, max(last, start - LONGEST), start):
                mark = "{}" + mark
        else:
            continue
        pieces += text[last:start], mark
        last = match.end()
    pieces.append(text[last:])
    return "".join(pieces)


def rewrite(text: str, pattern: re.Pattern[str], form: Callable[[Group], str | None]) -> str:
    """Replace each group by its form, the innermost first; None leaves it as it is."""
    pieces: list[str] = []
    starts: list[int] = []
    last = 0
    for match in pattern.finditer(text):
        token, at = match[0], match.start()
        if at > last:
            pieces.append(text[last:at])
        last = match.end()
        if token == "{" or match["opener"]:
            starts.append(len(pieces))
        elif token == "}" and starts:
            start = starts.pop()
            content = _short(pieces, start + 1)
            # A plain group round another that stayed is no symbol; asking would make deep nesting slow.
            if content and (pieces[start] != "{" or content[-1] != "}"):
                group = Group(pieces[start], content, _tail(pieces, start), text[last : last + 1])
                replacement = form(group)
                if replacement is not None:
                    del pieces[start:]
                    token = replacement
        pieces.append(token)
    pieces.append(text[last:])
    return "".join(pieces)


def _short(pieces: list[str], start: int) -> str:
    """The pieces from `start`, joined; nothing if they are too long to be looked at."""
    if len(pieces) - start > LONGEST:
        return ""
    content = "".join(pieces[start:])
    return content if len(content) <= LONGEST else ""


def _tail(pieces: list[str], end: int) -> str:
    """The last two characters of the pieces before `end`."""
    tail = ""
    while end and len(tail) < 2:
        end -= 1
        tail = pieces[end][-2:] + tail
    return tail[-2:]


_MONEY = re.compile(r"(?<![\w\\/])\\(?=[1-9]\d*|0\.\d)(?!\d{1,2}\)|\d+\\)")
_ESCAPED = re.compile(r"(?<!\\)\\([%&_#$])")
_BLANK = re.compile(r"(?<!\\)(?:(?<=[ \n])|(?<![ \n]))\\[ ,;](?>(?:[ ]|\\[ ,;])*)")
_HYPHENATION = re.compile(r"(?<=[^\W\d_])\\-(?=[^\W\d_])")
_LINE_BREAK = re.compile(r"(?<![\\ ])[ ]?\\\\(?:[ ]|$)")


def money(text: str) -> str:
    """Turn a backslash before an amount into the dollar sign that it lost: `\\300,000`."""
    return _MONEY.sub("$", text)


def escapes(text: str) -> str:
    """Drop the backslash of `\\%`, `\\&`, `\\_`, `\\#` and `\\$`."""
    return _ESCAPED.sub(r"\1", text)


def thin_spaces(text: str) -> str:
    """Turn `\\,`, `\\ ` and a forced line break into one blank."""
    text = _LINE_BREAK.sub(" ", text)
    text = _HYPHENATION.sub("", text)
    return _BLANK.sub(lambda match: "" if text[max(match.start() - 1, 0)] in " \n" else " ", text)


def literal_braces(text: str) -> str:
    """Drop the backslash of braces that are meant to be seen."""
    return text.replace("\\{", "{").replace("\\}", "}")


_ABBREVIATION = re.compile(rf"\\({'|'.join(sorted(ABBREVIATIONS, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}})?\.?")


def abbreviations(text: str) -> str:
    """Spell out `\\eg`, `\\ie`, `\\etc` and their kin."""
    return _ABBREVIATION.sub(lambda match: ABBREVIATIONS[match[1]], text)


_CONTRACTION = re.compile(r"\\'(?<=[^\W\d_]\\')(?=(?:s|t|d|m|re|ve|ll)(?![^\W\d_]))")
_ESCAPED_QUOTE = re.compile(r"""\\(["'])(?<=[\w.,!?;:)]\\.)(?![\w{\\])""")
_ACCENT = re.compile(
    r"""\\(["'`^~])[ ]?(?:\{\\?([^\W\d_])\}|\\([ij])(?![A-Za-z])(?:\{\}|[ ](?=[a-z]))?|(?<![ ])([^\W\d_]))"""
    r"""|\\([=.cvuHkrdb])\{\\?([^\W\d_])\}"""
    r"""|\\([cvuHk])(?<=[^\W\d_]\\.)[ ]([A-Za-z])"""
)
_LONG_NAMES = "ss|ae|AE|oe|OE|aa|AA"
_LETTER = re.compile(
    rf"\{{\\({_LONG_NAMES}|[oOlLij])\}}"
    rf"|(?<=[^\W\d_])\\({_LONG_NAMES}|[oOlLij])(?![A-Za-z])(?:\{{\}}|[ ](?=[a-z]))?"
    rf"|\\({_LONG_NAMES})(?![A-Za-z])(?:\{{\}})?"
)


def accents(text: str) -> str:
    """Put accents on their letters: `\\"o`, `\\'{e}`, `\\~n`, `{\\o}`."""
    text = _CONTRACTION.sub("'", text)
    for quote in {match[1] for match in _ESCAPED_QUOTE.finditer(text)}:
        text = text.replace("\\" + quote, quote)
    text = _ACCENT.sub(_accented, text)
    return _LETTER.sub(lambda match: LETTERS[match[match.lastindex or 0]], text)


def _accented(match: re.Match[str]) -> str:
    """One letter with its accent, or the source where Unicode has no such letter."""
    accent, letter = (group for group in match.groups() if group)
    if accent == '"' and letter not in "aeiouyAEIOUY":
        return match[0]
    composed = unicodedata.normalize("NFC", letter + ACCENTS[accent])
    return composed if len(composed) == 1 else match[0]
