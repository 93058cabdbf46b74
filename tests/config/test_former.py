"""A configuration of version 0.1: all that its `config init` wrote is read, and nothing in it is a problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.config.keymap import keymap_of
from reader.config.settings import Config, load_config
from tests.cli.running import run, said

FORMER = Path(__file__).with_name("version_0_1.toml")


def test_all_of_it_is_read_and_nothing_is_wrong(tmp_path: Path) -> None:
    settings = load_config(FORMER)
    assert settings.problems == ()
    assert len(settings.config.keys) == 72
    assert settings.config == Config(
        theme="", copy_cmd=("wl-copy",), open_cmd=("firefox", "%s"), keys=settings.config.keys
    )
    applied = keymap_of(settings)
    assert (applied.problems, applied.taken) == ((), {})
    assert "app.quit" not in applied.keys  # Its q is the key of app.back, which leaves from the list.
    done = run("config", "check", home=tmp_path, DAILY_PAPERS_CONFIG=str(FORMER))
    assert (done.returncode, done.stdout, said(done)) == (0, "", [f"No problems in {FORMER}."])


@pytest.mark.parametrize("line", ['app.quit = "q, x"', 'help.down = "pgdn"'])
def test_a_key_that_the_user_chose_is_not_a_former_default(tmp_path: Path, line: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"[keys]\n{line}\n", encoding="utf-8")
    applied = keymap_of(load_config(file))
    assert line.partition(" ")[0] in applied.keys
    assert all(sentence.startswith("config.toml:2: ") for sentence in applied.taken.values())
    assert applied.taken
