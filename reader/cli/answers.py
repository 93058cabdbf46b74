"""What a command read, and what the user should know about it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from reader.papers.models import Feed, Paper


class FetchedFeed(NamedTuple):
    """A feed, and what the user should know about it."""

    feed: Feed
    why: str = ""
    """Why the Hub could not confirm it, or what went wrong with it, as a sentence; or empty."""
    asked: bool = False
    """Whether the Hub sent or confirmed it just now."""


class LookedUpPaper(NamedTuple):
    """A paper that is in no stored day, and what the user should know about it."""

    paper: Paper
    fetched_at: datetime
    why: str = ""
    """Why the Hub could not confirm it, or what went wrong with it, as a sentence; or empty."""
    asked: bool = False
    """Whether the Hub sent it just now."""


class HubAnswer(NamedTuple):
    """What the Hub found, and what the user should know about it."""

    papers: tuple[Paper, ...]
    """Those that fit what is applied here."""
    came: int
    """How many it found."""
    fetched_at: datetime
    why: str = ""
    """Why the Hub could not be asked, or what went wrong with its answer, as a sentence; or empty."""
    asked: bool = False
    """Whether the Hub was asked just now."""
