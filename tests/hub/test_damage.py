"""Answers that are damaged in every way: a bad item costs itself, and only what is no list costs the day."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import HubError
from reader.hub.wire import papers_of
from reader.papers.models import Paper
from tests.hub.double import as_json
from tests.hub.papers import item, paper_id
from tests.hub.sentence import is_sentence


def outcome_of(body: bytes) -> tuple[list[Paper], int] | HubError:
    """What is returned or raised."""
    try:
        return papers_of(body)
    except HubError as error:
        return error


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value of a tree."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deep for key, below in pairs for deep in paths(below, (*path, key)))]


WHOLE = item(paper_id(2), paper={"withdrawnAt": "2026-08-21T10:20:30.000Z"}, mediaUrl="https://x/a.png")
WRONG: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    "",
    "\ud800\x1b[2J",
    "9" * 100_000,
    [],
    [None, [], {}],
    {},
    {"name": {}},
)


@pytest.mark.parametrize("path", paths(WHOLE)[1:], ids=lambda path: ".".join(map(str, path)))
def test_no_field_of_the_wrong_kind_spoils_the_day(path: tuple[Any, ...]) -> None:
    damaged = [deepcopy(WHOLE) for _ in range(len(WRONG) + 1)]
    for copy, wrong in zip(damaged, (*WRONG, ...), strict=True):
        *way, last = path
        place: Any = copy
        for key in way:
            place = place[key]
        if wrong is ...:
            del place[last]
        else:
            place[last] = wrong
    papers, skipped = papers_of(as_json([item(paper_id(1)), *damaged, item(paper_id(3))]))
    assert papers[0].id == paper_id(1)
    assert papers[-1].id == paper_id(3)
    assert len(papers) + skipped == len(damaged) + 2
    assert skipped == 0 or path in {("paper",), ("paper", "id")}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(
            st.sampled_from(["paper", "id", "title", "authors", "name", "user"]) | st.text(), below, max_size=4
        )
    ),
    max_leaves=20,
)


@given(st.lists(json_values, max_size=4))
def test_any_list_in_json_is_read_or_skipped(items: list[Any]) -> None:
    papers, skipped = papers_of(json.dumps(items).encode())
    assert len(papers) + skipped == len(items)


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_give_papers_or_a_sentence(body: bytes) -> None:
    outcome = outcome_of(body)
    assert not isinstance(outcome, HubError) or is_sentence(outcome)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b" \n", "sent an empty answer"),
        (b"", "sent an empty answer"),
        (b"[", "not JSON or it was cut off"),
        (b'[{"paper": {"id": "2608.0', "not JSON or it was cut off"),
        (b"[1 2]", r"is not JSON\. "),
        (b"[NaN 1]", r"is not JSON\. "),
        (b"[NaN,]", r"is not JSON\. "),
        (b"[NaN]]", r"is not JSON\. "),
        (b"[NaN, 1", "not JSON or it was cut off"),
        (b'[NaN, {"paper": "', "not JSON or it was cut off"),
        (b"NaN", "did not send a list of papers"),
        (b"\xff\xfe[\x00]\x00", "not JSON"),
        (b'["\xe9"]', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"a":' * 100_000, "not JSON"),
        (b"null", "did not send a list of papers"),
        (b"5", "did not send a list of papers"),
        (b'"papers"', "did not send a list of papers"),
        (b"{}", r"did not send a list of papers\. "),
        (b'{"error": 5}', r"did not send a list of papers\. "),
        (
            b'{"error": "\\u001b]0;x\\u0007 Down\\nfor repair"}',
            "did not send a list of papers: “�]0;x� Down for repair”. ",
        ),
        (b'{"error": "' + b"x" * 1000 + b'"}', "x…”. "),
    ],
)
def test_what_is_no_list_in_json_is_said_in_a_sentence(body: bytes, why: str) -> None:
    with pytest.raises(HubError, match=why) as caught:
        papers_of(body)
    assert is_sentence(caught.value)


def test_a_byte_order_mark_is_no_harm() -> None:
    assert papers_of(b"\xef\xbb\xbf[]") == ([], 0)


@pytest.mark.parametrize("body", [b"[NaN,%b]", b"\xef\xbb\xbf \t\r\n[ %b , -Infinity\n]\n", b'["\\ud800",NaN,%b]'])
def test_what_is_no_number_in_json_costs_itself_alone(body: bytes) -> None:
    papers, skipped = papers_of(body % as_json(item(paper_id(1), paper={"upvotes": 7})))
    assert ([paper.upvotes for paper in papers], skipped) == ([7], body.count(b",") - body.count(b"[,"))


@pytest.mark.parametrize("depth", [300, 700, 2000])
def test_a_deep_item_costs_no_more_than_itself_or_is_said(depth: int) -> None:
    deep = '{"paper":' * depth + "1" + "}" * depth
    body = b"[" + as_json(item(paper_id(1))) + b"," + deep.encode() + b"]"
    outcome = outcome_of(body)
    if isinstance(outcome, HubError):
        assert is_sentence(outcome)  # Python could not read it in the first place.
    else:
        assert ([paper.id for paper in outcome[0]], outcome[1]) == ([paper_id(1)], 1)
