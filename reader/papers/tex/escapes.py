"""Characters behind a backslash: escaped signs, forced blanks, amounts, accents and abbreviations."""

from __future__ import annotations

import re
import unicodedata

from reader.papers.tex.symbols import ABBREVIATIONS, ACCENTS, LETTERS

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
