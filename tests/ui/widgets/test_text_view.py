"""A text that scrolls: what is read stays in sight."""

from __future__ import annotations

import pytest

from reader.papers.models import Author
from tests.ui.conftest import FakePapers, feed, paper, running, settle

PEOPLE = tuple(Author(name=f"Author Number{number:02}") for number in range(90))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_what_is_at_the_top_stays_there_when_more_comes_above_it(
    papers: FakePapers, size: tuple[int, int]
) -> None:
    words = " ".join(f"word{number}" for number in range(3000))
    papers.feeds[None] = [feed(papers=(paper(1, authors=PEOPLE, abstract=words),))]
    async with running(papers, size=size) as (screen, pilot):
        view = screen.browser.paper_view
        await pilot.press("J", *["space"] * 3)
        top = view.draw(range(1))[0].text
        assert "word" in top
        await pilot.press("a")
        assert view.draw(range(1))[0].text == top
        await pilot.resize_terminal(size[0] - 6, size[1])
        await settle(pilot)
        assert top.split()[0] in view.draw(range(1))[0].text
        await pilot.press("g", "j", "k", "K", *["b"] * 9)
        await pilot.press("a")
        assert view.scroll_offset.y == 0
