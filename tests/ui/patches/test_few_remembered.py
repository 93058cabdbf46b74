"""How much Rich and Textual remember of what they draw: little."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import _lru_cache_wrapper
from typing import Any
from weakref import ref

import pytest
from rich.segment import Segment
from rich.style import Style
from textual._xterm_parser import XTermParser
from textual.geometry import Region
from textual.strip import Strip

from reader.ui.patches.few_remembered import MOST, remember_few
from tests.ui.conftest import FakePapers, running, settle

LARGE = (
    (Segment, "_split_cells"),
    (Strip, "render_ansi"),
    (Region, "intersection"),
    (Region, "translate"),
    (Style, "_add"),
    (XTermParser, "_parse_extended_key"),
)
"""The methods of which most is remembered."""


def remembering() -> list[_lru_cache_wrapper[Any]]:
    """What remembers the results of those methods."""
    found = [vars(owner)[name] for owner, name in LARGE]
    found = [one.__func__ if isinstance(one, classmethod) else one for one in found]
    assert all(isinstance(one, _lru_cache_wrapper) for one in found)
    return found


async def test_what_was_drawn_is_remembered_up_to_a_bound(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("j", "question_mark", "escape")
        await settle(pilot)
        for one in remembering():
            most = one.cache_parameters()["maxsize"]
            assert most is not None
            assert most <= MOST, one.__qualname__


def test_another_app_in_the_process_goes_on_with_what_is_remembered() -> None:
    remember_few()
    before = remembering()
    remember_few()
    assert all(now is then for now, then in zip(remembering(), before, strict=True))


def test_methods_do_what_they_did() -> None:
    remember_few()
    assert Region(0, 0, 9, 9).intersection(Region(3, 3, 9, 9)) == (3, 3, 6, 6)
    assert Segment("漢字").split_cells(2) == (Segment("漢"), Segment("字"))


class Watched(Strip):
    """A strip of which one can see that it is gone."""

    __slots__ = ("__weakref__",)


@pytest.mark.parametrize(
    "asked",
    [
        lambda strip: strip.divide([2]),
        lambda strip: strip.divide([2, 3]),
        lambda strip: strip.crop_extend(0, 2, None),
    ],
    ids=["divide", "divide beyond", "crop_extend"],
)
def test_a_strip_that_is_its_own_part_does_not_hold_itself(asked: Callable[[Strip], object]) -> None:
    remember_few()
    gc.disable()
    try:
        strip = Watched([Segment("漢")], 2)
        gone = ref(strip)
        asked(strip)
        del strip
        assert gone() is None
    finally:
        gc.enable()


def test_strips_have_the_parts_that_they_had() -> None:
    remember_few()
    strip = Strip([Segment("漢字"), Segment("ab")], 6)
    assert [part.text for part in strip.divide([2, 5, 6, 9])] == ["漢", "字a", "b"]
    assert [part.text for part in strip.divide([6])] == ["漢字ab"]
    assert strip.crop_extend(0, 6, None).text == "漢字ab"
    assert strip.crop_extend(4, 8, None).text == "ab  "
