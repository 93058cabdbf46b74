"""The pipeline that turns what the Hub gives into what the author meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from reader.papers.tex import commands, entities, markup, math, prose, protection
from reader.papers.tex.symbols import GREEK, NEVER_ENGLISH_PARTS
from reader.papers.text import one_line, paragraphs

PASSES = 6
"""Times that the steps may run: a second time finds nothing, unless one step uncovers work for an earlier one."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change, and what a text must hold for it to have anything to do."""

    apply: Callable[[str], str]
    words: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None

    def wanted(self, text: str) -> bool:
        """Whether any of the words is in the text, and the pattern too."""
        if not self.words:
            return self.pattern is None or self.pattern.search(text) is not None
        # Not any() of a generator: this is asked thirty times for every text.
        for word in self.words:
            if word in text:
                return self.pattern is None or self.pattern.search(text) is not None
        return False


BACKSLASH = ("\\",)

LINKS = (
    Step(markup.break_hints, BACKSLASH, re.compile(r"\\(?:allow|no)")),
    Step(markup.url_commands, ("{",), re.compile(r"(?:url|href)\{")),
    Step(markup.markdown_links, ("[",), re.compile(r"\]\(")),
)
"""Steps that show where the addresses are, before these are protected."""

STEPS = (
    Step(
        commands.accents, BACKSLASH, re.compile(r"\\(?:[\"'`^~=.]|[cvuHkrdboOlLij](?![A-Za-z])|ss|[ao]e|[AO]E|aa|AA)")
    ),
    Step(commands.escapes, BACKSLASH, re.compile(r"\\[%&_#$]")),
    Step(commands.money, BACKSLASH, re.compile(r"\\\d")),
    Step(commands.thin_spaces, BACKSLASH, re.compile(r"\\[,; \\-]")),
    Step(commands.abbreviations, BACKSLASH, re.compile(r"\\[A-Za-z]")),
    Step(prose.ties, ("~",)),
    Step(markup.formula_marks, BACKSLASH, re.compile(r"\\\(")),
    Step(markup.commands, ("{",), re.compile(r"\{(?:(?<=[a-z.=]\{)|(?<=\\.\{)|(?<=\}\{)|(?<=\} \{)|\\|[a-z]{2} )")),
    Step(markup.lost_formats, ("boldsymbol",)),
    Step(markup.lost_formats, pattern=re.compile(r"math(?:bf|cal|bb|rm|sf|frak)")),
    Step(markup.arguments, ("{",), re.compile(r"\{(?<=[a-z]\{)")),
    Step(markup.macros, BACKSLASH, re.compile(r"\\[A-Za-z]")),
    Step(prose.bold, ("*",), re.compile(r"\*\*")),
    Step(math.degrees, ("circ", "∘")),
    Step(math.never_english, NEVER_ENGLISH_PARTS, math.NEVER_ENGLISH_NAMES),
    Step(math.products, ("times",), re.compile(r"times(?:(?<=[^A-Za-z\s]times)|(?<=_.\stimes)|\d)|\(\w ?times")),
    Step(math.estimates, ("sim",), re.compile(r"sim(?:\}|\d| \d)")),
    Step(math.estimates, ("approx",), re.compile(r"approx(?![a-z])")),
    Step(math.tolerances, ("pm",), re.compile(r"pm(?:(?<=\dpm)|[\d}]| \d)")),
    Step(math.sums, ("_",), re.compile(r"(?:sum|prod|int)_")),
    Step(math.greek, ("_", "^", "=", "<", ">", "*", "≤", "≥", "≈", "∝"), math.GREEK_NAMES),
    Step(math.greek_tuples, pattern=re.compile(rf"\((?:{'|'.join(GREEK)}),")),
    Step(math.policies, ("pi(",)),
    Step(math.limits, pattern=re.compile(r"to(?<=[α-ω]to)")),
    Step(math.groups, ("{",)),
    Step(math.indices, ("_",)),
    Step(math.powers, ("^",)),
    Step(commands.literal_braces, BACKSLASH, re.compile(r"\\[{}]")),
    Step(prose.quotes, ("``", "''")),
    Step(prose.dashes, ("--",)),
)
"""Steps in the order in which one leaves to the next what it can work with."""


def readable(text: str) -> str:
    """An abstract as its author meant it: paragraphs of joined lines, TeX and its residue as Unicode."""
    return _readable(text, paragraphs)


def readable_title(text: str) -> str:
    """A title as its author meant it, on one line."""
    return _readable(text, one_line)


def _readable(text: str, lines: Callable[[str], str]) -> str:
    # Outside the passes, which would turn "&amp;lt;" into "<".
    text = lines(entities.characters(text))
    for _ in range(PASSES):
        changed = _inline(text)
        if changed == text:
            break
        text = lines(changed)
    return text


def _inline(text: str) -> str:
    for step in LINKS:
        if step.wanted(text):
            text = step.apply(text)
    wanted = (index for index, step in enumerate(STEPS) if step.wanted(text))
    first = next(wanted, None)
    if first is None:
        return text
    text, spans = protection.protect(text)
    for step in STEPS[first:]:
        if step.wanted(text):
            text = step.apply(text)
    return protection.restore(text, spans)
