"""What a terminal sends: keys as they were pressed, and answers that are not keys.

Textual 8.2.8 knows no answer that is a string (OSC, DCS, APC) and hands it on as the keys that it would be, reads Esc
and a key that follows within a tenth of a second as that key with alt, and a newline as ctrl+j.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from textual import constants, events
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.keys import Keys
from textual.message import Message

from reader.host import tty
from reader.ui.patches.backlog import LeftOut, Typed

if TYPE_CHECKING:
    from reader.ui.patches.long_input import Paste, Skipped

ESC: Final = "\x1b"
CSI: Final = f"{ESC}["
OPENING: Final = "]P_^X"
"""What begins a string after an escape: OSC, DCS, APC, PM and SOS (ECMA-48, 5.6)."""
PATIENCE: Final = 1.0
"""Seconds without a byte after which the rest of an answer is not waited for any more."""
LIMIT: Final = 2**16
"""Characters of the longest answer."""
TOO_LONG: Final = -1
LONGEST: Final = 32
"""Characters of the longest sequence that Textual knows."""
PASTE_START: Final = f"{CSI}200~"
_STRETCH: Final = r"[^\x00-\x1f\x7f-\x9f]+|."
"""Some text, or a character that is none."""
_KIND: Final = r"\x1b\[\?[0-9;]*c"
"""What kind a terminal is, as it tells it (xterm, primary DA)."""
_BEGUN_KIND: Final = r"\x1b\[\?[0-9;]{0,64}"
"""What may become that."""
_KEY: Final = r"\x1b\[(?!20[01]~)[0-9:;]{0,28}[A-HPQSu~]"
"""What most keys send; Textual would look at each of its characters to find that it is one."""
_PARAMETERS: Final = r"\x1b\[[0-?]*"
"""A sequence that has not come to its last character."""
_ALIKE: Final = "[O\x7f"
"""What after an escape may begin the sequence of another key, or is one: alt+backspace deletes a word in all fields."""


class Background(Message):
    """Sent when the terminal has told its background."""

    def __init__(self, is_dark: bool) -> None:
        """Hold whether it is dark."""
        super().__init__()
        self.is_dark = is_dark


class Settled(Message):
    """Sent when the terminal has told what kind it is: all that it was asked before is answered."""


class InputParser(XTermParser):
    """Textual's parser, which sees no answers that are strings, and no alt where it means nothing."""

    def __init__(self, debug: bool = False, alt_keys: frozenset[str] = frozenset()) -> None:
        """Be ready to read.

        Args:
            debug: Keep a log, as Textual does.
            alt_keys: The keys with alt that something is bound to, such as `alt+x`.
        """
        self._alt_keys = alt_keys
        self._held = ""
        """What may be the begin of an answer, or an escape key."""
        self._held_until = 0.0
        self._given_up = ""
        """The begin of a sequence that was given up to be one, while nothing was read since."""
        self._sequence = ""
        """The sequence that the parser reads."""
        self._long: Paste | Skipped | None = None
        """What the next characters are part of, if they are not keys and answers."""
        self._long_until = 0.0
        self.waited = False
        """Whether what is fed next was sent while another program had the terminal."""
        super().__init__(debug)

    @property
    def due(self) -> float | None:
        """Seconds until `tick` has to be called; None while nothing is unfinished."""
        times = [self._held_until] if self._held else []
        times += [self._long_until] if self._long else []
        times += [] if self._timeout_time is None else [self._timeout_time]
        return max(0.0, min(times) - get_time()) if times else None

    def feed(self, data: str) -> Iterator[Message]:
        """Yield the events in what was read; answers are taken out, also when they come in pieces."""
        if not data:
            yield from super().feed(data)
            return
        if self._given_up and _is_certain(self._given_up + data):
            data = self._given_up + data
        text, self._held, self._given_up = self._held + data, "", ""
        while text:
            if self._long is not None:
                text = yield from self._read_long(self._long, text)
            elif text[0] == ESC:
                yield from self._give_up()
                text = yield from self._read_escape(text)
            else:
                text = yield from self._read_keys(text)
        self.waited = False

    def tick(self) -> Iterator[Message]:
        """Yield the keys that were held back because they could have been more than that, and a paste without end."""
        if self._held and get_time() >= self._held_until:
            held, self._held = self._held, ""
            if not _is_certain(held):
                self._given_up = held if held in (ESC, CSI, f"{CSI}?") else ""
                while held:
                    held = yield from self._read_keys(held)
                    yield from self._give_up()
        if self._long is not None and get_time() >= self._long_until:
            if (pasted := self._long.pasted(is_over=True)) is not None:
                yield events.Paste(pasted)
            yield from self._end_long(self._long)
        yield from super().tick()

    def _read_keys(self, text: str) -> Generator[Message, None, str]:
        """Read a sequence, or all that comes before the next one, and return what is behind it."""
        if text[0] == ESC or self._timeout_time is not None:
            return (yield from self._read_sequence(text))
        part, escape, behind = text.partition(ESC)
        yield from self._read_text(part)
        return escape + behind

    def _read_text(self, text: str) -> Iterator[Message]:
        """Read what is not part of a sequence; many characters are read as one, which is a hundred times as fast."""
        if len(text) == 1:
            yield from super().feed(text)
            return
        for stretch in re.findall(_STRETCH, text, re.DOTALL):
            if len(stretch) > 1 and stretch.isprintable():
                yield Typed(stretch)
            else:
                yield from super().feed(stretch)

    def _read_escape(self, text: str) -> Generator[Message, None, str]:
        """Read what begins with an escape, and return what is behind it."""
        if (end := answer_end(text)) is None:
            self._held = text
            self._held_until = get_time() + (PATIENCE if _is_certain(text) else constants.ESCAPE_DELAY)
            return ""
        if not end:
            return (yield from self._read_keys(text))
        if end == TOO_LONG:
            self._skip(is_string=True)
            return text[LIMIT:]
        yield from _understood(text[:end])
        return text[end:]

    def _read_sequence(self, text: str) -> Generator[Message, None, str]:
        """Read a sequence up to its end, and return what is behind it."""
        found = re.match(_KEY, text) if self._timeout_time is None else None
        if found and (keys := [*self._sequence_to_key_events(found[0])]):
            yield from (key for key in keys if key.key != Keys.Ignore)
            return text[found.end() :]
        for place, character in enumerate(text):
            if character == ESC and place:
                return text[place:]
            self._sequence = character if self._timeout_time is None else self._sequence + character
            if self._sequence == PASTE_START:
                self._forget()
                self._begin_paste()
                return text[place + 1 :]
            if len(self._sequence) > LONGEST and re.fullmatch(_PARAMETERS, self._sequence):
                self._forget()
                self._skip(is_string=False)
                return text[place:]
            yield from super().feed(character)
            if self._timeout_time is None:
                return text[place + 1 :]
        return ""

    # Most readers never see any of these.

    def _begin_paste(self) -> None:
        from reader.ui.patches.long_input import Paste

        self._begin_long(Paste(self.waited))

    def _skip(self, *, is_string: bool) -> None:
        from reader.ui.patches.long_input import SEQUENCE, STRING, Skipped

        self._begin_long(Skipped(STRING, ESC) if is_string else Skipped(SEQUENCE))

    def _begin_long(self, long: Paste | Skipped) -> None:
        self._long = long
        self._long_until = get_time() + long.patience

    def _read_long(self, long: Paste | Skipped, text: str) -> Generator[Message, None, str]:
        """Read on in what may have no end, and return what is behind that."""
        behind = long.read(text)
        self._long_until = get_time() + long.patience
        if (pasted := long.pasted(is_over=behind is not None)) is not None:
            yield events.Paste(pasted)
        if behind is not None:
            yield from self._end_long(long)
        return behind or ""

    def _end_long(self, long: Paste | Skipped) -> Iterator[Message]:
        self._long = None
        if long.left_out:
            yield LeftOut(long.left_out)

    def _forget(self) -> None:
        """Have what the parser has read of a sequence be nothing."""
        for _ in self._give_up():
            pass

    def _give_up(self) -> Iterator[Message]:
        """Have what the parser has not understood yet be keys."""
        if self._timeout_time is not None:
            self._timeout_time = 0.0
            yield from super().tick()

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        """Name the keys of a sequence; a newline is the Enter of a terminal that was not raw yet as it was typed."""
        sequence = sequence.replace("\n", "\r")
        if alt or (len(sequence) == 2 and sequence[0] == ESC and sequence[1] not in _ALIKE):
            return self._after_escape(sequence[-1])
        return super()._sequence_to_key_events(sequence)

    def _after_escape(self, character: str) -> Iterator[events.Key]:
        """Esc and a key: one key only where alt with it means something, and then it types nothing."""
        keys = [*super()._sequence_to_key_events(character)]
        held = [_with_alt(key.key) for key in keys]
        if self._alt_keys.isdisjoint(held):
            yield events.Key("escape", ESC)
            yield from keys
        else:
            yield from (events.Key(key, None) for key in held)


def answer_end(text: str) -> int | None:
    r"""Find the end of the answer that a text begins with: 0 if it begins with none, None if that is to be seen.

    One that is longer than any has none: `TOO_LONG`.

    An answer that something else cuts off ends there; the keys that it would be are nothing that anybody typed.

    Args:
        text: It begins with an escape.

    >>> answer_end("\x1b]11;rgb:0/0/0\x07j"), answer_end("\x1b[A"), answer_end("\x1b]11;rg"), answer_end("\x1b[?62;4c")
    (15, 0, None, 8)
    """
    if len(text) < 2:
        return None
    if text[:2] == CSI:
        if len(text) == 2 or re.fullmatch(_BEGUN_KIND, text[:LIMIT]):
            return None
        return found.end() if (found := re.match(_KIND, text)) else 0
    if text[1] not in OPENING:
        return 0
    if (found := re.search(r"[\x00-\x1f]", text[2:LIMIT])) is None:
        return None if len(text) < LIMIT else TOO_LONG
    end = found.start() + 2
    if text[end] == "\x07":
        return end + 1
    if text[end] == ESC and (end + 1 == len(text) or text[end + 1] == "\\"):
        return end + 2 if end + 1 < len(text) else None
    return end if _is_certain(text[:end]) else 0


def _is_certain(text: str) -> bool:
    """Whether a text begins an answer, and is not Esc and a few letters: the first characters of those sent today."""
    number, semicolon, _ = text[2:8].partition(";")
    match text[:2]:
        case "\x1b]":
            return bool(semicolon) and number.isdecimal()
        case "\x1bP":  # DECRQSS, XTGETTCAP, DA3 and XTVERSION.
            return text[2:5] in ("0$r", "1$r", "0+r", "1+r") or text[2:4] in ("!|", ">|")
        case "\x1b[":  # What kind it is, or which mode it is in; no key begins so.
            return text[2:3] == "?" and text[3:4].isdecimal()
        case "\x1b_":  # The graphics of kitty.
            return text[2:3] == "G"
    return False


def _understood(answer: str) -> Iterator[Message]:
    if answer[1] == "[":
        yield Settled()
        return
    number, _, value = answer[2:].rstrip("\x07\x1b\\").partition(";")
    if answer[1] == "]" and number == "11" and (is_dark := tty.is_dark(value)) is not None:
        yield Background(is_dark)


def _with_alt(key: str) -> str:
    """The name of a key with alt.

    >>> _with_alt("x"), _with_alt("X"), _with_alt("ctrl+a"), _with_alt("full_stop")
    ('alt+x', 'alt+shift+x', 'alt+ctrl+a', 'alt+full_stop')
    """
    if len(key) == 1 and key.isupper():
        return f"alt+shift+{key.lower()}"
    *modifiers, base = key.split("+")
    return "+".join([*sorted([*modifiers, "alt"]), base])
