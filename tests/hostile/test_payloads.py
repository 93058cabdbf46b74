"""What is left of a payload, and that one that got through would be seen."""

from __future__ import annotations

import pytest

from reader.papers.text import clean
from tests.hostile.day import hostile_items
from tests.hostile.output import foul, foul_text, squeezed
from tests.hostile.payloads import PAYLOADS, Payload
from tests.hub.messages import as_json

ATTACKS = [payload for payload in PAYLOADS if squeezed(payload.shown) != squeezed(payload.text)]
by_name = pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload.name)


@by_name
def test_what_is_seen_of_a_payload_is_what_can_be_seen(payload: Payload) -> None:
    assert clean(payload.text) == payload.shown
    assert foul_text(payload.shown) == []


@pytest.mark.parametrize(
    "payload",
    [one for one in ATTACKS if one.name not in ("piled", "long", "lines", "header")],
    ids=lambda one: one.name,
)
def test_a_payload_that_got_through_would_be_seen(payload: Payload) -> None:
    raw = f"\x1b[1mtitle\x1b[0m {payload.text}\r\n".encode("utf-8", "surrogatepass")
    assert foul(raw)
    assert foul(raw.replace(payload.text.encode("utf-8", "surrogatepass"), payload.shown.encode())) == []


def test_a_day_has_each_payload_in_each_of_its_texts() -> None:
    made = hostile_items()[0]
    text = PAYLOADS[0].text
    paper = made["paper"]
    for value in (*paper.values(), *(value for name, value in made.items() if name != "paper")):
        kept = ("2026-", "https://cdn-")
        if isinstance(value, str) and value != paper["id"] and not value.startswith(kept):
            assert text in value
    assert as_json(made).count(b"UFdO") > 30
