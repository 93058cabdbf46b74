"""The words of the usual starts, understood without click, which takes 14 ms of the 200 until the first frame.

Imports nothing but what the interpreter has at its start, so annotations are texts.
"""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

FOLDER = "--cache-dir"
FLAGS = {"--no-mouse": ("mouse", False), "--offline": ("offline", True)}


def parse(words: "Iterable[str]") -> "dict[str, Any] | None":
    """Understand words as arguments of `session.open_reader`; None where click has to look at them.

    >>> parse(["--offline", "2026-08-20"])
    {'offline': True, 'period': '2026-08-20'}
    >>> parse(["--cache-dir", "there"]), parse(["--cache-dir=there"])
    ({'cache_dir': 'there'}, {'cache_dir': 'there'})
    >>> parse(["--sample"]), parse(["today", "fri"]), parse(["--offline", "--offline"])
    (None, None, None)
    """
    options: dict[str, Any] = {}
    pair: tuple[str, Any]
    rest = iter(words)
    for word in rest:
        name, is_given, value = word.partition("=")
        if name == FOLDER:
            pair = "cache_dir", value if is_given else next(rest, "")
        else:
            pair = FLAGS.get(word, ("period", word))
        if pair[0] in options or not _is_plain(*pair):
            return None
        options[pair[0]] = pair[1]
    return options


def canonical(options: "Mapping[str, Any]") -> "list[str]":
    """The words of a start in one order, so that the same start has the same ones, wherever it is made.

    >>> canonical({"period": "fri", "offline": True, "cache_dir": "/there"})
    ['--cache-dir=/there', '--offline', 'fri']
    """
    words = [f"{FOLDER}={_absolute(options['cache_dir'])}"] if "cache_dir" in options else []
    words += [word for word, (option, _) in FLAGS.items() if option in options]
    return [*words, options["period"]] if "period" in options else words


def _is_plain(option: str, value: "Any") -> bool:
    """Whether a value can be nothing else; whose home `~name` is takes a look at the users."""
    if option == "cache_dir":
        return value[:1] not in ("", "-") and (value[0] != "~" or value[1:2] in ("", "/"))
    return option != "period" or not value.startswith("-")


def _absolute(folder: str) -> str:
    if folder.startswith("~"):  # It depends on HOME, as everything does.
        return folder
    try:
        return os.path.join(os.getcwd(), folder)  # noqa: PTH109, PTH118 - pathlib takes 5 ms
    except OSError:  # No such folder can be opened either.
        return folder
