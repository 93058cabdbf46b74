"""All recorded days: a search finds the union of what each of them lists, for every kind of query."""

from __future__ import annotations

import inspect
import random
import re
from collections import Counter
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

import pytest
from msgspec.structs import replace

from reader.errors import QueryError
from reader.hub.wire import papers_of
from reader.papers import relevance
from reader.papers.models import Feed
from reader.papers.period import Day
from reader.papers.query import parse, terms
from tests.bench import many
from tests.store.index.conftest import NOON, stored_in
from tests.terminal import CHECKOUT

RECORDED: Final = CHECKOUT.parent / "shared" / "recorded"
SEED: Final = 14
OTHERS: Final = (
    *"aeioukx1-+π",
    *("ai", "rl", "t5", "o3", "gan", "ing", "the", "pi0", "co2", "gpt-4", "gpt5", "c++", "at&t", ".net", "don't", "2d"),
    *("pre-training", "pretraining", "fine-tuning", "auto-regressive", "state-of-the-art", "r1", "10^3", "3-8", "𝒪"),
    *('"large language model"', '"of the"', '"self supervised"', '"et al."', '"language-model', '"a b"', '"-"'),
    *("title:mask", "author:li", "author:wang", "org:google", "keyword:diffusion", 'keyword:"world model"', "org:ai"),
    *("votes:>20", "votes:0", "comments:>2", "stars:>100", "stars:0", "date:2025", "date:2024-02", "date:>2026-08"),
    *("is:read", "is:unread", "is:withdrawn", "is:starred", "has:code", "has:media", "has:summary", "-has:code"),
    *("-survey model", "diffusion or gan", "(diffusion or gan) -video", "-(a or e)", "agent -title:agent"),
    "votes:>20 -is:read",
)


def queries(feeds: list[Feed]) -> list[str]:
    """Three hundred queries: those above, and words, parts of words, pairs and phrases that a seed draws."""
    counts: Counter[str] = Counter()
    for feed in feeds:
        for paper in feed.papers:
            counts.update({*re.findall(r"[^\s\"()]+", f"{paper.shown_title} {paper.shown_abstract}")})
    draw = random.Random(SEED)
    words = [word for word in sorted(counts) if not re.match(r"-|[a-z]+:", word) and word.lower() != "or"]
    drawn = [draw.choice(words) for _ in range(110)]
    drawn += [word[: draw.randint(1, len(word))] for word in draw.sample(words, 70)]
    drawn += [f"{one} {other}" for one, other in zip(*(draw.sample(words, 45) for _ in range(2)), strict=True)]
    texts = [paper.shown_abstract.replace('"', "").split() for feed in feeds for paper in feed.papers]
    for text in draw.sample([text for text in texts if len(text) > 9], 40):
        start = draw.randrange(len(text) - 6)
        drawn.append(f'"{" ".join(text[start : start + draw.randint(2, 5)])}"')
    return [*dict.fromkeys([*OTHERS, *drawn])][:340]


@pytest.mark.slow
@pytest.mark.skipif(not RECORDED.is_dir(), reason="there are no recorded answers beside the checkout")
def test_a_search_finds_what_the_stored_days_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Each text is folded once, not for every query.
    monkeypatch.setattr(terms, "_texts", lru_cache(None)(inspect.unwrap(terms._texts)))
    monkeypatch.setattr(relevance, "texts", lru_cache(None)(terms.texts))
    feeds = [
        Feed(period=Day(date.fromisoformat(path.stem)), papers=tuple(papers_of(path.read_bytes())[0]), fetched_at=NOON)
        for path in many.files(RECORDED)
    ]
    asked = queries(feeds)
    assert len(asked) > 280
    with stored_in(tmp_path / "v1") as stored:
        stored.put(*feeds)
        stored.build()
        # Days whose texts are searched one by one; all of their papers are listed on a newer day, too.
        stored.put(*(replace(feed, period=Day(feed.day - timedelta(9_000))) for feed in feeds[:5]))
        ids = [paper.id for feed in feeds for paper in feed.papers]
        stored.read = frozenset(random.Random(SEED).sample(ids, len(ids) // 3))
        for text in asked:
            try:
                query = parse(text)
            except QueryError:
                continue
            assert stored.search(query, 30) == stored.expected(query, 30), text
        assert stored.index.notice == ""
