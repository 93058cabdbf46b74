"""Comments as the Hub sends them, flat or nested, and what is wrong with them."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from reader.errors import HubError, OfflineError
from reader.hub.client import Hub
from reader.hub.discussions import COMMENT_LIMIT, discussion_of
from reader.hub.endpoint import Endpoint
from reader.papers.discussion.model import Comment, Reaction
from tests import slow, some
from tests.hub import faults
from tests.hub.comments import comment, comment_id, reaction
from tests.hub.double import HubDouble
from tests.hub.messages import as_json
from tests.hub.sentence import is_sentence

ID = "2608.00001"


def read(*comments: object) -> tuple[Comment, ...]:
    return discussion_of(as_json({"id": ID, "comments": comments})).comments


async def test_they_are_asked_for_from_the_quota_of_the_api(hub: Hub, double: HubDouble) -> None:
    double.comments[ID] = [comment(1, "Well *done*.")]
    found = await hub.discussion(ID)
    assert found is not None
    assert [(one.login, one.text) for one in found.comments] == [("reader-one", "Well *done*.")]
    [asked] = double.requests
    assert (asked.path, asked.query) == (f"/api/papers/{ID}", {"field": "comments"})
    assert hub.spare.requests == 500 - 1 - 50


async def test_none_are_none_and_no_paper_is_something_else(hub: Hub, double: HubDouble) -> None:
    double.papers[ID] = {"id": ID, "title": "A paper"}
    assert (await hub.discussion(ID)).comments == ()  # type: ignore[union-attr]
    assert await hub.discussion("2608.99999") is None


@pytest.mark.usefixtures("_at_once")
async def test_what_goes_wrong_is_a_sentence(hub: Hub, double: HubDouble) -> None:
    double.comments[ID] = []
    for fault in (faults.Answers(500), faults.web_page(), faults.Answers(body=b""), faults.items(comment(1))):
        double.break_(fault)
        with pytest.raises(HubError) as caught:
            await hub.discussion(ID)
        assert is_sentence(caught.value)
    with pytest.raises(OfflineError):
        await Hub(Endpoint(double.url, offline=True)).discussion(ID)


def test_both_shapes_say_the_same() -> None:
    flat = read(comment(1), comment(2, under=1), comment(3, under=2))
    nested = read(comment(1) | {"replies": [comment(2, under=1) | {"replies": [comment(3, under=2)]}]})
    unnamed = read(comment(1) | {"replies": [comment(2) | {"replies": [comment(3)]}]})
    both = read(comment(1) | {"replies": [comment(2)]}, comment(2), comment(3, under=2))
    assert flat == nested == unnamed == both
    assert [one.parent for one in flat] == ["", comment_id(1), comment_id(2)]


def test_all_that_is_told_is_kept() -> None:
    [found] = read(comment(7, edited=True, reactions=[reaction("❤️", 2), {"reaction": "🤗", "users": ["a", "b"]}]))
    assert (found.name, found.login, found.kind, found.is_edited) == ("Reader One", "reader-one", "comment", True)
    assert found.written is not None
    assert found.written.isoformat() == "2026-08-19T10:07:00+00:00"
    assert found.reactions == (Reaction("❤", 2), Reaction("🤗", 2))
    [hidden] = read(comment(7, hidden=True, hiddenReason="Spam"))
    assert (hidden.is_hidden, hidden.reason) == (True, "Spam")
    [event] = read(comment(7) | {"type": "status-change"})
    assert event.kind == "status-change"


WRONG: list[Any] = [None, 5, "x", [], {}, [None], {"x": []}, True, 1e400]


@pytest.mark.parametrize("wrong", some(4, WRONG), ids=repr)
def test_a_field_that_changes_costs_itself_alone(wrong: object) -> None:
    whole = comment(1, "Well done.", reactions=[reaction("🤗", 3)])
    for name in (*whole, "replies"):
        [found, other] = read(whole | {name: wrong}, comment(2))[:2]
        assert other.text == "Comment 2."
        assert name in ("data",) or found.text == "Well done."
    for name in whole["data"]:
        [found] = read(whole | {"data": whole["data"] | {name: wrong}})
        assert (found.login, name == "latest" or found.text == "Well done.") == ("reader-one", True)
        missing = {key: value for key, value in whole["data"].items() if key != name}
        assert len(read(whole | {"data": missing})) == 1


def test_what_is_no_comment_is_counted() -> None:
    found = discussion_of(as_json({"comments": [None, 5, comment(1) | {"replies": ["x", comment(2)]}]}))
    assert (len(found.comments), found.skipped) == (2, 3)


@pytest.mark.parametrize("body", [{}, [], {"comments": None}, {"comments": {"a": 1}}, {"error": "Not now"}, 5])
def test_without_comments_the_answer_is_of_no_use(body: object) -> None:
    with pytest.raises(HubError, match="did not send a list of comments") as caught:
        discussion_of(as_json(body))
    assert is_sentence(caught.value)


def test_nothing_acts_on_a_terminal() -> None:
    hostile = "\x1b[2J\x9b31m\u202e\r\n[@click=app.quit]x[/]\ud800\x00"
    item = comment(1, hostile, by=hostile, hidden=True, hiddenReason=hostile, reactions=[reaction(hostile, 3)])
    [found] = read(
        item | {"type": hostile, "id": hostile},
    )
    shown = repr(found)
    assert not any(sign in shown for sign in ("\\x1b", "\\x9b", "\\u202e", "\\ud800", "\\x00", "\\r"))
    assert "[@click=app.quit]x[/]" in found.text
    [long] = read(comment(1, "x" * (COMMENT_LIMIT + 5)))
    assert long.text == "x" * COMMENT_LIMIT + "…"


def nested(depth: int) -> bytes:
    """Comments each of which answers the one around it."""
    text = json.dumps(comment(depth, 'A "brace" { and \\ [ in it, "replies": ['))
    for number in reversed(range(depth)):
        text = f'{json.dumps(comment(number))[:-1]}, "replies": [{text}]}}'
    return f'{{"id": "{ID}", "comments": [{text}]}}'.encode()


@pytest.mark.parametrize("depth", [10, 1_000, slow(2_000)])
def test_however_deep_they_stand(depth: int) -> None:
    body = nested(depth)
    began = time.process_time()
    found = discussion_of(body)
    assert time.process_time() - began < 2
    assert [one.parent for one in found.comments] == ["", *(comment_id(number) for number in range(depth))]
    assert found.comments[-1].text.endswith('"replies": [')


@pytest.mark.slow
def test_many_take_linear_time() -> None:
    body = as_json({"comments": [comment(number, under=number // 2 or None) for number in range(10_000)]})
    began = time.process_time()
    assert len(discussion_of(body).comments) == 10_000
    assert time.process_time() - began < 3


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9, 0.999])
def test_what_is_cut_off_is_said(cut: float) -> None:
    for body in (nested(10), nested(1_000)):
        with pytest.raises(HubError):
            discussion_of(body[: int(len(body) * cut)])
