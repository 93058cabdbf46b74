"""The application: what all screens share."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from textual import events, on, work
from textual.dom import DOMNode
from textual.filter import LineFilter
from textual.reactive import var
from textual.screen import Screen

from reader.config.settings import AUTO, ConfigFile, Layout, unknown_theme
from reader.host import page, tty
from reader.library import PaperLibrary
from reader.papers import links
from reader.papers.period import Newest
from reader.store import paths
from reader.store.state import Position
from reader.ui import current, outside, status
from reader.ui.bindings import bindings, run_of
from reader.ui.browser import PaperBrowser
from reader.ui.initial_state import LAYOUTS, InitialState, layout_notice, next_layout
from reader.ui.patches import imports, terminal
from reader.ui.patches.app import QuietApp
from reader.ui.patches.input import Background
from reader.ui.patches.turns import INPUT
from reader.ui.screens.feed import FeedScreen
from reader.ui.screens.waiting import Elsewhere
from reader.ui.theming import Theming
from reader.ui.widgets.bars import Clicked
from reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from reader.ui.copying import Copying
    from reader.ui.following import Following
    from reader.ui.patches.driver import Taken
    from reader.ui.places import Left

NOTHING: Final = InitialState()
UNSET: Final = ConfigFile(Path())
"""No configuration."""


class ReaderApp(QuietApp):
    """The reader: it owns the terminal, the clipboard and the browser."""

    TITLE = "Daily Papers"
    CSS_PATH = paths.styles() / "feed.tcss"
    BINDINGS = bindings({"app.quit": "quit", "app.palette": "command_palette", "app.suspend": "suspend_process"})

    layout: var[Layout] = var("auto", init=False)
    """Where the panes lie: one of `LAYOUTS`."""

    def __init__(
        self,
        library: PaperLibrary,
        *,
        opening: InitialState = NOTHING,
        settings: ConfigFile = UNSET,
        sample: Callable[[], PaperLibrary] | None = None,
        crash_folder: Path | None = None,
        taken: Taken | None = None,
    ) -> None:
        """Be ready to run.

        Args:
            library: Where feeds come from.
            opening: What is shown first.
            settings: What the user configured.
            sample: Makes the edition to show where nothing is stored and the Hub cannot be reached.
            crash_folder: Where a crash leaves its log.
            taken: What took the terminal before Textual was imported.
        """
        super().__init__(driver_class=terminal.driver_class(taken))
        self._last_filters: list[LineFilter] = [terminal.ControlFilter(), *terminal.sign_filters(ascii=opening.ascii)]
        self._settings, self._config = settings, settings.config
        problems = (*settings.problems, *self._set_theme(settings, opening), *self._set_keys(settings))
        self.HORIZONTAL_BREAKPOINTS = LAYOUTS[opening.layout]
        self.set_reactive(ReaderApp.layout, opening.layout)
        self._feed_screen = FeedScreen(
            library, opening=opening, problems=problems, sample=sample, when_drawn=lambda: self.when_drawn()
        )
        self._export_choice = opening.export
        self.crash_folder = crash_folder
        self.when_drawn: Callable[[], object] = partial(self.call_later, self._begin)
        """Called when the first frame has been drawn."""
        self.hold()  # There is nothing to act on yet.
        self.position: Position | None = None
        """Where the user was when the reader was left; None while it is not, and after a crash."""

    def _set_theme(self, settings: ConfigFile, opening: InitialState) -> Iterator[str]:
        self._variables: dict[str, dict[str, str]] = {}
        self._theming = Theming(self, settings, opening.theme, opening.is_dark)
        self._last_filters += self._theming.filters()
        self._theming.show()
        self.stylesheet.set_variables(self.get_css_variables())
        yield from unknown_theme(settings, AUTO)

    def get_css_variables(self) -> dict[str, str]:
        """Have all text of a theme readable."""
        if not hasattr(self, "_theming"):  # Textual asks before the theme is known, for which it would make others.
            return {}
        if self.theme not in self._variables:
            variables = super().get_css_variables()
            self._variables[self.theme] = variables | self._theming.variables(variables)
        self.theme_variables = self._variables[self.theme]
        return self.theme_variables

    def _set_keys(self, settings: ConfigFile) -> tuple[str, ...]:
        if not settings.config.keys:
            return ()
        from reader.config.keymap import keymap_of

        keymap = keymap_of(settings)
        self.set_keymap(keymap.keys)
        return keymap.problems

    def exit(self, result: None = None, return_code: int = 0, message: Any = None) -> None:
        """Leave, and remember where that was if there is a screen, and still is."""
        if self.position is None and self._feed_screen.query(PaperBrowser):
            self.position = self._position()
            message = message or outside.unsaved(self._feed_screen.browser.marking.unsaved)
        super().exit(result, return_code, message)

    def _position(self) -> Position:
        screen = self._feed_screen
        return Position(
            period=screen.period,
            newest=screen.feed.day if screen.feed and isinstance(screen.period, Newest) else None,
            paper=screen.paper.id if screen.paper else "",
            order=screen.browser.arrangements["day"].order,
            starred_order=screen.browser.arrangements["starred"].order,
            layout=self.layout,
            export=self._export_choice,
            theme=self._theming.kept,
            is_dark=self._theming.told,
        )

    def get_default_screen(self) -> Screen[Any]:
        """Start with the papers of a day, laid out as the size of the terminal asks for before anything is drawn."""
        self._feed_screen.lay_out_for(self.size, LAYOUTS[self.layout])
        return self._feed_screen

    def get_line_filters(self) -> list[LineFilter]:
        """Let nothing reach the terminal that it would act on."""
        return [*super().get_line_filters(), *self._last_filters]

    def on_mount(self) -> None:
        """Leave in order when told to by the system."""
        if sys.platform != "win32" and not self.is_headless:
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(number, partial(self.exit, return_code=128 + number))

    async def act(self, event: events.Event, moves: tuple[str, DOMNode] | None = None) -> None:
        """Take note of what the user does before anything acts on it."""
        if isinstance(event, INPUT):
            self._feed_screen.touch()
        await super().act(event, moves)

    def say(self, sentence: str) -> None:
        """Tell the user something."""
        self._feed_screen.notice = sentence

    async def _begin(self) -> None:
        """Do what the user typed ahead, in its order and before what comes now; then begin."""
        screen = self._feed_screen
        if self._config.watch:
            from reader.config.watches import understood

            screen.take_watches(*understood(self._config.watch, self._settings.where))
        if await self.let_go():
            screen.draw_now()
        screen.begin()
        screen.browser.paper_view.hyperlinks = not page.here and tty.takes_links(os.environ, self._config.hyperlinks)
        self.has_begun(cursor=self._config.cursor)
        if self._config.title and tty.keeps_titles(os.environ):
            change = self.entitle(lambda: status.window_title(screen.shown, screen.feed, screen.paper))
            self.watch(screen.browser, "paper", change, init=False)

    @on(Background)
    def _tell_background(self, event: Background) -> None:
        self._theming.follow(is_dark=event.is_dark)

    # Textual's own does not wait, but what is called may be either (`App.run_action`).
    async def action_command_palette(self) -> None:  # type: ignore[override]
        """Offer all commands, and wait until they are there: what is typed ahead is meant for them."""
        imports.load()
        from reader.ui.commands import commands_of
        from reader.ui.dialogs.palette import Palette, provider_of

        if not isinstance(self.screen, Palette):
            known = commands_of(self.screen, self.own_keys, self._feed_screen.browser.listed.listing.kind)
            await self.push_screen(Palette([provider_of(known)]))

    async def action_change_theme(self) -> None:  # type: ignore[override]
        """Offer the themes, and keep the chosen one for the next start."""
        from reader.ui.dialogs.themes import ThemesDialog

        dialog = ThemesDialog(self._theming.chosen, self._theming.show, self._theming.limit)
        await self.push_screen(dialog, self._keep_theme)

    def _keep_theme(self, chosen: str | None) -> None:
        if chosen is not None:
            loader = self._feed_screen.requests.loader
            is_saved = loader.uses_sample or not loader.library.is_sample
            place = self.crash_folder and paths.position()
            self.say(self._theming.keep(chosen, is_saved=is_saved, place=place))
        self._theming.show()

    def action_leave(self) -> None:
        """Go back one level: to the list, from a search or the starred papers to where they were opened; or quit."""
        screen = self._feed_screen
        if screen.browser.go_back() or screen.searching.come_back():
            return
        if screen.requests.route.is_from_day:
            screen.requests.load_day()
        else:
            self.exit()

    @on(Clicked)
    async def _act(self, event: Clicked) -> None:
        if (run := run_of(self.screen, event.action)) is not None:
            await self.run_action(*run)

    def action_suspend_process(self) -> None:
        """Give the terminal to the shell until it has the reader go on."""
        from reader.host import process

        if process.has_shell():
            super().action_suspend_process()
        else:
            self._feed_screen.notice = "No shell to return to."

    def action_next_layout(self) -> None:
        """Lay the panes out in the next way."""
        self.layout = next_layout(self.layout, self.size.width)
        self._feed_screen.notice = layout_notice(self.layout, self.size.width)

    def watch_layout(self, layout: Layout) -> None:
        """Lay the panes out."""
        # Textual takes away only the classes that the new list names.
        self._feed_screen.remove_class(*(name for widths in LAYOUTS.values() for _, name in widths))
        self.HORIZONTAL_BREAKPOINTS = LAYOUTS[layout]
        self._feed_screen.post_message(events.Resize(self.size, self.size))

    async def action_help(self) -> None:
        """Show all keys."""
        from reader.ui.commands import commands_of
        from reader.ui.dialogs.help import HelpDialog

        known = commands_of(self.screen, self.own_keys, self._feed_screen.browser.listed.listing.kind)
        await self.push_screen(HelpDialog([*known]), self._run_chosen)

    def _run_chosen(self, run: tuple[str, DOMNode] | None) -> None:
        if run is not None:
            self.call_later(self.run_action, *run)

    async def action_read(self, left: Left | None = None) -> None:
        """Show everything about the paper, on a screen of its own, as it was left."""
        from reader.ui.screens.paper import PaperScreen

        if self._feed_screen.is_current and current.paper_of(self._feed_screen.browser):
            library = self._feed_screen.requests.loader.library
            await self.push_screen(PaperScreen(self._feed_screen.browser, library, left))

    async def action_full_text(self) -> None:
        """Show the full text of the paper, on a screen of its own."""
        from reader.ui.screens.reading import read

        browser, library = self._feed_screen.browser, self._feed_screen.requests.loader.library
        await read(self, browser, library, copy=self.copy, measure=self._config.measure, folder=self.crash_folder)

    async def action_discussion(self) -> None:
        """Show what people say of the paper, on a screen of its own."""
        from reader.ui.screens.discussion import discuss

        await discuss(self, self._feed_screen.browser, self._feed_screen.requests.loader.library, self.copy)

    def action_copy_link(self) -> None:
        """Copy what is selected, else the paper's address on arXiv."""
        self._copying.link()

    async def action_copy_menu(self) -> None:
        """Ask what to copy, and copy it."""
        await self._copying.ask()

    def action_copy_text(self, letter: str) -> None:
        """Copy what a letter of the copy menu stands for."""
        self._copying.text(letter)

    @cached_property
    def _copying(self) -> Copying:
        from reader.ui.copying import Copying

        return Copying(self, self._feed_screen.browser, self._copy)

    async def action_export(self) -> None:
        """Ask which papers of the list to export, how and where to, and do it."""
        from reader.ui.exporting import Exporting

        keep = partial(setattr, self, "_export_choice")
        await Exporting(self, self._feed_screen, self._export_choice, keep, self._copy).ask()

    def action_open(self, place: str) -> None:
        """Open the paper in the browser."""
        if paper := current.paper_of(self._feed_screen.browser):
            self._feed_screen.browser.marking.opened()
            self._open(links.PLACES[place](paper.id))

    @on(Elsewhere)
    def _open_elsewhere(self, event: Elsewhere) -> None:
        self._open(event.url, event.why)

    @on(TextView.Followed)
    def _follow_link(self, event: TextView.Followed) -> None:
        self._following.follow(event.link)

    @cached_property
    def _following(self) -> Following:
        from reader.ui.following import Following

        return Following(self, self._feed_screen.browser, self._open, self._copy)

    async def action_links(self) -> None:
        """Show a letter before every link in sight."""
        await self._following.ask()

    @work(exclusive=True, group="copy")
    async def _copy(self, text: str, what: str = "") -> None:
        self._feed_screen.notice = await self.copy(text, what)

    @work(exclusive=True, group="open")
    async def _open(self, url: str, why: str = "") -> None:
        self._feed_screen.notice = f"{why} {await self.open_link(url)}".lstrip()

    async def copy(self, text: str, what: str = "") -> str:
        """Copy a text; return a sentence that says by which way, with the text or what it is."""
        return await outside.copy(self, self._config, text, what)

    async def open_link(self, url: str) -> str:
        """Open an address in the user's browser; return a sentence that says what was asked of whom."""
        return await outside.open_link(self, self._config, url)
