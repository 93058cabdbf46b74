"""A theme that is chosen where it cannot be saved."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Start
from tests.hub.double import HubDouble


def test_a_theme_that_cannot_be_kept_is_told_as_that(start: Start, double: HubDouble, tmp_path: Path) -> None:
    state = tmp_path / "home/.local/state"
    for is_file, said in ((True, "; not kept for the next start, as"), (False, "Theme: ")):
        if is_file:
            state.parent.mkdir(parents=True)
            state.touch()
        else:
            state.unlink()
        reader = start(HF_ENDPOINT=double.url)
        reader.wait_for("The [MASK] of Thursday", "help")
        reader.press("T")
        reader.wait_for("enter keeps it")
        reader.press("j\r")
        shown = reader.wait_for("Theme: ", said)
        assert ("not kept" in shown) is is_file
        reader.press("q")
        assert reader.wait() == 0
    assert '"theme":"' in (state / "daily-papers/position.json").read_text()
