"""The configuration as the reader would use it, fully checked without a screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from msgspec.structs import replace

from reader.config.actions import ACTIONS, Action
from reader.config.keymap import keymap_of
from reader.config.settings import AUTO, UNBOUND, Config, ConfigFile, configured_start, unknown_theme


def check_config(settings: ConfigFile, today: date) -> ConfigFile:
    """Leave out whatever cannot be used of settings, theme, start and keys, and list it under `problems`, line by line.

    Args:
        settings: The file as read.
        today: The newest open day.
    """
    problems = {
        "theme": tuple(unknown_theme(settings, AUTO)),
        "start": configured_start(settings, today)[1],
    }
    wrong = {name: getattr(Config(), name) for name, found in problems.items() if found}
    keymap = keymap_of(settings)
    keys = {id: keys for id, keys in settings.config.keys.items() if id in keymap.keys and id not in keymap.taken}
    watches = settings.config.watch
    if watches:
        from reader.config.watches import usable

        watches, problems["watch"] = usable(watches, settings.where)
    return replace(
        settings,
        config=replace(settings.config, keys=keys, watch=watches, **wrong),
        problems=tuple(sorted((*settings.problems, *chain(*problems.values()), *keymap.problems), key=_line)),
        given=settings.given - wrong.keys(),
    )


def _line(problem: str) -> int:
    """The number of the line that a problem begins with, as `ConfigFile.where` has it."""
    found = re.match(r".*?:([0-9]+): ", problem)
    return int(found[1]) if found else 0


def in_force(settings: ConfigFile) -> Iterator[Action]:
    """Yield every action with its active keys, or none if the user removed them; `settings` need not be checked."""
    keys = keymap_of(settings).keys
    for action in ACTIONS:
        own = keys.get(action.id, action.keys)
        yield action._replace(keys="" if own.startswith(UNBOUND) else own)
