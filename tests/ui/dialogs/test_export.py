"""The export dialog, driven by keys; what it writes is read from the disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from reader.config.export import ExportChoice
from reader.formats import FILE_FORMATS, Entry, pieces_of
from reader.papers.marks import Mark
from reader.papers.period import STARRED
from reader.ui.app import ReaderApp
from reader.ui.dialogs.export import ExportDialog, OptionLine
from reader.ui.initial_state import InitialState
from tests import slow
from tests.ui.conftest import TODAY, FakePapers, feed, feed_screen, loaded, paper, settle, text

pytestmark = pytest.mark.slow


class CopyingApp(ReaderApp):
    """An app that notes what it was asked to copy."""

    copied: list[str]

    async def copy(self, text: str, what: str = "") -> str:
        self.copied.append(text)
        return f"Copied {what}"


def reader(papers: FakePapers, **opening: object) -> CopyingApp:
    app = CopyingApp(papers, opening=InitialState(delay=None, **opening))  # type: ignore[arg-type]
    app.copied = []
    return app


@pytest.fixture
def app(papers: FakePapers) -> CopyingApp:
    return reader(papers)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the reader was started."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, each when the one before is done."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def said(app: ReaderApp) -> str:
    return feed_screen(app).notice


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def ids(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]


ENTRIES = [Entry(paper, Mark(), TODAY, feed().fetched_at) for paper in feed().papers]
LAST = len(FILE_FORMATS) - 1
JSONL = ["down", *["right"] * LAST]
"""From the first line to the last format."""


async def test_enter_exports_all_that_is_listed(app: CopyingApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await press(pilot, "e", "enter")
        assert said(app) == "Exported 6 papers as BibTeX to ./daily-papers-2026-08-20.bib"
        assert app.screen is feed_screen(app)
    written = (folder / "daily-papers-2026-08-20.bib").read_text(encoding="utf-8")
    assert written.count("@misc{") == 6
    assert names(folder) == ["daily-papers-2026-08-20.bib"]


async def test_every_format_has_its_extension(app: CopyingApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        for number, form in enumerate(FILE_FORMATS):
            await press(pilot, "e", "down", *["right"] * bool(number), "enter")
            file = f"daily-papers-2026-08-20{FILE_FORMATS[form].extension}"
            assert said(app) == f"Exported 6 papers as {FILE_FORMATS[form].name} to ./{file}"
            assert (folder / file).read_bytes() == b"".join(pieces_of(form)(ENTRIES))


async def test_the_list_is_exported_as_it_is_sorted_with_its_day_and_marks(app: CopyingApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await press(pilot, "s", "S", "c", "e", *JSONL, "enter")
    lines = [json.loads(line) for line in (folder / "daily-papers-2026-08-20.jsonl").read_text().splitlines()]
    assert [line["comments"] for line in lines] == sorted((line["comments"] for line in lines), reverse=True)
    assert {line["day"] for line in lines} == {"2026-08-20"}
    assert all(line["fetched_at"] for line in lines)
    assert [line["id"] for line in lines if line["starred"]] == ["2608.02000"]


async def test_only_what_the_filter_shows_is_exported(app: CopyingApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await press(pilot, "m", "f", "e", *JSONL, "enter")
        assert said(app).startswith("Exported 5 papers")
    assert "2608.02000" not in ids(folder / "daily-papers-2026-08-20.jsonl")


async def test_matches_come_first_where_something_is_searched(app: CopyingApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await press(pilot, "slash", *"filling", "enter", "e")
        assert "all 6   matches 1" in text(pilot).replace("\xa0", " ")
        await press(pilot, *JSONL, "enter")
        assert said(app).startswith("Exported 1 paper as JSON Lines")
        await press(pilot, "e", "left", "enter", "r")
        assert said(app).startswith("Exported 6 papers as JSON Lines")


async def test_starred_papers_of_the_list_alone(app: CopyingApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await press(pilot, "e")
        assert "starred" not in text(pilot)
        await press(pilot, "escape", "j", "s", "e", "right", *JSONL, "enter")
        assert said(app).startswith("Exported 1 paper as JSON Lines")
    assert ids(folder / "daily-papers-2026-08-20.jsonl") == ["2608.02001"]


async def test_the_starred_list_has_a_name_of_its_own_and_no_day(app: CopyingApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await press(pilot, "s", "5", "e", *JSONL, "enter")
        assert feed_screen(app).shown == STARRED
        assert said(app) == "Exported 1 paper as JSON Lines to ./daily-papers-starred.jsonl"
    (line,) = map(json.loads, (folder / "daily-papers-starred.jsonl").read_text().splitlines())
    assert (line["id"], line["day"], line["fetched_at"]) == ("2608.02000", None, None)


async def test_the_clipboard_is_given_the_same_text(app: CopyingApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await press(pilot, "e", "j", "j", "h")
        assert "File" not in text(pilot)
        await press(pilot, "enter")
        assert said(app) == "Copied 6 papers as BibTeX"
        await press(pilot, "e", "j", "j", "j", "k", "l", "enter")
    assert app.copied == [(folder / "daily-papers-2026-08-20.bib").read_text(encoding="utf-8")]


@pytest.mark.parametrize("columns", [80, 60])
async def test_a_click_chooses_what_the_mouse_is_on(app: CopyingApp, folder: Path, columns: int) -> None:
    async with app.run_test(size=(columns, 24)) as pilot:
        await loaded(pilot)
        await press(pilot, "e")
        line = app.screen.query_one("#export-format", OptionLine)
        for words, chosen in (("Markdown", "markdown"), ("Lines", "jsonl"), ("RIS", "ris")):
            y, row = next((y, row) for y, row in enumerate(text(pilot).splitlines()) if words in row)
            await pilot.click(line, offset=(row.index(words) - line.region.x, y - line.region.y))
            await pilot.pause()
            assert line.value == chosen
        await pilot.click(line, offset=(line.size.width - 1, line.size.height - 1))  # Behind the last one.
        await pilot.pause()
        assert line.value == chosen
        await press(pilot, "enter")
        assert said(app).startswith("Exported 6 papers as RIS to ./daily-papers-2026-08-20.ris")


async def test_no_file_is_replaced_before_it_is_asked(app: CopyingApp, folder: Path) -> None:
    file = folder / "daily-papers-2026-08-20.bib"
    file.write_text("mine")
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await press(pilot, "e", "enter")
        assert "The file already exists" in text(pilot)
        await press(pilot, "enter", "escape")
        assert file.read_text() == "mine"
        assert isinstance(app.screen, ExportDialog)
        await press(pilot, "enter", "r")
        assert said(app).startswith("Exported 6 papers as BibTeX")
    assert file.read_text(encoding="utf-8").startswith("@misc{")


async def test_a_name_can_be_written_and_keeps_its_extension(app: CopyingApp, folder: Path) -> None:
    (folder / "sub").mkdir()
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await press(pilot, "e", "down", "down", "down")
        file = app.screen.query_one(Input)
        await press(pilot, "home", *["delete"] * len(file.value), *"sub/hjkl b.bib")
        await press(pilot, "up", "up", "right")
        assert file.value == "sub/hjkl b.ris"
        await press(pilot, "down", "down", "home", "end", *["backspace"] * 4, *".txt", "up", "up", "right", "enter")
        assert said(app) == "Exported 6 papers as CSL JSON to sub/hjkl b.txt"
    assert json.loads((folder / "sub" / "hjkl b.txt").read_text(encoding="utf-8"))


async def test_the_name_of_a_file_chooses_its_format(app: CopyingApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await press(pilot, "e", "down", "down", "down", "end", *["backspace"] * 4, *".RIS", "enter")
        assert said(app).startswith("Exported 6 papers as RIS to ./daily-papers-2026-08-20.RIS")
        await press(
            pilot, "e", "down", "down", "down", "end", *["backspace"] * 4, *".jsonl", "up", "up", "left", "enter"
        )
        assert said(app).startswith("Exported 6 papers as CSV to ./daily-papers-2026-08-20.csv")
    assert (folder / "daily-papers-2026-08-20.RIS").read_text(encoding="utf-8").startswith("TY  - ")


@pytest.mark.parametrize("size", [slow((120, 40)), (80, 24), slow((60, 16))])
async def test_what_fails_is_said_in_the_dialog(app: CopyingApp, folder: Path, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await loaded(pilot)
        await press(pilot, "e", "down", "down", "down", "end", *"/no/such", "enter")
        assert isinstance(app.screen, ExportDialog)
        assert "does not exist" in " ".join(text(pilot).replace("│", " ").split())
        await press(pilot, *["backspace"] * len("/no/such"), "enter")
        assert said(app) == "Exported 6 papers as BibTeX to ./daily-papers-2026-08-20.bib"
    assert names(folder) == ["daily-papers-2026-08-20.bib"]


async def test_esc_exports_nothing_and_remembers_nothing(app: CopyingApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await press(pilot, "e", *JSONL, "escape")
        assert app.screen is feed_screen(app)
        await press(pilot, "e", "enter")
    assert names(folder) == ["daily-papers-2026-08-20.bib"]
    assert app.copied == []


async def test_the_last_choice_is_remembered_here_and_at_the_next_start(papers: FakePapers, folder: Path) -> None:
    app = reader(papers)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await press(pilot, "s", "e", "right", *JSONL, "down", "right", "enter")
        await press(pilot, "e", "enter", "q")
    assert len(app.copied) == 2
    assert app.copied[0] == app.copied[1]
    assert app.position is not None
    assert app.position.export == ExportChoice("starred", "jsonl", "clipboard")


async def test_a_choice_that_is_not_there_any_more_is_not_used(papers: FakePapers, folder: Path) -> None:
    app = reader(papers, export=ExportChoice("matches", "docx", "file"))
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await press(pilot, "e", "enter")
        assert said(app) == "Exported 6 papers as BibTeX to ./daily-papers-2026-08-20.bib"


async def test_an_empty_list_is_said(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(papers=())]
    app = reader(papers)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await press(pilot, "e")
        assert said(app) == "There are no papers to export."
        assert app.screen is feed_screen(app)


async def test_all_lines_are_in_sight_on_a_small_screen(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(TODAY, papers=tuple(paper(number) for number in range(100)))]
    app = reader(papers)
    async with app.run_test(size=(60, 16)) as pilot:
        await loaded(pilot)
        await press(pilot, "s", "slash", *"filling", "enter", "e")
        seen = text(pilot).replace("\xa0", " ")
        for words in (
            "all 100",
            "matches",
            "starred 1",
            *(form.name for form in FILE_FORMATS.values()),
            "clipboard",
            ".bib",
            "esc cancels",
        ):
            assert words in seen
