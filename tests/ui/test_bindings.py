"""Bindings are of the key table, or their class cannot be made."""

from __future__ import annotations

import pytest
from textual.binding import Binding
from textual.widget import Widget

from reader.config.actions import ACTIONS, EVERYWHERE, FEED, LISTED, Action
from reader.ui.app import ReaderApp
from reader.ui.bindings import bindings, keys_of
from tests.ui.conftest import FakePapers, running
from tests.ui.owners import made_bindings

DOWN = Action("down", "j,down", "Down", "Move", FEED)
UP = Action("up", "k,up", "Up", "Move", FEED)
CLOSE = Action("close", "escape,q", "Close", "Help", "help", priority=False, hidden=True)
ALL = Action("all", "ctrl+p", "All commands", "Program", EVERYWHERE)
TABLE = (DOWN, UP, CLOSE, ALL)


class Walker(Widget):
    """Can do what the tests below ask for."""

    def action_walk(self, lines: int) -> None:
        """Do nothing."""


def test_a_class_names_what_it_does_and_the_table_says_the_rest() -> None:
    class Down(Walker):
        BINDINGS = bindings({"down": "walk(1)", "up": "walk(-1)"}, TABLE)

    class Close(Walker):
        BINDINGS = bindings({"close": "walk(0)"}, TABLE)

    move = Binding.Group("Move")
    assert [
        Binding("j,down", "walk(1)", "Down", id="down", group=move, priority=True),
        Binding("k,up", "walk(-1)", "Up", id="up", group=move, priority=True),
    ] == Down.BINDINGS
    assert [Binding("escape,q", "walk(0)", "Close", id="close", show=False)] == Close.BINDINGS


def test_an_action_that_is_not_in_the_table_cannot_be_bound() -> None:
    with pytest.raises(ValueError, match="not in the key table: sideways"):
        bindings({"down": "walk(1)", "sideways": "walk(0)"}, TABLE)


def test_a_class_without_the_method_cannot_be_made() -> None:
    # Python 3.11 raises another error from ours.
    with pytest.raises((AttributeError, RuntimeError)) as raised:

        class Runner(Walker):
            BINDINGS = bindings({"down": "walk(1)", "up": "run(-1)"}, TABLE)

    assert "up wants Runner to run(-1)" in f"{raised.value} {raised.value.__cause__}"


@pytest.mark.parametrize("other", [FEED, EVERYWHERE])
@pytest.mark.parametrize("keys", ["j", "x,down"])
def test_two_actions_that_are_in_force_together_cannot_share_a_key(keys: str, other: str) -> None:
    shared = Action("other", keys, "Other", "Move", other)
    for table in ((*TABLE, shared), (shared, *TABLE)):
        for id in ("down", "up"):
            with pytest.raises(ValueError, match=r"share the key (j|down)"):
                bindings({id: "walk(1)"}, table)


def test_actions_of_two_screens_may_share_a_key_but_are_not_of_one_class() -> None:
    shared = Action("other", "j", "Other", "Help", "help")
    assert bindings({"down": "walk(1)"}, (*TABLE, shared))
    with pytest.raises(ValueError, match="several scopes: feed, help"):
        bindings({"down": "walk(1)", "other": "walk(0)"}, (*TABLE, shared))


def test_the_app_does_what_the_screens_ask_of_it() -> None:
    asked = {one.action.partition("(")[0] for _, one in made_bindings() if one.action.startswith("app.")}
    assert asked
    assert [one for one in sorted(asked) if not hasattr(ReaderApp, one.replace("app.", "action_"))] == []


def test_bindings_are_made_from_the_table_alone() -> None:
    for owner, binding in made_bindings():
        (action,) = (action for action in ACTIONS if action.id == binding.id)
        assert (binding.key, binding.description) == (action.keys, action.words), owner


async def test_the_keys_of_the_main_screen_are_those_that_are_listed(papers: FakePapers) -> None:
    async with running(papers) as (screen, _):
        assert keys_of(screen) == [action for action in ACTIONS if action.scope in LISTED]


@pytest.mark.parametrize("keys", [[], ["enter"], ["v"], ["c"]])
async def test_no_key_acts_that_the_help_does_not_list(papers: FakePapers, keys: list[str]) -> None:
    ours = {"ctrl+c", "super+c"}  # Which copy what is selected, as everywhere.
    focus = {"tab", "shift+tab"}  # Where there is nothing else to go to.
    async with running(papers) as (_, pilot):
        await pilot.press(*keys)
        other = {key for key, (_, binding, _, _) in pilot.app.screen.active_bindings.items() if not binding.id}
        assert other - ours - focus == set()


@pytest.mark.parametrize(("own", "quits"), [("x", False), ("ctrl+q", True)])
async def test_the_keys_that_quit_are_the_users(papers: FakePapers, own: str, quits: bool) -> None:
    async with running(papers) as (_, pilot):
        pilot.app.set_keymap({"app.quit": own})
        await pilot.press("ctrl+q")
        assert (pilot.app.return_code is not None) == quits
