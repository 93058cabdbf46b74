"""What the reader relies on and Textual does not promise: a version that does otherwise fails here by name."""

from __future__ import annotations

import inspect
import signal
from typing import Any

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static


class Lines(ScrollView):
    """A widget that draws lines, and notes when it was told its size and when it was drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.virtual_size = Size(0, 3)
        self.told: list[str] = []

    def render_line(self, y: int) -> Strip:
        self.told.append("drawn")
        return Strip.blank(self.size.width)

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        updated = super()._size_updated(size, virtual_size, container_size, layout)
        assert self._size == size
        self.told.append("fitted")
        return updated


class Plain(App[None]):
    """A screen with a text above some lines."""

    CSS = """
    .-wide Static { text-style: bold; }
    Lines { padding: 1 2; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]

    def compose(self) -> ComposeResult:
        yield Static("first [/]", id="text", markup=False)
        yield Lines()


def lines_of(screen: Screen[Any]) -> list[str]:
    return [strip.text for strip in screen._compositor.render_strips()]


async def test_the_compositor_has_the_whole_screen_in_strips() -> None:
    app = Plain()
    async with app.run_test(size=(50, 9)):
        strips = app.screen._compositor.render_strips()
        assert [strip.cell_length for strip in strips] == [50] * 9
        assert strips[0].text == "first [/]".ljust(50)
        assert "first [/]" in strips[0].render(app.console)


async def test_a_layout_draws_in_the_same_turn_and_every_widget_is_told_its_size_before() -> None:
    app = Plain()
    async with app.run_test(size=(50, 9)) as pilot:
        lines = app.query_one(Lines)
        assert lines.told[0] == "fitted"
        assert "drawn" in lines.told
        lines.told.clear()
        drawn: list[object] = []
        app._display = lambda screen, renderable: drawn.append(renderable)  # type: ignore[method-assign]
        app.screen._refresh_layout(Size(40, 8))
        assert drawn
        assert lines.told[0] == "fitted"
        assert app.screen._size == Size(40, 8)
        del app._display
        await pilot.pause()


async def test_what_changed_can_be_drawn_before_its_frame_is_due() -> None:
    app = Plain()
    async with app.run_test(size=(50, 9)) as pilot:
        await pilot.pause()
        app.query_one(Static).update("second")
        await app.query_one(Static)._on_idle(events.Idle())
        app.screen._on_timer_update()
        assert lines_of(app.screen)[0].rstrip() == "second"
        assert not app.screen._dirty_widgets


async def test_a_screen_asks_for_layouts_and_drawing_by_two_flags() -> None:
    app = Plain()
    async with app.run_test() as pilot:
        await pilot.pause()
        assert (app.screen._layout_required, app.screen._repaint_required) == (False, False)
        app.screen.refresh(layout=True)
        assert (app.screen._layout_required, app.screen._repaint_required) == (True, True)


async def test_a_screen_is_told_its_size_and_comes_up_by_events_that_can_be_prevented() -> None:
    assert [*inspect.signature(Screen._screen_resized).parameters] == ["self", "size"]
    seen: list[tuple[int, bool]] = []

    class Prompt(Screen[None]):
        def on_screen_resume(self, event: events.ScreenResume) -> None:
            event.prevent_default()
            seen.append((self.stack_updates, self.is_attached))

    app = Plain()
    async with app.run_test():
        await app.push_screen(prompt := Prompt())
        assert seen == [(0, True)]
        assert prompt.stack_updates == 0  # Textual's own would have counted.


async def test_the_first_widget_that_can_have_the_focus_gets_it() -> None:
    app = Plain()
    async with app.run_test():
        app.screen.set_focus(None)
        app.screen._update_auto_focus()
        assert app.focused is app.query_one(Lines)


@pytest.mark.parametrize(("width", "expected"), [(50, {"-narrow"}), (60, {"-wide"})])
async def test_classes_follow_from_a_width(width: int, expected: set[str]) -> None:
    app = Plain()
    async with app.run_test(size=(width, 9)):
        breakpoints = app.HORIZONTAL_BREAKPOINTS
        assert {*app.screen._get_breakpoint_classes(width, breakpoints)} == expected
        assert expected <= app.screen._classes


async def test_regions_to_draw_are_those_of_the_content() -> None:
    app = Plain()
    async with app.run_test() as pilot:
        await pilot.pause()
        lines = app.query_one(Lines)
        assert lines.content_offset == (2, 1)
        lines.refresh(Region(0, 0, 5, 1))
        assert lines._exchange_repaint_regions() == {Region(2, 1, 5, 1)}


async def test_a_crash_is_told_by_what_is_written_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    class Broken(Plain):
        def _fatal_error(self) -> None:
            assert isinstance(self._exception, RuntimeError)
            self._exit_renderables.append("told")
            self._close_messages_no_wait()

        def on_mount(self) -> None:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        async with Broken().run_test():
            pass
    assert capsys.readouterr().err == "told\n"


async def test_notifications_have_a_place_that_is_refreshed_with_each_screen() -> None:
    app = Plain()
    async with app.run_test():
        assert not app._notifications
        app._refresh_notifications()


async def test_the_driver_has_what_ours_puts_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)
    driver = LinuxDriver(Plain(), size=(80, 24))
    assert (driver._key_thread, driver.attrs_before, driver._debug) == (None, None, False)
    assert not driver.exit_event.is_set()
    assert isinstance(driver.fileno, int)
    assert callable(driver._disable_mouse_support)
    source = inspect.getsource(LinuxDriver)  # As it takes a terminal to see it done.
    assert "self.run_input_thread()" in source
    assert 'self.write("\\x1b[?1049h")' in source  # Alone, so that it can be left out.


def test_an_escape_that_may_go_on_is_known_until_it_is_given_up() -> None:
    parser = XTermParser()
    assert parser._timeout_time is None
    assert [*parser.feed("\x1b")] == []
    assert parser._timeout_time is not None
    (key,) = parser.feed("[A")
    assert isinstance(key, events.Key)
    assert key.key == "up"
    assert [*parser.tick()] == []
