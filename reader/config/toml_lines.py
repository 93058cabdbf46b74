"""Line numbers in a TOML text, which `tomllib` gives only for errors, and only in words."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from typing import Final

from reader.papers.text import clean

_PLACE: Final = re.compile(r"(?P<what>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)", re.DOTALL)

_BASIC, _LITERAL = r'"(?:\\.|[^"\\\n])*"', r"'[^'\n]*'"
_LONG_BASIC, _LONG_LITERAL = r'"""(?:\\.|[^\\])*?"""(?:"{0,2})', r"'''.*?'''(?:'{0,2})"
_NAME = rf"(?:[A-Za-z0-9_-]+|{_BASIC}|{_LITERAL})"
_STATEMENT: Final = re.compile(
    rf"[ \t]*(?P<table>\[\[?)?[ \t]*(?P<names>{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*)[ \t]*(?(table)\]\]?|=)"
)
_TOKEN: Final = re.compile(
    rf"{_LONG_BASIC}|{_LONG_LITERAL}|{_BASIC}|{_LITERAL}|#[^\n]*|\n|[^\n\[\]{{}}\"'#]+|.", re.DOTALL
)


def place(words: str, text: str) -> tuple[str, int, int]:
    """Split a message of `tomllib` into the problem, the line and the column."""
    if found := _PLACE.fullmatch(words):
        return _plain(found["what"]), int(found["line"]), int(found["column"])
    *before, last = text.split("\n")
    return _plain(words.removesuffix(" (at end of document)")), len(before) + 1, len(last) + 1


_PLAIN: Final = {
    "Illegal character '\\n'": "the quotes are not closed on this line",
    "Found invalid character '\\n'": "the quotes are not closed on this line",
    "Unterminated string": "the quotes are not closed",
    """Expected "'\"""": "the quotes are not closed",
    "Invalid value": 'this is not a value; a text needs quotes, as in theme = "nord"',
    "Expected '=' after a key in a key/value pair": "an = is missing after the name",
    "Expected newline or end of document after a statement": "something follows the value on the same line",
    "Cannot overwrite a value": "this is set a second time",
    "Unclosed array": "a bracket is not closed",
}
"""What `tomllib` says, in words for those who do not know TOML."""


def _plain(what: str) -> str:
    return _PLAIN.get(what) or clean(what)


def line_of_failure(text: str) -> int:
    """Line number of a value that `tomllib` gives up on without saying where: that of the first of its lines."""
    ends = [match.end() for match in re.finditer(r"\n|\Z", text)]
    return bisect(ends, False, key=lambda end: _gives_up(text[:end])) + 1


def _gives_up(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    except (ValueError, RecursionError):
        return True
    return False


def key_lines(text: str) -> dict[str, int]:
    """Line numbers of the keys and tables of a valid TOML text, by their names joined with dots.

    Tables of an array have numbers: what is in the first `[[a]]` begins with `a.0.`.
    """
    lines: dict[str, int] = {}
    tables: Counter[str] = Counter()
    table = ""
    for line, found in _statements(text):
        name = ".".join(_plain_names(found["names"]))
        if found["table"] == "[[":
            lines.setdefault(name, line)
            tables[name] += 1
            name = f"{name}.{tables[name] - 1}"
        if found["table"]:
            table = f"{name}."
        else:
            name = table + name
        lines.setdefault(name, line)
    return lines


def _statements(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Find the table headers, and the keys outside arrays and inline tables, each with its line."""
    position, line, depth, begins = 0, 1, 0, True
    while position < len(text):
        if begins and depth == 0 and (found := _STATEMENT.match(text, position)):
            yield line, found
            position, begins = found.end(), False
            continue
        token = text[position] if (match := _TOKEN.match(text, position)) is None else match[0]
        depth += (token in ("[", "{")) - (token in ("]", "}"))
        line += token.count("\n")
        begins = token == "\n"
        position += len(token)


def _plain_names(dotted: str) -> Iterator[str]:
    """The names of a dotted key, without quotes and escapes."""
    tree = tomllib.loads(f"{dotted} = 0")
    while isinstance(tree, dict):
        ((name, tree),) = tree.items()
        yield name
