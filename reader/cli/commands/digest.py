"""The command `daily-papers digest`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import click

from reader.cli import suggestions
from reader.cli.params import Count, DaysCommand, Origin, Selection, Word, reads_papers
from reader.formats import DIGEST_FORMATS

if TYPE_CHECKING:
    from reader.formats import Entry
    from reader.formats.digest import Digest
    from reader.papers.query import Watches
    from reader.store.state import Last


MARKDOWN: Final = "markdown"


@click.command("digest", cls=DaysCommand)
@click.argument("period", required=False, shell_complete=suggestions.periods)
@click.option("--top", type=Count(), metavar="N", help="Only the N papers with the most votes.")
@click.option(
    "--query", default="", metavar="QUERY", help="Only papers matching QUERY (same syntax as / in the reader)."
)
@click.option("--watch", "by_watch", is_flag=True, help="Begin with the papers that you watch; leave out ignored ones.")
@click.option("--since-last", is_flag=True, help="Only papers that are new since the last digest.")
@click.option(
    "--format",
    "form",
    type=Word("a digest's format", DIGEST_FORMATS),
    help="Format (default: text on a terminal, else markdown).",
)
@click.option("--to", "recipient", metavar="ADDRESS", help="Recipient address (required for eml).")
@click.option("--from", "sender", metavar="ADDRESS", help="Sender address (default: the recipient).")
@click.option("--subject", metavar="TEXT", help="Subject (default: the title of the digest).")
@reads_papers
def digest(
    origin: Origin,
    period: str | None,
    top: int | None,
    query: str,
    by_watch: bool,
    since_last: bool,
    form: str | None,
    recipient: str | None,
    sender: str | None,
    subject: str | None,
) -> None:
    """Write a digest for mail, a web page or a feed reader.

    PERIOD is a day (2026-08-20, today, yesterday, -3 for three days ago, fri for the last Friday), a week (week,
    2026-W33), a month (month, 2026-07), trending or starred. Default: the newest day with papers.
    Papers with the most votes come first; what is trending stays in the Hub's order.

    With --since-last, the digest covers all days since the last one, at most a week, without any paper that the last
    one could choose from. Each combination of period, query, format and recipient has its own last digest.

    With --watch, all papers that match a watch of the configuration come first, under a heading of their own; --top is
    for the others.

    eml is a complete message, which a program can send:

    \b
      daily-papers digest --format eml --to you@example.org | sendmail -t -i
    """
    if form == "eml" and recipient is None:
        raise click.UsageError("--format eml needs a recipient: add --to ADDRESS.")
    if form != "eml" and (recipient is not None or sender is not None or subject is not None):
        raise click.UsageError("--to, --from and --subject need --format eml.")
    from reader.formats.digest import digest as made
    from reader.host import tty
    from reader.store import paths
    from reader.store.state import Last, load_digests, save_digests

    write = _writer(form or ("text" if tty.is_terminal(sys.stdout) else MARKDOWN), recipient, sender, subject)
    watches = _watches() if by_watch else None
    named = (*(["watch"] if by_watch else []), *(["sample"] if origin.sample else []))
    kind = "\n".join((period or "", query, form or MARKDOWN, recipient or "", *named))
    last = load_digests(paths.digests(), kind) if since_last else Last()
    entries, shown, of = _entries(origin, Selection(period, query=query), last, watches)
    others = [entry for entry in shown if not entry.watches][:top]
    chosen = [*(entry for entry in shown if entry.watches), *others]
    told = made(chosen, _now(origin), query=query, is_new=since_last, by_watch=by_watch, of=of, all=len(shown))
    written = _put(write(told))
    if since_last and written:
        save_digests(paths.digests(), kind, _had(entries, last))


def _writer(form: str, recipient: str | None, sender: str | None, subject: str | None) -> Callable[[Digest], bytes]:
    """Return the writer of a format; addresses are checked before anything is read."""
    if recipient is None:
        from reader.formats.digest import writer_of

        return writer_of(form)
    # Takes 60 ms, which only mail needs.
    from reader.formats.digest_email import address, eml

    to, by = address(recipient), address(sender) if sender is not None else None
    return lambda digest: eml(digest, to, by, subject or "")


def _watches() -> Watches:
    """The watches of the configuration.

    Raises:
        UseError: There are none.
    """
    from reader.cli.watches import configured_watches
    from reader.errors import UseError
    from reader.papers.text import clean
    from reader.store import paths

    watches = configured_watches()
    if not watches:
        file = clean(str(paths.config()))
        raise UseError(f"Nothing is watched: add [[watch]] with a name and a query to {file}.")
    return watches


def _entries(
    origin: Origin, selection: Selection, last: Last, watches: Watches | None
) -> tuple[list[Entry], list[Entry], str]:
    """The papers that are new since the last digest, most votes first; those of them that no watch ignores; and what
    the period is called, where that is not its days.
    """
    from reader.cli.lookup import select
    from reader.cli.output import entries
    from reader.errors import NoPapersError
    from reader.papers.humanize import long_period
    from reader.papers.period import Span, Trending

    parts = list(select(origin, selection, marked=False, watches=watches, since=last.day))
    ignored = {id for part in parts for id in part.looked.ignored}
    known = frozenset(last.ids)
    found = [entry for entry in entries(parts) if entry.paper.id not in known and not (entry.day and entry.paper.gone)]
    if not isinstance(parts[0].period, Trending):
        found.sort(key=lambda entry: -entry.paper.upvotes)
    shown = [entry for entry in found if entry.paper.id not in ignored]
    if not shown:
        what = "no new papers since the last digest" if last.ids else "there are no papers"
        if found:
            what = "your watches ignore all papers"
        raise NoPapersError(f"Nothing to show: {what}.")
    period = parts[0].period
    return found, shown, long_period(period) if isinstance(period, Span | Trending) else ""


def _had(entries: list[Entry], last: Last) -> Last:
    from reader.store.state import Last

    days = [day for day in (last.day, *(entry.day for entry in entries)) if day is not None]
    return Last(max(days, default=None), (*last.ids, *(entry.paper.id for entry in entries)))


def _put(data: bytes) -> bool:
    """Write to stdout, and return whether all of it was taken: a pipe closed early is not an error."""
    from reader.cli.io import STANDARD, output

    written = False
    with output(STANDARD) as stream:
        stream.write(data)
        stream.flush()
        written = True
    return written


def _now(origin: Origin) -> datetime:
    """The time; the sample edition has its own, so that its digest never changes."""
    if origin.sample:
        from reader.sample import Sample

        return Sample.clock.now()
    return datetime.now(UTC)
