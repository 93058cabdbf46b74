"""Figures: one image or several, their letters, and the caption that follows as an ordinary paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from reader.papers.full_text.lines import Line
from reader.papers.full_text.pieces import Found, Piece, after_blanks, raw_of
from reader.papers.full_text.tables import caption, spaced_caption

IMAGES_LIMIT: Final = 60
"""Lines of the longest figure, empty ones among them."""

_IMAGE: Final = re.compile(r"!\[(?P<alt>[^\n]{0,300}?)\]\((?P<target>https?://[^\s()]+)\)\s*")
_LETTER: Final = re.compile(r"\([A-Za-z0-9]{1,3}\)[ \t]*(?P<words>[^\n]{0,200})$")
_NUMBERED: Final = re.compile(r"[^\n]{0,40}?\d[\d.]*(?=\s*[:.|])")


def figure(lines: Sequence[Line], place: int) -> Found | None:
    """A figure, from its first image on: its letters and its caption, which lead to the images."""
    if not _IMAGE.match(lines[place].text):
        return None
    rows: list[str] = []
    targets: list[str] = []
    here = end = place
    while here < min(len(lines), place + IMAGES_LIMIT) and lines[here].kind is None:
        text = lines[here].text.strip()
        if _IMAGE.match(text):
            rest = _images(text, targets)
            end = here + 1
            if rest:
                rows.append(rest)
                break
        elif (letter := _LETTER.match(text)) and targets:
            row = f"{text[: letter.start('words')].strip()} {letter['words']}".strip()
            rows.append(_linked(row, targets[-1]))
            if rows[-1] != row:
                targets.pop()
            end = here + 1
        elif text:
            break
        here += 1
    follows = after_blanks(lines, end)
    if follows < len(lines) and lines[follows].kind is None and caption(lines[follows].text) == "Figure":
        end = follows + 1
        rows.append(_led(spaced_caption(lines[follows].text.strip()), targets))
    elif targets or not rows:
        rows += [f"[image]({target})" for target in targets]
    return Found(Piece("figure", 0, "\n".join(rows), raw_of(lines, place, end)), end)


def _images(text: str, targets: list[str]) -> str:
    """Take note of the images at the start of a line, and return what is behind them."""
    place = 0
    while image := _IMAGE.match(text, place):
        targets.append(image["target"])
        place = image.end()
    return text[place:].strip()


def _linked(row: str, target: str) -> str:
    return f"[{row}]({target})" if "](" not in row else row


def _led(words: str, targets: Sequence[str]) -> str:
    """A caption whose number leads to the images that no letter leads to."""
    number = _NUMBERED.match(words)
    if not targets or number is None:
        return words
    more = "".join(f" [({count})]({target})" for count, target in enumerate(targets[1:], 2))
    return f"[{number[0]}]({targets[0]}){more}{words[number.end() :]}"
