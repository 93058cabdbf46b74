"""Finds what no step may touch: URLs, e-mail addresses, file paths and code."""

from __future__ import annotations

import re
from collections.abc import Iterator

MARK = "\ue000"
"""Stands for one protected span while the steps run; steps neither add, drop nor reorder marks."""

_URL = r"(?>(?:[^\s\\{}<>\"`'*\ue000]++|'(?!')|\*(?!\*)|\\[_#%&~])+)"
"""What a URL is made of: braces, quotes, emphasis and TeX end it, five escapes do not."""

_EXTENSIONS = (
    "py|ipynb|json|jsonl|yaml|yml|toml|txt|md|csv|tsv|sh|html|htm|css|js|ts|cpp|hpp|cu|java|rs|go|pdf|png|jpg|jpeg|gif"
    "|svg|mp4|wav|zip|tar|gz|pt|pth|ckpt|bin|onnx|npz|npy|safetensors|gguf|parquet|cfg|ini|tex|bib"
)

CODE = re.compile(r"(?<![`\\\w])`(?=[^\s`])[^`\n]*+(?<=\S)`(?![`\w])")

_ADDRESS = re.compile(
    rf"""
    (?i:https?|ftp)://{_URL}
    | (?<![\w.@/:-])(?:[\w-]++\.)+[A-Za-z]{{2,}}+/{_URL}                 # a URL without its scheme
    | (?<![\w.+%-])(?>(?:[\w.+%-]++|\\_)+)@(?:[\w-]++\.)+[A-Za-z]{{2,}}  # an e-mail address
    | (?<![^\s(\["'])(?:~|\.\.?)?(?:/[.+~-]*\w[\w.+~-]*+)+/?             # an absolute path
    | (?<![^\s(\["'])[A-Za-z]:\\(?![A-Za-z]+[{{ ])[^\s{{}}()]*+          # a path on Windows
    | (?<![\w./-])[A-Za-z][\w.-]++(?:/[A-Za-z][\w.-]++){{2,}}/?          # a relative path
    | (?<![\w./-])[\w-]++\.(?:{_EXTENSIONS})(?!\w)                       # a file's name
    | {MARK}                                                             # a mark of the source's own
    """,
    re.VERBOSE,
)

_HINT = re.compile(rf"`|/|@|{MARK}|:\\|\.(?:{_EXTENSIONS})(?!\w)")
"""What every protected span holds; looking for it first is ten times as fast as looking for the spans."""

_ESCAPED = re.compile(r"\\([_#%&~])")


def protect(text: str) -> tuple[str, list[str]]:
    """The text with a mark in place of each protected span, and the spans."""
    pieces: list[str] = []
    spans: list[str] = []
    last = 0
    for start, end in protected(text):
        pieces.append(text[last:start])
        spans.append(_unescaped(text[start:end]))
        last = end
    if not spans:
        return text, spans
    pieces.append(text[last:])
    return MARK.join(pieces), spans


def restore(text: str, spans: list[str]) -> str:
    """The text with its protected spans put back in order."""
    if not spans:
        return text
    pieces = text.split(MARK)
    return "".join(piece + span for piece, span in zip(pieces, [*spans, ""], strict=True))


def protected(text: str) -> Iterator[tuple[int, int]]:
    """The borders of each protected span, from left to right."""
    end = 0
    while hint := _HINT.search(text, end):
        if hint[0] == "`":
            code = CODE.match(text, hint.start())
            end = code.end() if code else hint.end()
            if code:
                yield code.span()
            continue
        start, end = _word(text, end, hint.start())
        for address in _ADDRESS.finditer(text, start, end):
            yield address.span()


def _word(text: str, start: int, inside: int) -> tuple[int, int]:
    """The borders of the run without blanks and code that `inside` is in, not before `start`."""
    start = max(start, text.rfind(" ", start, inside) + 1, text.rfind("\n", start, inside) + 1)
    stop = _WORD_END.search(text, inside)
    return start, stop.start() if stop else len(text)


_WORD_END = re.compile(r"[\s`]")


def _unescaped(span: str) -> str:
    """A span as it is written outside TeX; code and Windows paths keep their backslashes."""
    if "\\" not in span or span[0] == "`" or span[1:3] == ":\\":
        return span
    return _ESCAPED.sub(r"\1", span)
