"""Full texts that a test holds in its hands."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from reader.errors import ReaderError
from reader.library.full_texts import FoundDocument, FullTexts
from reader.papers.full_text.model import Document
from reader.papers.full_text.parsing import parse
from tests.ui.conftest import NOW, FakePapers, feed, paper


class Texts(FullTexts):
    """Full texts that all are the same one, or fail."""

    def __init__(self, answer: Document | ReaderError) -> None:
        self.answer = answer
        self.gate = asyncio.Event()
        self.gate.set()
        self.asked: list[tuple[str, bool]] = []

    async def document(self, id: str, *, refresh: bool = False) -> FoundDocument:
        self.asked.append((id, refresh))
        await self.gate.wait()
        if isinstance(self.answer, ReaderError):
            raise self.answer
        return FoundDocument(self.answer, NOW - timedelta(days=2))


def shelf(papers: FakePapers, text: str) -> Texts:
    """Two papers, of which one is cited by the other, with a full text as the Hub sends it for both."""
    papers.feeds[None] = [feed(papers=(paper(1, title="Tides"), paper(2001, title="Flocks")))]
    papers.full_texts = found = Texts(parse(text))
    return found
