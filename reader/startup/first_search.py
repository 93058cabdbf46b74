"""The first view of a reader that begins with a search, which is made once that is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from reader.config.watches import understood
from reader.errors import QueryError
from reader.papers.found import AtHub, Found
from reader.papers.listing import Listing
from reader.papers.period import NEWEST, Related, Search
from reader.papers.query import parse

if TYPE_CHECKING:
    from reader.config.settings import ConfigFile
    from reader.startup.first_view import InitialView


def pending(search: Search, settings: ConfigFile) -> Listing:
    """The list of a search that was not made yet.

    Raises:
        QueryError: Its query cannot be understood, or has no words for the Hub.
    """
    watches, _ = understood(settings.config.watch, settings.where)
    query = parse(search.query, watches)
    if search.at_hub:
        from reader.papers.query.hub_words import words_of

        words_of(query)
    related = search.id if isinstance(search, Related) else ""
    return Listing(search=Found(query, is_over=False, hub=AtHub() if search.at_hub else None, related=related))


def checked(view: InitialView, search: Search, settings: ConfigFile, *, is_asked: bool) -> InitialView:
    """A view that begins with a search, or with the newest day where its query cannot be understood any more.

    Args:
        view: The view.
        search: Its period.
        settings: What the user configured.
        is_asked: Whether the search was asked for just now.

    Raises:
        QueryError: The query of what was asked for cannot be understood.
    """
    try:
        pending(search, settings)
    except QueryError as error:
        if is_asked:
            raise
        return replace(view, period=NEWEST, problems=(*view.problems, f"{search}: {error}"))
    return view
