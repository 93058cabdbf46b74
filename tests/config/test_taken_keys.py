"""A key of the user's that another action has by default: it does what the user wants, and the check tells the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.config.settings import load_config
from reader.ui.app import ReaderApp
from reader.ui.initial_state import InitialState
from tests.cli.running import run, said
from tests.ui.conftest import FakePapers, feed_screen, loaded, settle, text
from tests.ui.conftest import papers as papers

NEXT = '[keys]\nmove.down = ["n"]\n'


def test_the_check_tells_which_action_has_lost_it_and_is_content(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(NEXT, encoding="utf-8")
    done = run("config", "check", home=tmp_path, DAILY_PAPERS_CONFIG=str(file))
    assert (done.returncode, done.stdout) == (0, "")
    assert said(done) == [
        'config.toml:2: list.next loses "n" to move.down, and has no key left.',
        f"No problems in {file}.",
    ]
    keys = run("keys", home=tmp_path, DAILY_PAPERS_CONFIG=str(file)).stdout.splitlines()
    assert [line.split()[0] for line in keys if "(move.down)" in line] == ["n"]
    assert [line for line in keys if "(list.next)" in line and line.startswith("(no key)")]


@pytest.mark.slow
async def test_it_does_what_the_user_wants_and_is_offered_for_nothing_else(papers: FakePapers, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(NEXT, encoding="utf-8")
    app = ReaderApp(papers, opening=InitialState(delay=None), settings=load_config(file))
    async with app.run_test(size=(120, 40)) as pilot:
        await loaded(pilot)
        await pilot.press("m", "n")  # The next unread paper would be another one after this.
        await pilot.press("m", "k", "k", "n")
        await settle(pilot)
        screen = feed_screen(app)
        assert screen.paper == screen.browser.listed.papers[1]
        assert "n unread" not in text(pilot)
        assert ".toml" not in text(pilot)  # Nothing is wrong.
