"""What was probably meant by a first word that is neither a command nor a period."""

from __future__ import annotations

import os
from collections.abc import Iterable

from reader.errors import PeriodError, UnknownPeriodError, UseError
from reader.papers.text import clean

OTHER_COMMANDS = {
    **dict.fromkeys(("help", "man", "usage"), "--help"),
    "version": "--version",
    **dict.fromkeys(("ls", "papers"), "list"),
    **dict.fromkeys(("find", "grep", "query"), "search"),
    **dict.fromkeys(("view", "cat", "info", "open"), "show"),
    **dict.fromkeys(("download", "get", "sync", "update", "refresh", "pull"), "fetch"),
    **dict.fromkeys(("settings", "setup", "init"), "config"),
    **dict.fromkeys(("notes", "backup"), "marks"),
    **dict.fromkeys(("mail", "rss", "atom", "feed"), "digest"),
}
"""What other programs call a command, and what does it here."""
OTHER_PARTS = {
    **dict.fromkeys(("check", "test", "validate"), ("verify", "check")),
    "verify": ("check",),
    **dict.fromkeys(("count", "info", "list", "ls", "show", "size", "stats", "status"), ("info", "stats", "show")),
    **dict.fromkeys(("delete", "remove", "rm", "purge", "wipe"), ("clear",)),
    **dict.fromkeys(("clean", "gc", "trim"), ("prune",)),
    **dict.fromkeys(("backup", "dump", "save"), ("export",)),
    **dict.fromkeys(("load", "restore"), ("import",)),
    **dict.fromkeys(("get", "print"), ("show", "stats", "info")),
    **dict.fromkeys(("create", "edit", "new"), ("init",)),
    **dict.fromkeys(("file", "where"), ("path", "info", "stats")),
}
"""What other programs call a command of a group, and what does it here; that which the group has is named."""
SHOWN = 40
"""Characters of a word that a sentence repeats."""


def check(word: str | None, commands: Iterable[str]) -> None:
    """Raise unless a word is a period, or a paper.

    Raises:
        UseError: It is neither a command nor a period.
    """
    from reader.hub.endpoint import paper_id
    from reader.papers.period import EditionClock, parse_period

    if not word or paper_id(word, os.environ):
        return
    try:
        parse_period(word, EditionClock().newest_day())
    except UnknownPeriodError as error:
        if word[0].isdigit() or "://" in word:  # It is a day or a paper with something wrong in it.
            raise
        from reader.papers.misspelled import OTHER_NAMES

        other = OTHER_COMMANDS.get(word.lower()) or OTHER_NAMES.get(word.lower())
        similar = other or meant_command(word, commands) or error.similar or _nearly(word)
        meant = f"; did you mean {similar}?" if similar else ". See daily-papers --help."
        raise UseError(f"“{clean(word, limit=SHOWN)}” is neither a command nor a period{meant}") from error


def check_period(word: str) -> None:
    """Raise unless a word names a period, or a paper, where no command may stand.

    Raises:
        UnknownPeriodError: It does not.
        PeriodError: That period cannot have papers, if this computer's clock is right.
    """
    from reader.hub.endpoint import paper_id
    from reader.papers.period import EditionClock, parse_period

    if not paper_id(word, os.environ):
        parse_period(word, EditionClock().newest_day())


def check_is_period(word: str) -> None:
    """Raise if a word is not a period; what else is wrong with one, the reader itself says.

    Raises:
        UnknownPeriodError: It is not one.
    """
    try:
        check_period(word)
    except UnknownPeriodError:
        raise
    except PeriodError:
        return


def meant_command(word: str, commands: Iterable[str]) -> str:
    """The command that was probably meant by another word, or nothing."""
    from reader.papers.spelling import most_similar

    return OTHER_COMMANDS.get(word.lower()) or most_similar(clean(word, limit=SHOWN), commands)


def _nearly(word: str) -> str:
    """What does here what a misspelled command of other programs does; few letters are a slip of too many of them."""
    from reader.papers.spelling import most_similar

    near = most_similar(clean(word, limit=SHOWN), [name for name in OTHER_COMMANDS if len(name) > 4])
    return OTHER_COMMANDS.get(near, "") if len(word) > 4 else ""
