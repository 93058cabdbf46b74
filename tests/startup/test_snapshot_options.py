"""The frame of a start with options: it is that of these words and of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.startup import snapshot
from tests import slow
from tests.conftest import Start
from tests.hub.double import HubDouble
from tests.startup.frames import WORDS, Begin, cells, differences, is_framed, wait_for_frame


@pytest.mark.parametrize("words", [("--sample",), ("--sample", *WORDS), ("--offline", "--offline", *WORDS)])
def test_none_is_shown_with_words_that_click_looks_at(framed: Path, start: Start, words: tuple[str, ...]) -> None:
    reader = start(*words)
    reader.wait_for("? help")
    assert not bytes(reader.output).startswith(snapshot.ENTER.encode())


OPTIONS = [
    ("--offline",),
    ("--no-mouse", *WORDS),
    ("--cache-dir", ".cache/daily-papers/v1", *WORDS),
    ("--no-mouse", "--cache-dir=.cache/daily-papers/v1", "--offline"),
]


@pytest.mark.parametrize("words", [OPTIONS[0], *map(slow, OPTIONS[1:])])
def test_with_options_it_is_the_first_own_screen_too(framed: Path, begin: Begin, words: tuple[str, ...]) -> None:
    left = begin(*words, cwd=framed)
    assert not is_framed(left), "the frame of a start with other words"
    left.wait_for("The [MASK] of Thursday", "fetched")
    left.press("kj")
    left.press("q")
    assert left.wait() == 0
    wait_for_frame(framed, 2)
    reader = begin(*reversed_words(words), cwd=framed)
    assert is_framed(reader)
    before = cells(reader)
    while b"\x1b[?2004h" not in reader.output:  # Until Textual has taken it over.
        reader.read(0.2)
        assert differences(reader, before) == []
    while "fetched" not in reader.text.split("\n")[0]:
        reader.read(0.2)
        assert differences(reader, before, since=1) == []
    assert (b"\x1b[?1000h" in reader.output) == ("--no-mouse" not in words)
    reader.press("q")
    assert reader.wait() == 0
    assert reader.left_behind() == []


def reversed_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The same start, typed the other way round."""
    pairs = [" ".join(words[at : at + 2]) if word == "--cache-dir" else word for at, word in enumerate(words)]
    folder = words[words.index("--cache-dir") + 1] if "--cache-dir" in words else None
    return tuple(part for pair in reversed(pairs) if pair != folder for part in pair.split(" "))


@pytest.mark.slow
def test_the_frame_of_another_folder_is_not_shown_for_this_one(framed: Path, begin: Begin, double: HubDouble) -> None:
    for folder in ("one", "two"):
        left = begin("--cache-dir", folder, *WORDS, cwd=framed)
        assert not is_framed(left)
        left.wait_for("The [MASK] of Thursday", "fetched just now")
        left.press("q")
        assert left.wait() == 0
    wait_for_frame(framed, 3)
    assert is_framed(begin("--cache-dir=two", *WORDS, cwd=framed))
    assert not is_framed(begin("--cache-dir=two", *WORDS, cwd=framed.parent)), "the same word names another folder"


@pytest.mark.slow
def test_a_frame_of_another_folder_carries_the_stamps_of_that_one(framed: Path, begin: Begin) -> None:
    words = ("--cache-dir", str(framed / "other"), *WORDS)
    left = begin(*words)
    left.wait_for("The [MASK] of Thursday", "fetched just now")
    left.press("q")
    left.wait()
    wait_for_frame(framed, 2)
    (framed / ".cache/daily-papers/v1/cache.db").touch()
    assert is_framed(begin(*words))
    assert not is_framed(begin())
    (framed / "other/cache.db").touch()
    assert not is_framed(begin(*words))


def test_frames_that_were_kept_first_are_dropped_whatever_their_words(tmp_path: Path) -> None:
    names = {
        snapshot.file_of("", words, 80, 24) for words in (["--offline"], ["--cache-dir=/a"], ["--cache-dir=/b"], [])
    }
    assert len(names) == 4
    assert all(name is not None and name.startswith("/frame-") for name in names)
    assert snapshot.file_of("", ["--cache-dir=/a\nb"], 80, 24) is None
