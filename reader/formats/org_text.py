"""Foreign text in an Org outline, shown as what it is by Emacs and by pandoc."""

from __future__ import annotations

import re
from typing import Final

from reader.papers.addresses import Address, kept

_GAP: Final = "\u200b"
"""A blank of no width. To Emacs it is a blank, to pandoc it is not."""
# Patterns begin with the characters that they are about, which makes them five times as fast.
_EMPHASIS: Final = re.compile(r"[*/_=~+]+(?=\S)")
"""Marks of bold, italic or code."""
_BEFORE_EMPHASIS: Final = frozenset("([{<\"'\\-–—^_@.")
"""Behind what they begin it, or behind what gets a gap."""
_OPENING: Final = re.compile(
    r"[\[<\\^_{@.-](?:"
    r"(?<=[\[<\\^_])(?=[^\s\u200b])"  # A link, a date, an entity, something raised or lowered.
    r"|(?<=\{)(?=\{\{)|(?<=@)(?=@)"  # A macro, a snippet of another language.
    r"|(?<=-)(?=-)|(?<=\.)(?=\.)"  # A dash, an ellipsis.
    r")"
)
_OPENINGS: Final = ("[", "<", "\\", "^", "_", "{{{", "@@", "--", "..")
"""One of these is in what `_OPENING` finds."""
_LINK: Final = re.compile(r":(?<=[A-Za-z]:)(?<!\barXiv:)(?=\S)")
"""Begins links of all kinds, such as elisp:, which both programs find in a text."""
_CALL: Final = re.compile(r"(?<=\bsrc)_|(?<=\bcall)_")
"""Begins code that would be run."""
_START: Final = re.compile(r"^(?=[*#|:+-]|(?:[0-9]+|[A-Za-z])[.)]|%%\(|CLOCK:)")
"""Before what means something at the start of a line."""
_STATE: Final = re.compile(r"^(?=(?:TODO|DONE)\b|COMMENT)|(?<=:)$")
"""Before a state, and behind what may be tags; to Emacs 28, COMMENTS is a comment too."""
_MATH: Final = re.compile(r"\$[^$]*\$(?!\w)")
_BEFORE_VERBATIM: Final = ("", *" \n-('\"{")
_AFTER_VERBATIM: Final = ("", *" \n-.,:!?;'\")}[")


def org(text: str) -> str:
    """A paragraph of one line."""
    return _START.sub(_GAP, kept(text, _escaped, _shown))


def org_title(title: str) -> str:
    """A heading without its stars: what looks like a state or like tags is neither."""
    return _STATE.sub(_GAP, org(title))


def _escaped(text: str) -> str:
    text = _CALL.sub(rf"{_GAP}_", text) if "src_" in text or "call_" in text else text
    # Looking for a few letters first halves the time.
    text = _EMPHASIS.sub(_no_emphasis, text) if any(mark in text for mark in "*/_=~+") else text
    text = _OPENING.sub(rf"\g<0>{_GAP}", text) if any(start in text for start in _OPENINGS) else text
    text = _LINK.sub(rf"{_GAP}:", text)
    # No gap keeps two of them from being a formula.
    return text.replace("$", r"\dollar{}") if "$" in text and _MATH.search(text) else text


def _no_emphasis(marks: re.Match[str]) -> str:
    start = marks.start()
    before = marks.string[start - 1] if start else " "
    if not before.isspace() and before not in _BEFORE_EMPHASIS:
        return marks[0]
    return f"{_GAP}{_GAP.join(marks[0])}{_GAP}"


def _shown(address: Address) -> str:
    text, kind, *_ = address
    if address.is_plain:
        return text
    if kind == "url":
        # A bracket inside of brackets is written in two ways, of which pandoc knows none.
        return f"<{text}>" if re.search(r"[\[\]]", text) else f"[[{text}]]"
    plain = _escaped(text)
    # What only may be a path, such as /slanted/, is text.
    return plain if plain == text or "." not in text or kind == "code" else _verbatim(text, address) or plain


def _verbatim(text: str, address: Address) -> str:
    """A text as code, in a mark that it has not; nothing where the programs would not see the marks."""
    mark = next((mark for mark in "=~" if mark not in text), "")
    is_seen = address.before in _BEFORE_VERBATIM and address.after in _AFTER_VERBATIM
    return f"{mark}{text}{mark}" if mark and is_seen else ""
