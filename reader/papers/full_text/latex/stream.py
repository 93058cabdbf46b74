r"""Rewrites bare LaTeX in one pass, with a stack of what is open: no recursion, no text looked at twice.

LaTeX stands in the sentence without marks round it, so what is no command, script or group stays as it is. LaTeXML has
written it: scripts are always in braces, and an argument follows its command at once. What comes out has none of these
left, but for what was malformed or is not known, so that a second time changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from reader.papers.full_text.latex import forms
from reader.papers.full_text.latex.commands import ARGUMENTS, Command, form, is_known
from reader.papers.full_text.latex.forms import APART, FACTOR, SOFT
from reader.papers.full_text.latex.frame import Frame, Mode
from reader.papers.full_text.latex.names import (
    FUNCTIONS,
    LARGE,
    OPENING,
    OPERATIONS,
    PREFIXES,
    RELATIONS,
    SIGNS,
    SILENT,
    SPACES,
    TEXTS,
    UPRIGHT,
)
from reader.papers.full_text.latex.spacing import CLOSED, NAME, OPENED, dense
from reader.papers.full_text.latex.tokens import HANDLERS, TOKEN

DEPTH_LIMIT: Final = 50
"""Groups in groups; a text with more of them stays as it is."""


_SENTINELS: Final = re.compile("[\ufdd0-\ufddf]")
_SEEN: Final = re.compile(f"[{OPENED}{CLOSED}]")
_BY_ITSELF: Final = frozenset(",.;:=<>+-*/!?|()[]'\"")
"""Signs that braces are put round so that TeX leaves no blank beside them: `5{,}000`."""
_ESCAPES: Final = frozenset("%_&#$")
_KNOWN_NEXT: Final = re.compile(r"\\(?:([A-Za-z]+)|[,;:!])")


class Stream:
    """One text on its way."""

    def __init__(self, text: str, flat: bool) -> None:
        self.text = text
        self.flat = flat
        """Whether only the characters count, in the order in which MathML has them."""
        self.stack = [Frame("root", "mixed")]
        self.closable = 0
        """How many of them a closing brace would close."""
        self.chain = -1
        """Where a group would be one more argument of a command that is not known."""

    def rewritten(self) -> str | None:
        """The text as it is shown; nothing if it is nested too deep."""
        handlers = {kind: getattr(self, f"_{name}") for kind, name in HANDLERS.items()}
        stack = self.stack
        for token in TOKEN.finditer(self.text):
            kind = token.lastgroup
            if kind == "raw":
                stack[-1].raw.append(token[0])
            elif kind:
                handlers[kind](token)
                if len(stack) > DEPTH_LIMIT:
                    return None
        while len(self.stack) > 1:
            self._unclosed()
        return self.stack[0].content()

    def _nothing(self, token: re.Match[str]) -> None:
        self.stack[-1].emit("", self.stack[-1].last)

    def _space(self, token: re.Match[str]) -> None:
        self.stack[-1].emit(" ")

    def _tie(self, token: re.Match[str]) -> None:
        """TeX's blank; in prose it may be a sign of its own."""
        top = self.stack[-1]
        if top.mode == "mixed" and not top.touched:
            top.say("~")
        else:
            top.emit(" ")

    def _size(self, token: re.Match[str]) -> None:
        opens = token[0].startswith((r"\left", r"\big", r"\Big")) and token[0].rstrip(" .<>")[-1] != "r"
        sign = {"<": "⟨" if opens else "⟩", ">": "⟩"}.get(token["delimiter"] or "", "")
        top = self.stack[-1]
        top.emit(sign, "" if sign else top.last)

    def _not(self, token: re.Match[str]) -> None:
        sign = token["denied"] or RELATIONS[token["negated"]]
        self.stack[-1].emit(f"{SOFT}{unicodedata.normalize('NFC', sign[0] + chr(0x338))}{SOFT}", "relation")

    def _escaped(self, token: re.Match[str]) -> None:
        sign, top = token["escaped"], self.stack[-1]
        if sign in _ESCAPES:
            top.say(sign)
        elif sign in "{}":
            top.emit(OPENED if sign == "{" else CLOSED)
        elif sign in SPACES:
            top.emit(SPACES[sign])
        elif sign in SILENT:
            top.emit("", top.last)
        elif sign == "|":
            top.emit(" ‖" if top.opens_bar("‖") else "‖")
            top.norms += 1
        else:
            self._unknown(token)

    def _unknown(self, token: re.Match[str]) -> None:
        """A command that is not known stays, with its groups."""
        name = token[0].rstrip(" ")
        blank = token[0][len(name) :]
        self.chain = token.end() if not blank else -1
        ends = not blank and name[-1].isalpha() and not self.text.startswith(("{", "["), token.end())
        self.stack[-1].say(name + blank + NAME * ends)

    def _name(self, token: re.Match[str]) -> None:
        name, top, blank = token["name"].rstrip("*"), self.stack[-1], token["blank"] or ""
        name = "operatorname" if name == "operatornamewithlimits" else name
        if name in SILENT and not (name in ARGUMENTS and self._group_at(token.end())):
            top.emit("", top.last)
        elif name == "displaystyle":
            # It begins each cell of a formula of several.
            top.emit(" " if top.touched or top.raw else "")
        elif name in ARGUMENTS and not blank and self._group_at(token.end()):
            top.command = Command(name, (token["degree"] or "")[1:-1], token.start())
        elif name in RELATIONS:
            top.emit(f"{SOFT}{RELATIONS[name]}{SOFT}", "relation")
        elif name in OPERATIONS:
            top.emit(f"{SOFT}{OPERATIONS[name]}{SOFT}", "relation")
        elif name in FUNCTIONS:
            top.emit(f"{APART}{FUNCTIONS[name]}{APART}" + blank * (top.mode == "mixed"), "function")
        elif name in LARGE:
            top.emit(f"{APART}{LARGE[name]}", "large")
        elif name in SPACES:
            top.emit(SPACES[name])
        elif name in PREFIXES:
            top.emit(PREFIXES[name] + ("" if token["alone"] else blank))
        elif name in OPENING:
            top.emit(" " * (top.last == "fraction" and not top.raw) + SIGNS[name])
            top.count_bar(SIGNS[name])
        elif name in SIGNS:
            # Between two letters of a formula the blank is TeX's, in a sentence it divides words.
            top.emit(SIGNS[name] + blank * (top.mode != "formula"))
            top.count_bar(SIGNS[name])
        else:
            self._unknown(token)

    def _group_at(self, place: int) -> bool:
        return self.text.startswith("{", place)

    def _script(self, token: re.Match[str]) -> None:
        self.closable += 1
        self.stack.append(Frame("script", "formula", token[0], token["script"], token.start()))

    def _open(self, token: re.Match[str]) -> None:
        top = self.stack[-1]
        self.closable += 1
        if top.command:
            name = top.command.name
            mode: Mode = "text" if name in TEXTS or name in UPRIGHT or name in _NAMES else "formula"
            self.stack.append(Frame("argument", mode, "{", name, token.start()))
            return
        frame = Frame("group", top.mode, "{", start=token.start())
        frame.keep = token.start() == self.chain
        frame.known = not frame.keep and top.touched and not top.raw
        self.stack.append(frame)

    def _begin(self, token: re.Match[str]) -> None:
        name = token["begin"] or token["table"]
        if name not in forms.ENVIRONMENTS:
            self.stack[-1].say(token[0])
            return
        self.stack.append(Frame("rows", "formula", token[0], name, token.start()))

    def _end(self, token: re.Match[str]) -> None:
        top = self.stack[-1]
        if top.kind != "rows" or top.name != token["end"]:
            top.say(token[0])
            return
        self._finish_cell("")
        self.stack.pop()
        rows: list[list[str]] = [[]]
        for cell, divider in zip(top.cells[::2], top.cells[1::2], strict=True):
            rows[-1].append(dense(cell) if top.name in forms.DENSE else cell.strip())
            if divider[:1] == "\\":
                rows.append([])
        rows = [row for row in rows if any(row)]
        form = "".join("".join(row) for row in rows) if self.flat else forms.ENVIRONMENTS[top.name](rows)
        self.stack[-1].emit(form)

    def _finish_cell(self, divider: str) -> None:
        top = self.stack[-1]
        top.cells += top.content(), divider
        top.pieces, top.touched, top.last, top.parens = [], False, "", 0

    def _ampersand(self, token: re.Match[str]) -> None:
        if self.stack[-1].kind == "rows":
            self._finish_cell("&")
        else:
            self.stack[-1].say("&")

    def _cell(self, token: re.Match[str]) -> None:
        top = self.stack[-1]
        if top.kind == "rows":
            self._finish_cell(token[0])
        elif top.name == "substack":
            top.emit(f",{SOFT}")
        else:
            top.say(token[0])

    def _close(self, token: re.Match[str]) -> None:
        if not self.closable:
            self.stack[-1].say(CLOSED)
            return
        while self.stack[-1].kind == "rows":
            self._unclosed()
        self.closable -= 1
        frame = self.stack.pop()
        if frame.kind == "script":
            self._close_script(frame)
        elif frame.kind == "argument":
            self._close_argument(frame, token.end())
        else:
            self._close_group(frame, token.end())

    def _close_script(self, frame: Frame) -> None:
        base = self.stack[-1]
        base.flush(after=True)
        content = frame.content()
        if self.flat:
            # MathML has what is lowered first.
            if frame.name == "_" and base.last == "^" and base.pieces:
                base.pieces.insert(len(base.pieces) - 1, content)
                base.known = base.touched = True
            else:
                base.emit(content, frame.name)
            return
        last = base.last
        if base.pieces:
            base.pieces[-1] = base.pieces[-1].rstrip(SOFT + APART + FACTOR)
            if last == "fraction":
                base.pieces[-1] = f"({base.pieces[-1].lstrip(APART)})"
        again = {"relation": SOFT, "large": FACTOR, "function": FACTOR}.get(last, "")
        base.emit(forms.script(frame.name, dense(content), frame.is_text) + again, last if again else "")

    def _close_group(self, frame: Frame, end: int) -> None:
        base = self.stack[-1]
        content = frame.content()
        if frame.keep and base.raw and (letter := forms.accented(base.raw[-1], dense(content).rstrip(NAME))):
            base.raw[-1] = letter
        elif frame.keep:
            self.chain = end
            opener, closer = ("{", "}") if _is_balanced(content) else (OPENED, CLOSED)
            base.say(opener + content + closer + ("" if self.text.startswith(("{", "["), end) else NAME))
        elif self._is_marking(frame, content, base, end):
            last = frame.last if not frame.raw else ""
            base.emit(content, last)
            base.is_text |= frame.is_text
        else:
            base.say(f"{{{content}}}")

    def _is_marking(self, frame: Frame, content: str, base: Frame, end: int) -> bool:
        """Whether braces are TeX's, and not seen."""
        if frame.known or base.mode == "formula" or content in _BY_ITSELF:
            return True
        if self.text.startswith(("_{", "^{"), end):
            return True
        following = _KNOWN_NEXT.match(self.text, end)
        return following is not None and (following[1] is None or is_known(following[1]))

    def _close_argument(self, frame: Frame, end: int) -> None:
        base = self.stack[-1]
        command = base.command
        if command is None:
            return
        command.contents.append(frame.content())
        command.texts.append(frame.is_text or frame.mode == "text")
        if len(command.contents) == command.wanted:
            base.command = None
            self._finish(command)
        elif not self._group_at(end):
            base.command = None
            base.say(self.text[command.start : end] + NAME)

    def _finish(self, command: Command) -> None:
        base, name, contents = self.stack[-1], command.name, command.contents
        if self.flat:
            base.emit("".join(reversed(contents) if name in ("overset", "underset", "stackrel") else contents))
            return
        if name in TEXTS or name in UPRIGHT:
            base.emit(contents[0], "text")
            base.is_text = True
        elif name == "operatorname":
            base.emit(f"{APART}{contents[0]}{APART}", "function")
            base.is_text = True
        elif name in forms.FONTS:
            base.emit(forms.letters(name, contents[0]))
            base.is_text |= command.texts[0]
        else:
            shown, last = form(command, [dense(content) for content in contents])
            is_under = last == "fraction" and ((base.last == "function" and not base.raw) or base.ends_with("/"))
            apart = (" " if base.after_bar() else APART) if last == "fraction" else ""
            base.emit(f"({shown.rstrip(FACTOR)})" if is_under else apart + shown, last)

    def _unclosed(self) -> None:
        """What is never closed stays, in a form in which nothing after it can close it."""
        frame = self.stack.pop()
        base = self.stack[-1]
        content = frame.content()
        if frame.kind == "rows":
            opener = frame.opener.replace("{", OPENED, 1).replace("}", CLOSED, 1)
            content = "".join(frame.cells) + content
        elif frame.kind == "argument" and base.command:
            opener = self.text[base.command.start : frame.start] + OPENED
            base.command = None
        else:
            opener = frame.opener[:-1] + OPENED
        base.flush(after=False)
        base.pieces += opener, content
        base.touched, base.known = False, base.known or frame.known


def _is_balanced(text: str) -> bool:
    """Whether the braces that are seen come in pairs."""
    depth = 0
    for brace in _SEEN.findall(text):
        depth += 1 if brace == OPENED else -1
        if depth < 0:
            return False
    return not depth


_NAMES: Final = frozenset(("operatorname", "tag"))


def rewritten(text: str, flat: bool = False) -> str | None:
    """The text without LaTeX, with sentinels for the blanks that are not decided on; nothing if it is nested too deep.

    Args:
        text: As it came.
        flat: Whether only the characters count, in the order in which MathML has them.
    """
    return Stream(_SENTINELS.sub("", text), flat).rewritten()
