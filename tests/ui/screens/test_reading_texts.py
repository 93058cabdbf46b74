"""The reading view over whatever the Hub sends, and over what is stored."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from reader.errors import OfflineError
from reader.hub.rate_limit import Window
from reader.library.full_texts import FullTexts, TextHub
from reader.papers.full_text.model import Block, BlockKind, Document, Span, SpanKind
from reader.papers.full_text.parsing import parse
from reader.store.documents import Documents
from reader.store.text_codec import KeptText
from tests import slow
from tests.ui.conftest import NOW, FakePapers, feed, paper, running, settle, text
from tests.ui.texts import Texts

HEADER = "Title: Harbours\n\nURL Source: https://arxiv.org/html/2608.00001\n\nMarkdown Content:\n"
PROSE = "## 1 Harbours\n\n" + "A plain sentence about tides and quays, as there are many. " * 40
WAY_ON = "Press p for the PDF, press o for its page on arXiv, or press r to try again."
NASTY = "\x1b[31m\x1b]0;title\x07\x9b2J\u202e[@click=app.quit]x[/] [bold]markup[/bold] {{x}} \t\r"


class OneText:
    """A Hub that sends one text for every paper."""

    def __init__(self, answer: str | None) -> None:
        self.answer = answer

    @property
    def pages(self) -> Window:
        """What the Hub's limit leaves."""
        raise AssertionError("nobody fetches ahead here")

    async def full_text(self, id: str) -> str | None:
        return self.answer


def full_texts(papers: FakePapers, hub: TextHub, documents: Documents | None = None) -> FullTexts:
    papers.feeds[None] = [feed(papers=(paper(1, title="Tides"),))]
    return FullTexts(documents, lambda: hub, papers.clock)


NOT_TEXTS = {
    "none": (None, "has no full text of 2608.00001."),
    "empty": ("", "what came is not a text in the known form."),
    "empty body": (HEADER, "what came is empty."),
    "stub": (f"{HEADER}No HTML for '2608.00001'", "arXiv has no HTML of it."),
    "page": ("\ufeff\n<!DOCTYPE html><html><body>Log in</body></html>", "a web page came instead."),
    "short": (f"{HEADER}Cut o", "what came is too short."),
    "binary": (HEADER + "\ufffd\x00\x01\x7f" * 5_000, "what came is not readable."),
}


@pytest.mark.parametrize("size", [(120, 40), slow((60, 16))])
@pytest.mark.parametrize("what", ["none", *map(slow, [*NOT_TEXTS][1:])])
async def test_what_is_not_a_text_is_a_sentence_with_a_way_on(
    papers: FakePapers, what: str, size: tuple[int, int]
) -> None:
    answer, sentence = NOT_TEXTS[what]
    papers.full_texts = full_texts(papers, OneText(answer))
    async with running(papers, size=size) as (_, pilot):
        await pilot.press("v")
        await settle(pilot)
        said = " ".join(text(pilot).replace("▌", " ").replace("▐", " ").split())
        assert sentence in said
        assert WAY_ON in said
        await pilot.press("y", "backslash", "z", "right_square_bracket", "G", "space", "b", "q")
        await settle(pilot)
        assert len(pilot.app.screen_stack) == 1


TEXTS = {
    "one long line": HEADER + PROSE + "word " * 200_000,
    "one long word": HEADER + PROSE + "x" * 200_000,
    "one wide word": HEADER + PROSE + "長" * 20_000,
    "braces": HEADER + PROSE + "\n\n" + "{" * 20_000 + "x_{i" * 500,
    "open fence": HEADER + PROSE + "\n\n```\n" + "code[/] {}\n" * 3_000,
    "cut off": (HEADER + PROSE + "\n\n![Image 1: a")[:-3],
    "reversed": HEADER + PROSE + "\n\n" + "\u202e\u2066\u0301" * 500,
    "control characters": HEADER + PROSE.replace("tides", NASTY),
}


@pytest.mark.parametrize("what", ["control characters", *map(slow, [*TEXTS][:-1])])
async def test_any_text_is_plain_text(papers: FakePapers, what: str) -> None:
    papers.full_texts = full_texts(papers, OneText(TEXTS[what]))
    async with running(papers, size=(80, 24)) as (_, pilot):
        await pilot.press("v")
        await settle(pilot)
        assert "A plain sentence about" in text(pilot)
        await pilot.press("space", "G", "backslash", "b", "k", "backslash", "k", "g")
        await settle(pilot)
        assert "Tides" in text(pilot)
        assert pilot.app.is_running


async def test_nothing_in_a_block_of_any_kind_acts(papers: FakePapers) -> None:
    kinds: tuple[BlockKind, ...] = get_args(BlockKind)
    spans = tuple(Span(kind, 2, 40, NASTY) for kind in get_args(SpanKind))
    blocks = tuple(Block(kind, 1, f"{kind} {NASTY}\n{NASTY}", spans, NASTY) for kind in kinds)
    papers.feeds[None] = [feed(papers=(paper(1),))]
    papers.full_texts = Texts(Document("latex", NASTY, NASTY, blocks, blocks))
    async with running(papers, size=(80, 60)) as (_, pilot):
        await pilot.press("v", "z")
        for _ in range(4):
            await pilot.press("space", "backslash")
            assert not {*text(pilot)} & {*"\x1b\x07\x9b\r\t\u202e"}
        assert "[@click=app.quit]x[/] [bold]markup[/bold] {{x}}" in text(pilot)
        assert pilot.app.is_running


async def test_what_is_stored_opens_where_nobody_can_be_asked(papers: FakePapers, tmp_path: Path) -> None:
    answer = HEADER + PROSE
    documents = Documents(tmp_path)
    await documents.put_text("2608.00001", KeptText(answer, NOW), parse(answer))

    def nobody() -> TextHub:
        raise OfflineError("The network is off.")

    papers.feeds[None] = [feed(papers=(paper(1, title="Tides"), paper(2)))]
    papers.full_texts = FullTexts(documents, nobody, papers.clock)
    async with running(papers, size=(80, 24)) as (_, pilot):
        await pilot.press("v")
        assert "A plain sentence about tides" in text(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert "The network is off" in text(pilot)
        assert "A plain sentence about tides" in text(pilot)
        await pilot.press("q", "j", "v")
        await settle(pilot)
        assert "The full text of 2608.00002 is not stored, and the network is off" in " ".join(text(pilot).split())
    documents.close(10)


def test_nothing_of_it_is_imported_before_its_key() -> None:
    code = (
        "import sys, reader.ui.app, reader.library, reader.ui.screens.paper;"
        "print(*(name for name in sys.modules if 'ui.screens.reading' in name or 'reader.papers.full_text' in name))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == ""
