"""The command `daily-papers digest`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from reader.cli import suggestions
from reader.cli.params import Count, DaysCommand, Origin, Selection, Word, reads_papers
from reader.formats import DIGEST_FORMATS

if TYPE_CHECKING:
    from reader.formats import Entry
    from reader.formats.digest import Digest
    from reader.store.state import Last


@click.command("digest", cls=DaysCommand)
@click.argument("period", required=False, shell_complete=suggestions.periods)
@click.option("--top", type=Count(), metavar="N", help="Only the N papers with the most votes.")
@click.option(
    "--query", default="", metavar="QUERY", help="Only papers matching QUERY (same syntax as / in the reader)."
)
@click.option("--since-last", is_flag=True, help="Only papers that are new since the last digest.")
@click.option(
    "--format", "form", type=Word("a digest's format", DIGEST_FORMATS), default="markdown", help="Default: markdown."
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
    since_last: bool,
    form: str,
    recipient: str | None,
    sender: str | None,
    subject: str | None,
) -> None:
    """Write a digest for mail, a web page or a feed reader.

    PERIOD is a day (2026-08-20, today, yesterday, -3 for three days ago, fri for the last Friday) or starred for all
    starred papers. Default: the newest day with papers. Papers with the most votes come first.

    With --since-last, the digest covers all days since the last one, at most a week, without any paper that the last
    one could choose from. Each combination of period, query, format and recipient has its own last digest.

    eml is a complete message: daily-papers digest --format eml --to you@example.org | sendmail -t -i
    """
    if form == "eml" and recipient is None:
        raise click.UsageError("--format eml needs a recipient: add --to ADDRESS.")
    if form != "eml" and (recipient is not None or sender is not None or subject is not None):
        raise click.UsageError("--to, --from and --subject need --format eml.")
    from reader.formats.digest import digest as made
    from reader.store import paths
    from reader.store.state import Last, load_digests, save_digests

    write = _writer(form, recipient, sender, subject)
    kind = "\n".join((period or "", query, form, recipient or ""))
    last = load_digests(paths.digests(), kind) if since_last else Last()
    entries = _entries(origin, Selection(period, query=query), last)
    written = _put(write(made(entries[:top], _now(origin), query=query, is_new=since_last)))
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


def _entries(origin: Origin, selection: Selection, last: Last) -> list[Entry]:
    """The papers that are new since the last digest, most votes first."""
    from reader.cli.lookup import select
    from reader.cli.output import entries
    from reader.errors import NoPapersError

    read = entries(select(origin, selection, marked=False, since=last.day))
    known = frozenset(last.ids)
    found = [entry for entry in read if entry.paper.id not in known and not (entry.day and entry.paper.gone)]
    if not found:
        what = "no new papers since the last digest" if last.ids else "the day has no papers"
        raise NoPapersError(f"Nothing to show: {what}.")
    return sorted(found, key=lambda entry: -entry.paper.upvotes)


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
