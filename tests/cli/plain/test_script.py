"""`daily-papers read --plain` with a script of its words on standard input."""

from __future__ import annotations

import asyncio
import os
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from reader.cli.commands import COMMANDS
from reader.cli.plain import words
from reader.papers.marks import UNMARKED, Mark
from reader.papers.period import DAY
from reader.store.marks.marks import Marks
from tests import slow
from tests.cli.commands.test_list import OLD, SHOWN, feed, store
from tests.cli.exchange import DATABASE
from tests.cli.plain.sitting import TITLES, answers
from tests.cli.running import loaded, run, said
from tests.host.programs import program
from tests.hub import faults
from tests.hub.double import Fault, HubDouble
from tests.hub.papers import day, paper_id

SAMPLE = "2312.00752"
"""The first paper of the sample edition's newest day."""
MAMBA = "Mamba: Linear-Time Sequence Modeling with Selective State Spaces"


def mark_of(home: Path, id: str) -> Mark:
    marks = Marks(home / DATABASE)
    found = asyncio.run(marks.get([id]))
    marks.close(10)
    return found.get(id, UNMARKED)


def test_titles_are_numbered_and_a_number_reads_an_abstract(home: Path) -> None:
    lines = answers(home, "", "  2  ", "next", "next", "previous", "list")
    assert lines[:4] == TITLES
    page = lines[4:]
    assert page[0] == f"2. {SHOWN} 1"
    assert "arXiv: https://arxiv.org/abs/2503.05001" in page
    assert "There is no abstract." in page
    assert f"3. {SHOWN} 2" in page
    assert "That was the last paper. Type older or newer for another day, or list for the titles." in page
    assert page[-4:] == [
        "Wednesday, 5 March 2025: 3 papers, 1 unread.",
        f"1. {SHOWN} 0 (3 votes)",
        f"2. {SHOWN} 1 (2 votes, read)",
        f"3. {SHOWN} 2 (1 vote, read)",
    ]
    assert mark_of(home, "2503.05001").is_read


def test_papers_are_starred_noted_and_marked_and_all_of_it_is_undone(home: Path) -> None:
    config = home / ".config/daily-papers/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('read_delay = "never"\n')
    typed = [
        "star 1",
        "star 1",
        "note 1 To the [/] end",
        "note",
        "read 1",
        "unstar 2",
        "undo",
        "undo",
        "undo",
        "note 1",
    ]
    lines = answers(home, *typed)[4:]
    assert lines == [
        f"Starred: {SHOWN} 0",
        "This paper is starred already.",
        f"Note saved: {SHOWN} 0",
        "Which paper? Add its number, such as: note 1",
        f"Marked read: {SHOWN} 0",
        "This paper is not starred.",
        f"“{SHOWN} 0” is unread again.",
        f"The note on “{SHOWN} 0” was removed.",
        f"The star on “{SHOWN} 0” was removed.",
        "There is no note on this paper.",
    ]
    kept = mark_of(home, "2503.05000")
    assert (kept.is_starred, kept.text, kept.is_read) == (False, "", False)


def test_a_paper_that_was_read_is_what_words_are_about(home: Path) -> None:
    lines = answers(home, "3", "star", "note Mine", "unread", "delete note", "unstar")
    assert lines[-5:] == [
        f"Starred: {SHOWN} 2",
        f"Note saved: {SHOWN} 2",
        f"Marked unread: {SHOWN} 2",
        f"Note removed: {SHOWN} 2",
        f"Star removed: {SHOWN} 2",
    ]


def test_days_are_gone_through(home: Path, hub: HubDouble) -> None:
    third = str(OLD + 2 * DAY)
    lines = answers(home, "newer", "newer", "older", third, "go starred", "older", HF_ENDPOINT=hub.url)
    heads = [line for line in lines if "paper" in line and line.endswith((".", "unread."))]
    assert [head.partition(":")[0] for head in heads if ":" in head] == [
        "Wednesday, 5 March 2025",
        "Thursday, 6 March 2025",
        "Friday, 7 March 2025",
        "Thursday, 6 March 2025",
        "Friday, 7 March 2025",
        "Starred papers",
    ]
    assert lines[-1] == "This list has none before or after it. Go to a day first, such as: go 2026-08-20"


def test_back_goes_to_the_lists_before_as_they_were_left(home: Path) -> None:
    lines = answers(
        home, "find title:1", "1", "search title:2", "star 2", "2503.05001", "star", "back", "back", "unread", "back"
    )
    at = max(place for place, line in enumerate(lines) if line.startswith("All stored days"))
    assert lines[at:] == [
        "All stored days, search for title:2: 2 papers, 2 unread.",
        f"1. {SHOWN} 2 (1 vote, 6 March 2025)",
        f"2. {SHOWN} 2 (1 vote, 5 March 2025, starred)",
        "Wednesday, 5 March 2025: 1 paper matching title:1, 0 unread.",
        f"1. {SHOWN} 1 (2 votes, read, starred)",
        f"Marked unread: {SHOWN} 1",
        "There is no list before this one.",
    ]


def test_reactions_and_dates_of_a_discussion_are_read_in_words(home: Path, hub: HubDouble) -> None:
    said = answers(home, "discussion 2", HF_ENDPOINT=hub.url)
    assert "Reader One @reader-one, 19 August 2026, 3 hugs, 1 thumb up" in said


def test_comments_that_the_hub_counts_and_does_not_show_are_told_from_none(home: Path, hub: HubDouble) -> None:
    hub.comments[paper_id(7)] = []
    counted = "Hugging Face counts 3 comments on this paper, and shows none."
    assert answers(home, "newer", "discussion 1", period=str(OLD + DAY), HF_ENDPOINT=hub.url)[-1] == counted
    done = run("show", paper_id(7), "--discussion", home=home, HF_ENDPOINT=hub.url)
    assert done.stdout.splitlines()[-1] == counted


def test_a_command_for_the_shell_is_pointed_to(home: Path) -> None:
    said = answers(home, "export bibtex", "Doctor")[4:]
    where = "is not a word here, but a command for the shell: daily-papers"
    assert said == [f"“export” {where} export --help", f"“doctor” {where} doctor --help"]
    assert {*COMMANDS} == words.COMMANDS | {"list", "read", "search", "show"}


def test_week_and_month_are_those_of_the_day_that_is_shown(home: Path) -> None:
    said = answers(home, "week", "go month", "month", HF_HUB_OFFLINE="1")
    lists = [line.partition(":")[0] for line in said if line.endswith("unread.")]
    assert lists == ["Wednesday, 5 March 2025", "Week 10 of 2025", "March 2025", "March 2025"]


def test_a_day_without_papers_is_told_as_a_week_without(home: Path) -> None:
    store(home, structs.replace(feed(OLD - DAY), papers=()))
    assert answers(home, period=str(OLD - DAY)) == ["No papers on Tuesday, 4 March 2025."]


def test_papers_are_found_sorted_and_searched(home: Path) -> None:
    lines = answers(home, "find title:1", "star 1", "find", "sort title", "search votes:>2", "sort sideways", "find (")
    assert lines[4:6] == ["Wednesday, 5 March 2025: 1 paper matching title:1, 1 unread.", f"1. {SHOWN} 1 (2 votes)"]
    assert lines[6] == f"Starred: {SHOWN} 1"
    assert lines[8:11] == [f"1. {SHOWN} 0 (3 votes)", f"2. {SHOWN} 1 (2 votes, starred)", f"3. {SHOWN} 2 (1 vote)"]
    assert "All stored days, search for votes:>2: 2 papers, 2 unread." in lines
    assert "“sideways” is not an order. Choose from votes, comments, stars, date, title, for-you, starred." in lines
    assert lines[-1] == "“(” needs a term after it (at the end)."


def test_whole_papers_and_discussions_are_read(home: Path, hub: HubDouble) -> None:
    lines = answers(home, "full text 2", "discussion", "full text 3", HF_ENDPOINT=hub.url)
    assert f"{SHOWN} 1" in lines
    assert "1 Introduction" in lines
    assert any(line.startswith("Reader One @reader-one") for line in lines)
    assert " has no full text of 2503.05002. " in lines[-1]


def test_a_link_is_written_where_nothing_can_copy_or_open_it(home: Path) -> None:
    lines = answers(home, "copy 1", "copy doi 1", "copy 1 pdf", "copy 1 pfd", "open 1", PATH="")[4:]
    assert lines[1] == "https://arxiv.org/abs/2503.05000"
    assert lines[3] == "10.48550/arXiv.2503.05000"
    assert lines[5] == "https://arxiv.org/pdf/2503.05000"
    assert lines[6] == "“pfd” cannot be copied. Did you mean pdf?"
    assert "https://arxiv.org/abs/2503.05000" in lines[7]


@pytest.mark.parametrize("term", ["dumb", "linux", "xterm-256color"])
def test_a_clipboard_that_does_not_take_it_is_not_called_missing(home: Path, tmp_path: Path, term: str) -> None:
    for name in ("xclip", "xsel"):
        program(tmp_path, name, "exit 1")
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    lines = answers(home, "copy 1", PATH=path, DISPLAY=":64999", TERM=term)[4:]
    assert lines == ["No program on this machine could copy it. Here it is:", "https://arxiv.org/abs/2503.05000"]


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 3", "own ended with status 3. https://arxiv.org/abs/2503.05000"),
        ("kill -KILL $$", "own was ended by signal 9. https://arxiv.org/abs/2503.05000"),
    ],
)
def test_a_text_browser_that_fails_is_told_with_the_address(home: Path, tmp_path: Path, script: str, said: str) -> None:
    assert answers(home, "open 1", BROWSER=str(program(tmp_path, "own", script)))[4:] == [said]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9", "There is no paper 9: the numbers go from 1 to 3."),
        ("0", "There is no paper 0: the numbers go from 1 to 3."),
        ("99999999999999999999", "There is no paper 999999999: the numbers go from 1 to 3."),
        ("ful text 1", "“ful text 1” is not a word here. Did you mean full text?"),
        ("xyzzy", "“xyzzy” is not a word here. Type help for the words."),
        ("\x1b[2J", "“�[2J” is not a word here. Type help for the words."),
        ("star two", "“two” is not the number of a paper."),
        ("2025-13", "There is no month 2025-13. Choose 2025-12."),
        ("sort", "By what? Choose from votes, comments, stars, date, title, for-you, starred."),
        ("search", "What? Type it behind the word, such as: search diffusion"),
        ("undo", "Nothing to undo."),
        ("more", "There is no more."),
    ],
)
def test_what_cannot_be_done_is_said(home: Path, typed: str, said: str) -> None:
    assert answers(home, typed)[4:] == [said]


def test_bytes_that_are_no_text_are_no_word(home: Path) -> None:
    (home / "typed").write_bytes(b"\xff\xfe\x00star 1\n" + b"x" * 200_000 + b"\nquit\nstar 1\n")
    done = run("read", "--plain", str(OLD), home=home, shell='< "$HOME/typed"')
    assert done.returncode == 0
    assert done.stdout.replace("\n", "").isprintable()
    assert not mark_of(home, "2503.05000").is_starred


def test_a_week_that_the_hub_has_not_begun_is_said_and_the_sitting_goes_on(home: Path) -> None:
    with HubDouble(today=date(2025, 2, 21)) as hub:  # Behind this machine's clock.
        lines = answers(home, "2025-W09", "list", HF_ENDPOINT=hub.url)
        assert lines[4:6] == ["No papers in week 9 of 2025.", TITLES[0]]
        done = run("list", "2025-W09", home=home, HF_ENDPOINT=hub.url)
        assert (done.returncode, said(done)) == (1, ["No papers in week 9 of 2025."])


def test_the_words_of_the_help_are_all_there_are(home: Path) -> None:
    lines = answers(home, "help")
    for name in words.WORDS:
        assert any(line.startswith(name) for line in lines)


@pytest.mark.parametrize("fault", [faults.web_page(), slow(faults.hangs_up), slow(faults.Answers(500))])
def test_a_hub_that_fails_is_told_and_what_is_stored_is_read(home: Path, hub: HubDouble, fault: Fault) -> None:
    hub.break_(fault)
    lines = answers(home, "newer", "newer", "full text 1", "1", HF_ENDPOINT=hub.url)
    assert "Thursday, 6 March 2025: 3 papers, 3 unread." in lines
    assert any("Hugging Face" in line or "127.0.0.1" in line for line in lines)
    assert f"1. {SHOWN} 0" in lines


def test_a_named_paper_is_read_at_once(home: Path) -> None:
    lines = answers(home, period="https://arxiv.org/abs/2503.05002v1")
    assert lines[:2] == ["Paper 2503.05002: 1 paper, 1 unread.", f"1. {SHOWN} 2 (1 vote, 5 March 2025)"]
    assert lines[2] == f"1. {SHOWN} 2"


def test_the_sample_has_marks_that_are_not_kept(tmp_path: Path) -> None:
    done = run("read", "--plain", "--sample", home=tmp_path, typed="star 1\ngo starred\n")
    assert done.stdout.splitlines()[-4:] == [
        f"Starred: {MAMBA}",
        "Stars are not kept, as this is the sample edition.",
        "Starred papers: 1 paper, 1 unread.",
        f"1. {MAMBA} (311 votes, starred)",
    ]
    assert not (tmp_path / DATABASE).exists()


def test_the_configuration_says_where_to_begin_and_what_is_wrong_with_it_once(home: Path) -> None:
    config = home / ".config/daily-papers/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(
        'start = "2025-03-06"\n[[watch]]\nname = "x"\nquery = "("\n[[watch]]\nname = "second"\nquery = "1"\n'
    )
    done = run("read", "--plain", home=home)
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[1:4] == [
        'config.toml:4: watch "x" is ignored: “(” needs a term after it (at the end).',
        "Fetched 3 h ago.",
        "Thursday, 6 March 2025: 3 papers, 3 unread.",
    ]
    assert lines[5] == f"2. {SHOWN} 1 (2 votes, watched: second)"


def test_what_is_told_beside_an_answer_is_a_line_of_the_sitting(home: Path) -> None:
    (home / DATABASE).parent.mkdir(parents=True, exist_ok=True)
    (home / DATABASE).write_bytes(b"no database " * 1000)
    done = run(
        "read", "--plain", str(OLD), home=home, typed="2025-03-06\nsearch x\nquit\n", HF_ENDPOINT="http://[::1]:9"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "daily-papers:" not in done.stdout
    assert done.stdout.count("\nFetched 3 h ago.\n") == 2
    assert done.stdout.splitlines()[-1].startswith("The marks were damaged: ")


def test_nothing_of_the_screen_is_imported(home: Path) -> None:
    names = loaded("read", "--plain", "--offline", str(OLD), home=home)
    assert {name for name in names if name.partition(".")[0] in ("textual", "rich")} == set()
    assert names & {"asyncio", "ssl", "httpx", "reader.cli.plain.outside"} == set()


def test_who_stops_reading_is_not_blamed(home: Path) -> None:
    done = run("read", "--plain", str(OLD), home=home, typed="list\n" * 50, shell="| head -n 1")
    assert (done.returncode, said(done)) == (0, [])


def test_without_plain_it_is_the_reader_that_is_opened(home: Path) -> None:
    done = run("read", home=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert "The reader needs a terminal" in done.stderr
    assert "`daily-papers read --plain`" in done.stderr


@pytest.mark.parametrize(
    ("words", "typed", "code"),
    [
        *((("nonsense",), typed, 2) for typed in ("", "help\n")),
        (("--offline",), "", 1),
        (("--offline",), "help\n", 0),
        (("--offline", str(OLD)), "", 0),
        (("--offline", "2025-03-04"), "", 1),
    ],
)
def test_its_exit_code_says_that_there_was_nothing(
    home: Path, tmp_path: Path, words: tuple[str, ...], typed: str, code: int
) -> None:
    home = home if str(OLD) in words else tmp_path / "empty"
    done, listed = run("read", "--plain", *words, home=home, typed=typed), run("list", *words, home=home)
    assert done.returncode == code
    assert listed.returncode == code or typed
    assert (done.stderr, bool(done.stdout)) == (listed.stderr, False) if code == 2 else (done.stderr == "")


def test_a_day_of_many_papers_is_written_whole_into_a_pipe(home: Path) -> None:
    with HubDouble({(third := OLD + 2 * DAY): day(60, on=third)}) as hub:
        lines = answers(home, period=str(third), HF_ENDPOINT=hub.url)
    assert [int(line.partition(".")[0]) for line in lines[1:]] == [*range(1, 61)]
