"""The search of the Hub double: what it finds and highlights, and its own quota.

The real one searches by meaning; this one finds the papers that have any of the words, those with more of them first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from tests.hub.papers import Item

PATH = "/api/papers/search"
QUOTA = 50
LEFT = 293
"""Seconds until the quota is whole again."""
POLICY = '"fixed window";"search";q=50;w=300'
LIMIT = 20
"""Papers where it is not said how many are wanted."""
WORDS_LIMIT = 250
"""Characters."""
PAPERS_LIMIT = 120
TOO_MANY: tuple[int, object] = 429, {"error": "We had to rate limit your IP (203.0.113.7)."}


def answer(query: dict[str, str], items: Iterable[Item]) -> tuple[int, object]:
    """The status and the content of the answer to a request.

    Args:
        query: Its parameters.
        items: All items that the double has.
    """
    words, limit = query.get("q", ""), query.get("limit", str(LIMIT))
    if not words:
        return 400, {"error": "✖ Invalid input: expected string, received undefined\n  → at q"}
    if len(words) > WORDS_LIMIT:
        return 400, {"error": f"✖ Too big: expected string to have <={WORDS_LIMIT} characters\n  → at q"}
    if not (limit.isdecimal() and 1 <= int(limit) <= PAPERS_LIMIT):
        return 400, {"error": f"✖ Too big: expected number to be <={PAPERS_LIMIT}\n  → at limit"}
    return 200, found([*dict.fromkeys(words.lower().split())], int(limit), items)


def found(words: list[str], limit: int, items: Iterable[Item]) -> list[Item]:
    """The items that have any of the words, as a search answers them."""
    ranked = [(sum(word in _text(item) for word in words), item) for item in items if _is_whole(item)]
    best = sorted((pair for pair in ranked if pair[0]), key=lambda pair: -pair[0])
    return [_answered(item, words) for _, item in best[:limit]]


def _is_whole(item: Any) -> bool:
    """Whether an item is one, which a test may have damaged."""
    paper = item.get("paper") if isinstance(item, dict) else None
    return isinstance(paper, dict) and all(isinstance(paper.get(name), str) for name in ("title", "summary"))


def _text(item: Item) -> str:
    return f"{item['paper']['title']} {item['paper']['summary']}".lower()


def _answered(item: Item, words: list[str]) -> Item:
    changed = {name: value for name, value in item.items() if name != "submittedBy"} | {"upvoted": False}
    return changed | {
        "highlightedTitle": highlighted(item["paper"]["title"], words),
        "highlightedSummary": highlighted(item["paper"]["summary"], words),
    }


def highlighted(text: str, words: list[str]) -> list[Item]:
    """A text in parts, each of which is highlighted or not."""
    pattern = "|".join(map(re.escape, words))
    parts = re.split(f"({pattern})", text, flags=re.IGNORECASE)
    return [{"type": "highlight" if number % 2 else "text", "text": part} for number, part in enumerate(parts) if part]
