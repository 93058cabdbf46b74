"""What is open while a text is rewritten: a group, a script, an argument, rows of cells."""

from __future__ import annotations

from typing import Literal

from reader.papers.full_text.latex.commands import Command
from reader.papers.full_text.latex.spacing import spaced

Kind = Literal["root", "group", "script", "argument", "rows"]
Mode = Literal["mixed", "formula", "text"]


class Frame:
    """Something that is open: what has been written of it, and what it began with."""

    __slots__ = (
        "bars", "cells", "command", "is_text", "keep", "kind", "known", "last", "mode", "name", "norms", "opener",
        "parens", "pieces", "raw", "start", "touched",
    )  # fmt: skip

    def __init__(self, kind: Kind, mode: Mode, opener: str = "", name: str = "", start: int = 0) -> None:
        self.kind = kind
        self.mode = mode
        self.opener = opener
        self.name = name
        self.start = start
        self.pieces: list[str] = []
        self.raw: list[str] = []
        self.touched = False
        """Whether something rewritten stands directly before."""
        self.known = False
        """Whether anything was rewritten."""
        self.is_text = False
        """Whether a word of prose is in it."""
        self.keep = False
        """Whether its braces are those of a command that is not known."""
        self.last = ""
        """What was rewritten last, if scripts of it look different."""
        self.parens = 0
        self.bars = self.norms = 0
        """How many bars there are: those of a value, and those of a norm."""
        self.command: Command | None = None
        self.cells: list[str] = []
        """Finished cells and what divides them, by turns."""

    def say(self, text: str) -> None:
        """Write what stays as it is, but for blanks beside formulas."""
        self.raw.append(text)

    def emit(self, text: str, last: str = "") -> None:
        """Write something rewritten."""
        if self.raw:
            self.flush(after=True)
        self.pieces.append(text)
        self.touched = self.known = True
        self.last = last

    def count_bar(self, sign: str) -> None:
        """Take note of a sign that may be a bar."""
        self.norms += sign == "‖"
        self.bars += sign == "|"

    def opens_bar(self, bar: str) -> bool:
        """Whether a bar begins something beside a fraction, which without a blank would be part of it."""
        return self.last == "fraction" and not self.raw and not (self.norms if bar == "‖" else self.bars) % 2

    def after_bar(self) -> bool:
        """Whether a bar that closes stands directly before, behind which a fraction needs a blank."""
        if self.raw:
            text = "".join(self.raw)
            return text[-1:] == "|" and not (self.bars + text.count("|")) % 2
        last = self.pieces[-1][-1:] if self.pieces and self.touched else ""
        return (last == "‖" and not self.norms % 2) or (last == "|" and not self.bars % 2)

    def flush(self, after: bool) -> None:
        """Finish what stays, where `after` says whether something rewritten follows directly."""
        if not self.raw:
            return
        text = "".join(self.raw)
        self.raw.clear()
        if text[0] == "|" and self.opens_bar("|"):
            self.pieces.append(" ")
        self.bars += text.count("|")
        if self.mode == "text":
            self.pieces.append(text.replace("\n", " "))
        elif self.mode == "formula":
            self.pieces.append(self._in_formula(" ".join(text.split("\n"))))
        else:
            self._flush_mixed(text, after)
        self.touched = False
        self.last = ""

    def _flush_mixed(self, text: str, after: bool) -> None:
        """Only words that touch something rewritten are formulas."""
        first, blank, rest = _divided(text)
        if not blank:
            self.pieces.append(self._in_formula(text) if self.touched or after else text)
            return
        self.pieces.append(self._in_formula(first) if self.touched else first)
        self.parens, self.last, self.touched = 0, "", False
        middle, last = _last_word(rest)
        self.pieces += blank, middle, self._in_formula(last) if after else last

    def _in_formula(self, text: str) -> str:
        before = self.pieces[-1][-1:] if self.pieces and self.touched else ""
        text, self.parens = spaced(text, before, self.parens, is_word=self.last == "text")
        return text

    def ends_with(self, sign: str) -> bool:
        """Whether what stays ends with a sign."""
        return bool(self.raw) and self.raw[-1].endswith(sign)

    def content(self) -> str:
        if self.raw:
            self.flush(after=self.mode == "formula")
        return "".join(self.pieces)


def _divided(text: str) -> tuple[str, str, str]:
    """The first word, the blank after it, the rest."""
    for place, character in enumerate(text):
        if character.isspace():
            return text[:place], character, text[place + 1 :]
    return text, "", ""


def _last_word(text: str) -> tuple[str, str]:
    for place in range(len(text) - 1, -1, -1):
        if text[place].isspace():
            return text[: place + 1], text[place + 1 :]
    return "", text
