"""Keys faster than the screens they are for: in one packet, as over a slow line, and as close as a repeated key."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests import some
from tests.terminal import PATIENCE, READER, Terminal, environment

ENTER = "\r"
ESC = "\x1b[27u"
"""As terminals with the newer keyboard protocol send it; bytes that follow a bare one could be part of another key."""
PALETTE = "\x10"
DIALOGS = {
    "/": "↑ ↓ match",
    "d": "Go to a day",
    "Y": "BibTeX",
    "S": "Sort by",
    "e": "enter exports",
    "?": "─ Keys",
    "#": "esc saves",
    PALETTE: "─ Commands ─",
}
"""What opens a dialog, and what is seen when it is pressed twice."""
IN_LIST = ["\x1b[5~", "\x1b[6~", "\x1b[A", "\x1b[B", "\x1b[H", "\x1b[F", "\x1b[1;5H", "\x1b[1;5F"]
"""PageUp, PageDown, Up, Down, Home, End, and the last two with Ctrl."""
CLICK = "\x1b[<0;2;22M\x1b[<0;2;22m"
"""On the abstract, which is beside every dialog but the find line."""
COLUMNS, LINES = 80, 24
TODAY, BEFORE = "Thu 20 Aug 2026 · 12 papers", "19 Aug 2026 · 12 papers"
"""Days that are shown, not just on their way."""
OF_LISTED = " of 12"
"""What a paper has over it that was opened in the list."""
KEYS = '[keys]\n"starred.show" = "f6"\n"day.show" = "f7"\n'
STARRED, DAY = "\x1b[17~", "\x1b[18~"
"""Keys that write nothing into a line that is still there."""

IN_ONE_PACKET, APART = 0.0, 0.004
paces = pytest.mark.parametrize("pause", [IN_ONE_PACKET, APART], ids=["packet", "4ms"])


class Hasty:
    """A reader that serves many tests, until one of them ends it."""

    def __init__(self, home: Path) -> None:
        self.folder = home
        self.edited = home / "edited"
        config = home / ".config" / "daily-papers" / "config.toml"
        config.parent.mkdir(parents=True)
        config.write_text(KEYS)
        self._env = environment(home, COLORTERM="", EDITOR=f"touch {self.edited}")
        self.terminal = self._started()

    def _started(self) -> Terminal:
        terminal = Terminal((*READER, "--sample"), env=self._env, columns=COLUMNS, lines=LINES, cwd=self.folder)
        terminal.wait_for(TODAY, "help")
        return terminal

    def close(self) -> None:
        self.terminal.__exit__(None, None, None)

    def press(self, keys: Sequence[str], pause: float) -> None:
        """Type keys without waiting for what they do."""
        if not pause:
            keys = ["".join(keys)]
        for key in keys:
            self.terminal.press(key)
            time.sleep(pause)

    def start_again(self) -> None:
        """Serve on with another reader."""
        self.close()
        self.terminal = self._started()

    def see_a_file(self, file: Path) -> None:
        """Read until a file is there."""
        deadline = time.perf_counter() + PATIENCE
        while not file.exists():
            assert time.perf_counter() < deadline, f"{file.name} was not written:\n{self.terminal.text}"
            self.terminal.read(0.1)

    def see_the_list(self, day: str = TODAY, *, may_read: bool = False) -> None:
        """See that keys reach the list, without an Esc that would help.

        Args:
            day: What is listed.
            may_read: Whether a second Enter may have opened a paper in the list, if the dialog was gone by then. No
                silence tells that, as a machine may be slow; the key that is answered comes behind that Enter.
        """
        self._press_until(STARRED, "Starred papers · ", may_read=may_read)  # Not the name of the key.
        self._press_until(DAY, day)
        self.terminal.press(ESC)  # Nothing is looked for any more.

    def _press_until(self, key: str, text: str, *, may_read: bool = False) -> None:
        """Press a key until it is answered: a line that is being left may take one in."""
        deadline = time.perf_counter() + PATIENCE
        while text not in self.terminal.text:
            code = self.terminal.process.poll()
            assert code is None, f"The reader ended with {code}:\n{self.terminal.text}"
            assert time.perf_counter() < deadline, f"{text} is not on the screen:\n{self.terminal.text}"
            if may_read and OF_LISTED in self.terminal.text:
                self.terminal.press("q")  # Once: in the list it quits.
                may_read = False
            self.terminal.press(key)
            self.terminal.read(0.1)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hasty]:
    """A reader of the sample."""
    hasty = Hasty(tmp_path_factory.mktemp("home"))
    yield hasty
    hasty.close()


@pytest.fixture
def hasty(shared: Hasty, request: pytest.FixtureRequest) -> Iterator[Hasty]:
    """A reader of the sample in its list; after a test that fails the next one gets another."""
    failed = request.session.testsfailed
    yield shared
    if request.session.testsfailed > failed:
        shared.start_again()


@paces
@pytest.mark.parametrize("opens", [key for key in DIALOGS if key != "?"])  # Which closes the help, too.
def test_a_dialog_opened_twice_is_there_once(hasty: Hasty, opens: str, pause: float) -> None:
    hasty.press([opens, opens], pause)
    hasty.terminal.wait_for(DIALOGS[opens])
    hasty.terminal.press(ESC * (2 if opens == "d" else 1))  # The second d is typed: to stop typing is not to leave.
    hasty.see_the_list()


@paces
@pytest.mark.parametrize(
    "keys",
    some(
        6,
        [
            *([opens, ESC, ESC] for opens in DIALOGS),
            ["/", ENTER, ENTER],
            ["/gauss", ENTER, ENTER],
            ["d2026-08-20", ENTER, ENTER],
            ["dHlj", ENTER, ENTER],
            ["Y", "i", "i"],
            ["S", "g", "g"],
        ],
    ),
    ids=repr,
)
def test_a_dialog_is_left_once(hasty: Hasty, keys: list[str], pause: float) -> None:
    hasty.press(keys, pause)
    hasty.see_the_list(may_read=keys[-1] == ENTER)


@pytest.mark.parametrize("opens", some(2, ["S", "#", "Y", "e"]))
def test_two_clicks_beside_a_dialog_leave_it_once(hasty: Hasty, opens: str) -> None:
    hasty.press([opens], IN_ONE_PACKET)
    hasty.terminal.wait_for(DIALOGS[opens])
    hasty.press([CLICK, CLICK], IN_ONE_PACKET)
    hasty.see_the_list()


@paces
@pytest.mark.parametrize("leaves", [ESC, "q"], ids=repr)
def test_no_letter_overtakes_what_leaves_a_menu(hasty: Hasty, leaves: str, pause: float) -> None:
    hasty.terminal.press("Svg")  # A test before this one may have sorted it.
    hasty.terminal.wait_for("unread\n ▲ 311")
    hasty.press(["S", leaves, "g"], pause)
    hasty.see_the_list()
    hasty.terminal.wait_for("unread\n ▲ 311")  # By stars another would be the first.


@paces
@pytest.mark.parametrize("opens", ["S", "?"])
def test_a_letter_after_esc_is_for_the_list(hasty: Hasty, opens: str, pause: float) -> None:
    hasty.press([opens, ESC, "["], pause)
    hasty.terminal.wait_for(BEFORE)
    hasty.terminal.press("]")
    hasty.terminal.wait_for(TODAY)


@paces
def test_a_list_is_exported_once(hasty: Hasty, pause: float) -> None:
    file = hasty.folder / "daily-papers-2026-08-20.bib"
    file.unlink(missing_ok=True)
    hasty.press(["e", ENTER, ENTER], pause)
    hasty.see_a_file(file)  # Not the notice, which is there until the next key.
    hasty.see_the_list(may_read=True)
    assert file.read_text(encoding="utf-8").count("@misc{") == 12
    file.write_text("mine")
    hasty.press(["e", ENTER, ENTER, ENTER], pause)
    hasty.terminal.wait_for("The file already exists")
    assert file.read_text() == "mine"
    hasty.terminal.press(ESC)
    hasty.terminal.wait_for("enter exports")
    hasty.terminal.press(ESC)
    hasty.see_the_list()


@paces
def test_the_palette_carries_a_command_out_once(hasty: Hasty, pause: float) -> None:
    hasty.press([f"{PALETTE}older day", ENTER, ENTER], pause)
    hasty.terminal.wait_for("19 Aug")
    hasty.see_the_list(BEFORE, may_read=True)
    hasty.terminal.press("]")
    hasty.terminal.wait_for(TODAY)
    hasty.see_the_list()


@paces
def test_no_letter_after_enter_takes_the_choice_back(hasty: Hasty, pause: float) -> None:
    hasty.press([f"{PALETTE}older day", ENTER, "x"], pause)
    hasty.terminal.wait_for(BEFORE)
    hasty.terminal.press("]")
    hasty.terminal.wait_for(TODAY)
    hasty.see_the_list()


@paces
def test_a_theme_is_chosen_once(hasty: Hasty, pause: float) -> None:
    hasty.press([f"{PALETTE}theme", ENTER], pause)
    hasty.terminal.wait_for("enter keeps it", "paper-light")
    hasty.press([ENTER, ENTER], pause)
    hasty.see_the_list(may_read=True)


@paces
def test_the_palette_survives_keys_for_a_list_that_is_not_there_yet(hasty: Hasty, pause: float) -> None:
    hasty.press([PALETTE, *(key for key in IN_LIST for _ in range(2))], pause)
    hasty.terminal.wait_for("─ Commands ─")
    hasty.terminal.press(ESC)
    hasty.see_the_list()


def test_the_palette_survives_keys_for_a_list_that_has_no_room(hasty: Hasty) -> None:
    hasty.terminal.press(PALETTE)
    hasty.terminal.wait_for("Next paper or line")
    hasty.terminal.resize(COLUMNS, 2)
    hasty.terminal.wait_for("too small")
    hasty.press([key for key in IN_LIST for _ in range(2)], IN_ONE_PACKET)
    hasty.terminal.press(ESC)
    hasty.terminal.resize(COLUMNS, LINES)
    hasty.see_the_list()


@paces
def test_no_editor_is_started_for_a_note_that_is_left(hasty: Hasty, pause: float) -> None:
    hasty.press(["#", ESC, "\x05"], pause)
    hasty.see_the_list()
    assert not hasty.edited.exists()
