"""Commands with arguments: how many they have, and what is shown of them."""

from __future__ import annotations

from typing import Final

from reader.papers.full_text.latex import forms
from reader.papers.full_text.latex.forms import SOFT
from reader.papers.full_text.latex.names import (
    FUNCTIONS,
    LARGE,
    OPERATIONS,
    PREFIXES,
    RELATIONS,
    SIGNS,
    SILENT,
    TEXTS,
    UPRIGHT,
)

ARGUMENTS: Final = {
    **dict.fromkeys((*forms.FONTS, *forms.ACCENT_NAMES, *TEXTS, *UPRIGHT), 1),
    **dict.fromkeys(("sqrt", "substack", "underbrace", "overbrace", "tag", "pmod", "textsuperscript"), 1),
    **dict.fromkeys(("textsubscript", "operatorname", "xrightarrow", "xleftarrow", "xleftrightarrow", "boldmath"), 1),
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac", "binom", "dbinom", "tbinom"), 2),
    **dict.fromkeys(("overset", "underset", "stackrel", "prescript"), 2),
}
"""Commands with arguments, and how many."""


class Command:
    """A command whose arguments are being read."""

    __slots__ = ("contents", "degree", "name", "start", "texts", "wanted")

    def __init__(self, name: str, degree: str, start: int) -> None:
        self.name = name
        self.degree = degree
        self.start = start
        self.wanted = ARGUMENTS[name]
        self.contents: list[str] = []
        self.texts: list[bool] = []


def form(command: Command, contents: list[str]) -> tuple[str, str]:
    """What is shown of a command with its arguments, and what it is to a script of it."""
    name, texts = command.name, command.texts
    match name:
        case "frac" | "dfrac" | "tfrac" | "cfrac" | "nicefrac" | "sfrac":
            return forms.fraction(contents[0], contents[1], texts[0], texts[1]), "fraction"
        case "binom" | "dbinom" | "tbinom":
            return f"C({contents[0]}, {contents[1]})", ""
        case "sqrt":
            return forms.root(contents[0], command.degree), ""
        case "overset" | "stackrel":
            return _upon("^", contents[1], contents[0], texts[0])
        case "underset":
            return _upon("_", contents[1], contents[0], texts[0])
        case "xrightarrow" | "xleftarrow" | "xleftrightarrow":
            below = forms.script("_", command.degree, is_text=False)
            return f"{SOFT}{RELATIONS[name]}{below}{forms.script('^', contents[0], texts[0])}{SOFT}", "relation"
        case "underbrace" | "overbrace":
            return forms.under_brace(contents[0]), ""
        case "textsuperscript" | "textsubscript":
            return forms.script("^" if name == "textsuperscript" else "_", contents[0], is_text=False), ""
        case "tag":
            return f"   ({contents[0]})", ""
        case "pmod":
            return f" (mod {contents[0]})", ""
        case "substack" | "prescript":
            return "".join(contents), ""
    return forms.accent(name, contents[0]), ""


def _upon(sign: str, base: str, content: str, is_text: bool) -> tuple[str, str]:
    """Something set above or below a sign."""
    is_relation = len(base) == 1 and (base in RELATIONS.values() or base in "=<>")
    soft = SOFT if is_relation else ""
    return f"{soft}{base}{forms.script(sign, content, is_text)}{soft}", "relation" if is_relation else "large"


def is_known(name: str) -> bool:
    """Whether it never stays, however malformed the text is."""
    return any(name in table for table in (RELATIONS, OPERATIONS, FUNCTIONS, LARGE, PREFIXES, SIGNS, SILENT))
