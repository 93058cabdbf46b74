"""How a sentence on stderr is broken into lines: on a terminal between words, elsewhere not at all."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import run, said
from tests.conftest import Start

FETCH = "daily-papers fetch --from 2026-07-01 --to 2026-07-31"


def test_words_are_whole_on_a_terminal_and_a_sentence_is_one_line_elsewhere(start: Start, tmp_path: Path) -> None:
    wrong = ("list", "2026-08-22", "--offline")
    sentence = (
        "No papers on Sat 22 Aug 2026: Saturdays have no list."
        " The last day before it that can have one is Fri 21 Aug 2026 (2026-08-21)."
    )
    for columns in (40, 80):
        terminal = start(*wrong, columns=columns)
        assert terminal.wait() == 1
        lines = terminal.rest().split("\n")
        assert max(map(len, lines)) <= columns
        assert " ".join(lines).strip() == f"daily-papers: {sentence}"
    assert said(run(*wrong, home=tmp_path)) == [sentence]


def test_a_command_to_be_copied_stays_on_one_line(start: Start) -> None:
    terminal = start("list", "--from", "2026-07-01", "--to", "2026-07-31", columns=60)
    assert terminal.wait() == 1
    assert FETCH in terminal.rest().split("\n")
