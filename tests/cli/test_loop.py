"""What is asynchronous, run to its end."""

from __future__ import annotations

import pytest

from reader.cli import loop


class Answer:
    """Knows how often a text was made of it."""

    texts = 0

    def __repr__(self) -> str:
        self.texts += 1
        return "an answer"


def test_no_text_is_made_of_a_result() -> None:
    answer = Answer()

    async def answered() -> Answer:
        return answer

    assert loop.run(answered()) is answer
    assert answer.texts == 0


def test_an_error_is_raised() -> None:
    async def fails() -> None:
        raise LookupError("not there")

    with pytest.raises(LookupError, match="not there"):
        loop.run(fails())
