"""Texts that attack a terminal, a screen or a format, each with what is left of it to be seen."""

from __future__ import annotations

from typing import Final, NamedTuple


class Payload(NamedTuple):
    """A text of somebody else's."""

    name: str
    text: str
    shown: str
    """What is left of it on one line."""

    @property
    def is_plain(self) -> bool:
        """Whether the terminal of the tests draws every character of it."""
        return "\u200d" not in self.shown and "\u200c" not in self.shown


def seen_whole(name: str, text: str) -> Payload:
    """A text that attacks something else than the terminal."""
    return Payload(name, text, text)


MARKER: Final = "7771"
"""A number in every control sequence, which none of the reader's own has."""

PAYLOADS: Final = (
    Payload("clipboard", "PWN\x1b]52;c;UFdO\x07end", "PWN�]52;c;UFdO�end"),
    Payload("clipboard-st", "PWN\x1b]52;c;UFdO\x1b\\ end", "PWN�]52;c;UFdO�\\ end"),
    Payload("cursor", "PWN\x1b[2J\x1b[7771;7771H\x1b[7771Aend", "PWN�[2J�[7771;7771H�[7771Aend"),
    Payload("colour", "PWN\x1b[38;5;7771mend\x1b[0m", "PWN�[38;5;7771mend�[0m"),
    Payload("query", "PWN\x1b[7771n\x1b[7771cend", "PWN�[7771n�[7771cend"),
    Payload("mode", "PWN\x1b[?7771h\x1b[>7771uend", "PWN�[?7771h�[>7771uend"),
    Payload("title", "PWN\x1b]0;PWN 7771\x07end", "PWN�]0;PWN 7771�end"),
    Payload("link", "PWN\x1b]8;;pwn:7771\x1b\\x\x1b]8;;\x1b\\end", "PWN�]8;;pwn:7771�\\x�]8;;�\\end"),
    Payload("dcs", "PWN\x1bP7771q\x1b\\end", "PWN�P7771q�\\end"),
    Payload("apc", "PWN\x1b_7771\x1b\\end", "PWN�_7771�\\end"),
    Payload("unended", "PWN end\x1b]2;7771", "PWN end�]2;7771"),
    Payload("split", "PWN\x1b\x1b[\x1b[7771mend\x1b", "PWN��[�[7771mend�"),
    Payload("c1", "PWN\x9b7771m\x9d0;7771\x9c\x907771q\x9cend", "PWN�7771m�0;7771��7771q�end"),
    Payload("bell", "PWN\x07\x08end", "PWN��end"),
    Payload("breaks", "PWN\r\nA\rB\x0bC\x0cD\x85E\u2028F\u2029end", "PWN A B C D E F end"),
    Payload("nul", "PWN\x00\x0e\x0f\x7fend", "PWN����end"),
    Payload("tab", "PWN\ttab\tend", "PWN tab end"),
    Payload("bidi", "PWN\u202eA\u202c\u2066B\u2069\u200e\u200f\u061cend", "PWNABend"),
    Payload("hidden", "P\u200bW\ufeffN\u2060\u00ad\U000e0041\U000e007f\U000e0101\ufe0fend", "PWNend"),
    seen_whole("joiners", "PWN می\u200cخواهم 👩\u200d👩\u200d👧 end"),
    Payload("piled", "PWN Z" + "\u0335" * 900 + "end", "PWN Z" + "\u0335" * 4 + "end"),
    Payload("surrogates", "PWN\ud800A\udfffend", "PWN�A�end"),
    Payload("noncharacters", "PWN\ufdd0\uffff\U0001fffe\ue000\U000f0000end", "PWNend"),
    seen_whole("wide", "PWN 多模态 🇩 🤖 end"),
    seen_whole("markup", '[/] [/red] [red]PWN[/blue] [a="x] [on #zzz]z[/]'),
    seen_whole("tokens", "[CLS] [MASK] [Re] LLM[at]Scale Don't [stop]! PWN"),
    seen_whole("click", "[@click=app.quit]PWN[/] [@click=app.simulate_key('Q')]x[/]"),
    seen_whole("rich", "[bold]PWN[/bold] :skull: [link=pwn:7771]x[/link]"),
    seen_whole("markdown", "**PWN** [x](javascript:7771) ![i](file:///7771) <b onclick=x>y</b>"),
    seen_whole("cells", "=HYPERLINK(7771) @SUM(1) +1 -1 PWN"),
    seen_whole("formats", 'PWN"},{"x":1} ]]> <!-- </entry> {%END%} #+END: x'),
    Payload("header", "PWN\r\nBcc: x@example.org\r\n\r\nbody", "PWN Bcc: x@example.org body"),
    Payload("long", "PWN" * 2_000, "PWN" * 166 + "P…"),
    Payload("lines", "PWN\n" * 1_200, " ".join(["PWN"] * 499)[:499] + "…"),
)  # fmt: skip

ALL: Final = " ".join(payload.text for payload in PAYLOADS if len(payload.text) < 100)
"""All of them that are short, one behind the other."""
