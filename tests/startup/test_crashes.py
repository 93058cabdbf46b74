"""What is seen of a bug: a line, a log without values, and a terminal as it was."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.conftest import Start


def test_a_crash_is_one_line_and_a_log_without_values(start: Start, tmp_path: Path) -> None:
    broken = (
        "import sys; from reader.ui.screens.feed import FeedScreen\n"
        "def action_newest(self):\n    secret = 'hf_secret'; raise RuntimeError('[/] broken')\n"
        "FeedScreen.action_newest = action_newest\n"
        "from reader.cli import main; main()"
    )
    reader = start("--sample", argv=(sys.executable, "-c", broken), HF_TOKEN="hf_secret")
    reader.wait_for("Mamba", "help")
    reader.press("t")
    assert reader.wait() == 1
    assert "daily-papers broke, and that is a bug: RuntimeError: [/] broken." in " ".join(reader.text.split())
    assert reader.left_behind() == []
    (log,) = tmp_path.rglob("crash.log")
    assert "RuntimeError" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600
    assert b"Traceback" not in reader.output
    # The line of code is in the log, the value of a variable is not.
    assert "'hf_secret'" not in log.read_text().replace("secret = 'hf_secret'", "")


@pytest.mark.parametrize(
    "broken",
    [
        "from reader.ui.dialogs.themes import ThemesDialog as Broken; method = 'on_mount'",
        "from reader.ui.patches.input import InputParser as Broken; method = 'feed'",
    ],
)
def test_what_breaks_ends_the_reader(start: Start, broken: str) -> None:
    broken += (
        "\ndef raising(*_):\n    raise RuntimeError('[/] broken')\n"
        "setattr(Broken, method, raising)\n"
        "from reader.cli import main; main()"
    )
    reader = start("--sample", argv=(sys.executable, "-c", broken))
    reader.press("T")
    assert reader.wait() == 1
    assert "that is a bug: RuntimeError: [/] broken." in " ".join(reader.text.split())
    assert reader.left_behind() == []
