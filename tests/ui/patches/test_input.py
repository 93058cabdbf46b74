"""What is read from a terminal: answers are taken out, and Esc and a key are two keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

import pytest
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.message import Message

from reader.ui.patches import input
from reader.ui.patches.backlog import ROOM, LeftOut, Typed
from reader.ui.patches.input import PASTE_START, Background, InputParser, Settled
from reader.ui.patches.long_input import PASTE_END
from reader.ui.patches.runs import name_of

WHITE = "\x1b]11;rgb:ffff/ffff/ffff\x07"
ANSWERS = (
    WHITE,
    "\x1b]11;rgb:0000/0000/0000\x1b\\",
    "\x1b]52;c;aGVsbG8=\x07",
    "\x1b]l\x1b\\",
    "\x1bP>|xterm(370)\x1b\\",
    "\x1bP1+r524742=38\x1b\\",
    "\x1bP1$r0m\x1b\\",
    "\x1bP!|7E565445\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b^private\x1b\\",
    "\x1bXstart\x1b\\",
    "\x1b[?62;4;22c",
    "\x1b[?6c",
)


class Clock:
    """Seconds that pass when a test says so."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("reader.ui.patches.input.get_time", clock)
    monkeypatch.setattr("textual._parser.get_time", clock)
    return clock


class Reading:
    """A parser that is fed, with what came out of it."""

    def __init__(self, clock: Clock, *alt_keys: str) -> None:
        self._clock = clock
        self.parser = InputParser(alt_keys=frozenset(alt_keys))
        self.messages: list[Message] = []

    def read(self, *pieces: str, pause: float = 0.0) -> Reading:
        for number, piece in enumerate(pieces):
            if number:
                self.wait(pause)
            self.messages += self.parser.feed(piece)
            self.messages += self.parser.tick()
        return self

    def wait(self, seconds: float) -> Reading:
        """Let time pass as the driver does, which looks when it has to."""
        end = self._clock.now + seconds
        while (due := self.parser.due) is not None and self._clock.now + due <= end:
            self._clock.now += due
            self.messages += self.parser.tick()
        self._clock.now = end
        return self

    @property
    def keys(self) -> list[str]:
        return [*chain.from_iterable(map(keys_in, self.messages))]


def keys_in(message: Message) -> list[str]:
    """The keys that a message tells of."""
    if isinstance(message, Typed):
        return [name_of(character) for character in message.text]
    return [message.key] if isinstance(message, events.Key) else []


def splits(text: str) -> Iterator[tuple[str, str]]:
    return ((text[:at], text[at:]) for at in range(1, len(text)))


@pytest.mark.parametrize("answer", ANSWERS, ids=repr)
def test_an_answer_is_not_keys_however_it_comes(clock: Clock, answer: str) -> None:
    assert Reading(clock).read(f"j{answer}k").wait(5).keys == ["j", "k"]
    assert Reading(clock).read("j", *answer, "k", pause=0.05).wait(5).keys == ["j", "k"]
    for first, second in splits(answer):
        assert Reading(clock).read(f"j{first}", f"{second}k", pause=0.05).wait(5).keys == ["j", "k"], first


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("j\nk", ["j", "enter", "k"]),
        ("j\rk", ["j", "enter", "k"]),
        ("\x1b\n", ["escape", "enter"]),
        ("\x1b[106;5u", ["ctrl+j"]),
        ("\x1b[200~two\nlines\x1b[201~\n", ["enter"]),
    ],
)
def test_a_newline_is_enter_but_not_in_a_paste(clock: Clock, typed: str, keys: list[str]) -> None:
    reading = Reading(clock).read(typed).wait(5)
    assert reading.keys == keys
    assert [message.text for message in reading.messages if isinstance(message, events.Paste)] == ["two\nlines"][
        : typed.count("two")
    ]


def test_an_answer_that_has_begun_is_waited_for_longer_than_a_key(clock: Clock) -> None:
    for first, second in splits(WHITE):
        if ";" in first:
            assert Reading(clock).read(f"j{first}", f"{second}k", pause=0.9).wait(5).keys == ["j", "k"], first


def test_an_answer_whose_escape_came_long_before_is_still_none(clock: Clock) -> None:
    assert Reading(clock).read("\x1b", WHITE[1:], "j", pause=0.2).wait(5).keys == ["escape", "j"]


def test_what_kind_it_is_is_told_however_late_its_parts_come(clock: Clock) -> None:
    for first, second in splits("\x1b[?62;22c"):
        reading = Reading(clock).read(first, f"{second}j", pause=0.9)
        assert reading.keys[-1:] == ["j"]
        assert "c" not in reading.keys
        assert [type(message) for message in reading.messages if not isinstance(message, events.Key)] == [Settled]


def test_an_answer_that_never_ends_is_given_up_and_keys_are_keys_again(clock: Clock) -> None:
    reading = Reading(clock).read("\x1b]11;rgb:ffff").wait(1.5)
    assert reading.read("jk").wait(1).keys == ["j", "k"]
    assert reading.parser.due is None


@pytest.mark.parametrize(("cut", "keys"), [("\x1b[A", ["up"]), ("\x03", ["ctrl+c"]), ("\x1a", ["ctrl+z"])])
def test_what_cuts_an_answer_off_is_read(clock: Clock, cut: str, keys: list[str]) -> None:
    assert Reading(clock).read(f"\x1b]11;rgb:ff{cut}j").wait(5).keys == [*keys, "j"]


def test_an_answer_without_an_end_takes_no_memory(clock: Clock) -> None:
    reading = Reading(clock).read("\x1b]52;c;", *["x" * 4096] * 17)
    assert len(reading.parser._held) < input.LIMIT


@pytest.mark.parametrize(
    ("answer", "is_dark"),
    [
        ("\x1b]11;rgb:0000/0000/0000\x07", True),
        ("\x1b]11;rgb:1c/1c/1c\x1b\\", True),
        ("\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\", False),
        ("\x1b]11;rgba:ffff/ffff/ffff/8080\x07", False),
        ("\x1b]11;#002b36\x07", True),
    ],
)
def test_the_background_is_told(clock: Clock, answer: str, is_dark: bool) -> None:
    (told,) = Reading(clock).read(answer).messages
    assert isinstance(told, Background)
    assert told.is_dark is is_dark


@pytest.mark.parametrize("answer", ["\x1b]11;\x07", "\x1b]11;rgb:/0/0\x07", "\x1b]11;red\x07", "\x1b]10;rgb:0/0/0\x07"])
def test_what_is_not_a_background_is_not_told(clock: Clock, answer: str) -> None:
    assert Reading(clock).read(answer).wait(5).messages == []


PRINTABLE = [chr(number) for number in range(33, 127)]


@pytest.mark.parametrize("key", [*PRINTABLE, "é", "文", "\r", "\t", " ", "\x04"])
def test_esc_and_a_key_are_two_keys(clock: Clock, key: str) -> None:
    alone = Reading(clock).read(key).keys
    assert Reading(clock).read(f"\x1b{key}").wait(1).keys == ["escape", *alone]
    assert Reading(clock).read("\x1b", key, pause=0.05).wait(1).keys == ["escape", *alone]
    assert Reading(clock).read("\x1b", key, pause=0.2).wait(1).keys == ["escape", *alone]


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("\x1bjk", ["escape", "j", "k"]),
        ("\x1bj\x1b", ["escape", "j", "escape"]),
        ("\x1b\x1b", ["escape", "escape"]),
        ("\x1b[\x1b", ["escape", "left_square_bracket", "escape"]),
        ("\x1b\x1b[A", ["escape", "up"]),
        ("\x1b]\x1b[A", ["escape", "right_square_bracket", "up"]),
        ("\x1b]\r", ["escape", "right_square_bracket", "enter"]),
        ("\x1b[?q", ["escape", "left_square_bracket", "question_mark", "q"]),
        ("\x1b]]1", ["escape", "right_square_bracket", "right_square_bracket", "1"]),
    ],
)
def test_keys_typed_fast_after_esc_are_those_keys(clock: Clock, typed: str, keys: list[str]) -> None:
    assert Reading(clock).read(typed).wait(1).keys == keys
    assert Reading(clock).read(*typed, pause=0.01).wait(1).keys == keys


def test_esc_alone_waits_a_tenth_of_a_second_and_nothing_is_due_after_it(clock: Clock) -> None:
    reading = Reading(clock).read("\x1b")
    assert reading.keys == []
    assert reading.wait(0.1).keys == ["escape"]
    assert reading.parser.due is None


def test_esc_and_a_letter_act_at_once(clock: Clock) -> None:
    assert Reading(clock).read("\x1bj").keys == ["escape", "j"]


@pytest.mark.parametrize(
    ("typed", "named"),
    [("x", "alt+x"), ("X", "alt+shift+x"), (".", "alt+full_stop"), ("b", "alt+b"), ("1", "alt+1"), ("\r", "alt+enter")],
)
def test_a_key_with_alt_that_is_bound_is_one_and_types_nothing(clock: Clock, typed: str, named: str) -> None:
    (key,) = Reading(clock, named).read(f"\x1b{typed}").wait(1).messages
    assert isinstance(key, events.Key)
    assert (key.key, key.character, key.is_printable) == (named, None, False)
    assert Reading(clock, named).read("\x1bq").wait(1).keys == ["escape", "q"]


def test_with_the_keyboard_of_kitty_alt_is_known_and_types_nothing(clock: Clock) -> None:
    (key,) = Reading(clock).read("\x1b[120;3u").messages
    assert isinstance(key, events.Key)
    assert (key.key, key.is_printable) == ("alt+x", False)


def test_all_other_sequences_are_the_keys_that_they_were(clock: Clock) -> None:
    for sequence in ANSI_SEQUENCES_KEYS:
        if len(sequence) > 2 or sequence == "\x1b\x7f":
            plain = [message.key for message in super_feed(sequence)]
            assert Reading(clock).read(sequence).wait(1).keys == plain, sequence


def super_feed(sequence: str) -> list[events.Key]:
    from textual._xterm_parser import XTermParser

    parser = XTermParser()
    found = [*parser.feed(sequence)]
    parser._timeout_time = 0.0 if parser._timeout_time is not None else None
    return [message for message in [*found, *parser.tick()] if isinstance(message, events.Key)]


INSIDE = (
    "a\x1b[Ab",
    "a\x1bqb",
    f"a{WHITE}b",
    "a\x1b[?62;22cb",
    "a\x1b[106;5ub",
    "a\x1b[<0;5;5Mb",
    "a\x1b[" + "1" * 100 + "b",
    "a\x1b\x1b[200~b",
    "a\x1b[201b",
    "two\r\nlines\tand a tab\x03",
)
"""What may be in a paste, harmless as it is."""


@pytest.mark.parametrize("inside", INSIDE, ids=repr)
def test_what_follows_an_escape_in_a_paste_is_text_however_it_comes(clock: Clock, inside: str) -> None:
    wanted = re.sub(r"[\x00-\x08\x0e-\x1f]", "", inside)
    sent = f"{PASTE_START}{inside}{PASTE_END}j"
    readings = [Reading(clock).read(sent), Reading(clock).read(*sent, pause=0.01)]
    for reading in readings + [Reading(clock).read(*pieces, pause=0.01) for pieces in splits(sent)]:
        (paste,) = pastes(reading)
        assert paste == wanted
        assert reading.wait(5).keys == ["j"]
        assert all(isinstance(message, events.Paste | events.Key) for message in reading.messages)


def pastes(reading: Reading) -> list[str]:
    return [message.text for message in reading.messages if isinstance(message, events.Paste)]


def test_a_paste_without_its_mark_ends_after_some_silence(clock: Clock) -> None:
    reading = Reading(clock).read(f"{PASTE_START}some", " text", pause=1.9).wait(1.9)
    assert reading.messages == []
    assert pastes(reading.wait(0.2)) == ["some text"]
    assert reading.parser.due is None
    assert reading.read("jk").keys == ["j", "k"]
    assert reading.read(PASTE_END, "l").wait(1).keys == ["j", "k", "l"]  # Its mark came after all.


def test_a_paste_that_waited_while_another_program_had_the_terminal_ends_after_a_moment(clock: Clock) -> None:
    reading = Reading(clock)
    reading.parser.waited = True
    reading.read(f"{PASTE_START}some text{PASTE_END[:-1]}").wait(0.1)
    assert reading.messages == []
    assert pastes(reading.wait(0.2)) == ["some text"]
    assert reading.read("\x03j").keys == ["ctrl+c", "j"]
    reading.read(f"{PASTE_START}more").wait(1.9)  # The next one may take its time, as all do.
    assert len(pastes(reading)) == 1


@pytest.mark.parametrize("end", [PASTE_END, ""])
def test_what_is_too_long_of_a_paste_is_left_out_and_is_not_keys(clock: Clock, end: str) -> None:
    sent = PASTE_START + "word " * (ROOM // 5) + "more words" + end
    reading = Reading(clock).read(*(sent[at : at + 4096] for at in range(0, len(sent), 4096)))
    assert pastes(reading) == [("word " * (ROOM // 5) + "more words")[:ROOM]]  # Without waiting for its end.
    reading.wait(0 if end else 2.1)
    assert [message.count for message in reading.messages if isinstance(message, LeftOut)] == [9]
    assert reading.read("jk").keys == ["j", "k"]


def test_a_sequence_that_is_longer_than_any_is_nothing(clock: Clock) -> None:
    digits = "1" * 100_000
    assert Reading(clock).read(f"j\x1b[{digits}mk").wait(5).keys == ["j", "k"]
    assert Reading(clock).read(f"j\x1b[{digits}\x1b[A").wait(5).keys == ["j", "up"]
    assert Reading(clock).read(f"j\x1b[{digits}\x03").wait(5).keys == ["j", "ctrl+c"]
    reading = Reading(clock).read("j\x1b[", *(digits[at : at + 4096] for at in range(0, len(digits), 4096)))
    assert reading.wait(1.1).read("k").keys == ["j", "k"]


@pytest.mark.parametrize("end", ["\x07", "\x1b\\"], ids=repr)
def test_an_answer_that_is_longer_than_any_is_nothing(clock: Clock, end: str) -> None:
    answer = f"\x1b]52;c;{'x' * 200_000}"
    assert Reading(clock).read(f"j{answer}{end}k").wait(5).keys == ["j", "k"]
    pieces = [answer[at : at + 4096] for at in range(0, len(answer), 4096)]
    assert Reading(clock).read("j", *pieces, end, "k").wait(5).keys == ["j", "k"]
    assert Reading(clock).read("j", *pieces, end[:1], f"{end[1:]}k").wait(5).keys == ["j", "k"]
    assert Reading(clock).read("j", *pieces).wait(1.1).read("k").keys == ["j", "k"]


def test_letters_after_an_escape_and_a_bracket_are_those_letters_however_many(clock: Clock) -> None:
    assert Reading(clock).read(f"\x1b[\x1b[?{'q' * 100}").wait(1).keys[-70:] == ["q"] * 70


def test_many_characters_are_named_as_one_is(clock: Clock) -> None:
    text = "".join(map(chr, [*range(32, 127), *range(0xAE, 0x250), 0x4E2D, 0x1F600])) + "\r\n\t\x7f"
    assert Reading(clock).read(text).keys == [key for one in text for key in Reading(clock).read(one).keys]
    assert isinstance(Reading(clock).read(text).messages[0], Typed)
