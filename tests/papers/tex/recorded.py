"""The recorded days of the real Hub, for tests that look at them when they are there."""

from __future__ import annotations

import json
from functools import cache

import pytest

from tests.terminal import CHECKOUT

FOLDER = CHECKOUT.parent / "shared" / "recorded"

needs_recorded = pytest.mark.skipif(not FOLDER.is_dir(), reason="no recorded days beside the checkout")


@cache
def papers() -> tuple[tuple[str, str, str], ...]:
    """The id, title and abstract of each recorded paper, once."""
    files = [*FOLDER.glob("morning/*.json"), *FOLDER.glob("settled/*.json")]
    items = [item["paper"] for file in sorted(files) for item in json.loads(file.read_text(encoding="utf-8"))]
    return tuple(dict.fromkeys((paper["id"], paper["title"], paper["summary"]) for paper in items))
