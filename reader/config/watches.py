"""Watches in the configuration: `[[watch]]` tables, and their queries as terms.

Imported only where there are any, and not before the first frame but to read the tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.config.problems import Complain, nearest, quoted
from reader.papers.text import clean, one_line

if TYPE_CHECKING:
    from reader.papers.query import Watches
    from reader.papers.query.terms import Term

NAME_LENGTH: Final = 40
"""Characters of the longest name."""
_KEYS: Final = ("name", "query", "ignore")


class Watch(NamedTuple):
    """A watch as it is written."""

    name: str
    query: str
    """Not empty, but unchecked."""
    ignore: bool = False
    """Whether what it matches is dimmed, and does not stand out."""
    place: str = ""
    """The name of its table, such as `watch.0`, for `ConfigFile.where`."""


def read_watches(value: object, complain: Complain) -> Iterator[Watch]:
    """Yield the watches that have a name of their own and a query; report what is wrong."""
    if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
        complain("watch", f"watch is {quoted(value)}, not tables: write [[watch]] above each; it is ignored.")
        return
    taken: dict[str, str] = {}
    for number, table in enumerate(value):
        place = f"watch.{number}"
        for key in table:
            if key not in _KEYS:
                complain(
                    f"{place}.{key}", f"{quoted(key)} is not a setting of a watch{nearest(key, _KEYS)} It is ignored."
                )
        name, wrong = _name(table.get("name"))
        if not wrong and (same := taken.get(_key(name))) is not None:
            wrong = f"the name {quoted(name)} is taken by {same}"
        if wrong:
            complain(f"{place}.name", f"watch {number + 1} is ignored: {wrong}.")
            continue
        taken[_key(name)] = f"watch {number + 1}"
        yield from _watch(Watch(name, "", place=place), table, complain)


def _watch(named: Watch, table: Mapping[str, object], complain: Complain) -> Iterator[Watch]:
    query, ignore = table.get("query"), table.get("ignore", False)
    if not isinstance(ignore, bool):
        complain(f"{named.place}.ignore", f"ignore is {quoted(ignore)}, not true or false; false is used.")
    if isinstance(query, str) and query.strip():
        yield named._replace(query=query, ignore=ignore is True)
    else:
        given = "has no query" if query in (None, "") else f"has the query {quoted(query)}"
        complain(f"{named.place}.query", f"watch {quoted(named.name)} {given}; it is ignored.")


def _name(value: object) -> tuple[str, str]:
    """The name as it is shown, and what is wrong with it."""
    if value is None:
        return "", "it has no name"
    if not isinstance(value, str):
        return "", f"its name is {quoted(value)}, not a text"
    name = clean(one_line(value)).strip()
    if not name:
        return "", "its name is blank"
    if len(name) > NAME_LENGTH:
        return "", f"its name has more than {NAME_LENGTH} characters"
    if '"' in name:
        return "", 'its name has a " in it'
    return name, ""


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def understood(watches: Iterable[Watch], where: Callable[[str], str]) -> tuple[Watches, tuple[str, ...]]:
    """The watches whose queries can be understood, and the problems with the others, in the order of the file.

    Args:
        watches: The watches as read.
        where: Names the place of a setting, as `ConfigFile.where` does.
    """
    from reader.errors import QueryError
    from reader.papers.query import Watches, parse

    terms: dict[bool, dict[str, Term]] = {False: {}, True: {}}
    problems = []
    for name, query, ignore, place in watches:
        try:
            terms[ignore][name] = parse(query, None).term
        except QueryError as error:
            problems.append(f"{where(f'{place}.query')}: watch {quoted(name)} is ignored: {error}")
    return Watches(terms[False], terms[True]), tuple(problems)


def usable(watches: Iterable[Watch], where: Callable[[str], str]) -> tuple[tuple[Watch, ...], tuple[str, ...]]:
    """The watches that `understood` keeps, as they are written, and the problems with the others."""
    kept, problems = understood(watches, where)
    names = {*kept.watching, *kept.ignoring}
    return tuple(watch for watch in watches if watch.name in names), problems
