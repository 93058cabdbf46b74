"""The configuration as the reader would use it, checked in every way but on a screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Final

from msgspec.structs import replace

from reader.config.actions import ACTIONS, Action
from reader.config.keymap import keymap_of
from reader.config.settings import UNBOUND, Config, ConfigFile, configured_start, unknown_theme

_OWN_THEME: Final = "textual-dark"
"""What the reader is shown in where no theme is chosen."""


def check_config(settings: ConfigFile, today: date) -> ConfigFile:
    """Take out what cannot be used, and complain of all of it: settings, theme, start, keys.

    Args:
        settings: What was read.
        today: The newest open day.
    """
    problems = {
        "theme": tuple(unknown_theme(settings, _OWN_THEME)),
        "start": configured_start(settings, today)[1],
    }
    wrong = {name: getattr(Config(), name) for name, found in problems.items() if found}
    keymap = keymap_of(settings)
    keys = {id: keys for id, keys in settings.config.keys.items() if id in keymap.keys}
    return replace(
        settings,
        config=replace(settings.config, keys=keys, **wrong),
        problems=(*settings.problems, *chain(*problems.values()), *keymap.problems),
        given=settings.given - wrong.keys(),
    )


def in_force(settings: ConfigFile) -> Iterator[Action]:
    """Every action with the keys that it has, none where the user took them away; they need not be checked before."""
    keys = keymap_of(settings).keys
    for action in ACTIONS:
        own = keys.get(action.id, action.keys)
        yield action._replace(keys="" if own.startswith(UNBOUND) else own)
