"""What can be typed after `daily-papers digest`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from reader.cli.params import DaysCommand, Origin, Selection, reads_papers
from reader.formats import DIGEST_FORMATS

if TYPE_CHECKING:
    from reader.formats import Entry
    from reader.formats.digest import Digest
    from reader.store.state import Last


@click.command("digest", cls=DaysCommand)
@click.argument("period", required=False)
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Only the N papers with the most votes.")
@click.option("--query", default="", metavar="QUERY", help="Only papers that are looked for, as in find.")
@click.option("--since-last", is_flag=True, help="Only papers that were not there yet at the last one.")
@click.option(
    "--format", "form", type=click.Choice(DIGEST_FORMATS), default="markdown", help="Markdown where none is named."
)
@click.option("--to", "recipient", metavar="ADDRESS", help="Who gets the message of eml.")
@click.option("--from", "sender", metavar="ADDRESS", help="Who sends it; without, whoever gets it.")
@click.option("--subject", metavar="TEXT", help="Its subject; without, the title of the digest.")
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
    """Write a digest for the inbox, a page or a feed.

    PERIOD is a day, as 2026-08-20, today, yesterday, -3 (days ago) or fri (the last Friday), or starred for all starred
    papers. Without it the newest day with papers is meant. The papers with the most votes are first.

    With --since-last it is of all days since the last digest, of a week at most, but without the papers that it had to
    choose from. Each period, query, format and recipient has a last digest of its own.

    eml is a whole message: daily-papers digest --format eml --to you@example.org | sendmail -t
    """
    if form == "eml" and recipient is None:
        raise click.UsageError("--format eml needs --to ADDRESS: who gets the message.")
    if form != "eml" and (recipient is not None or sender is not None or subject is not None):
        raise click.UsageError("--to, --from and --subject are of --format eml only.")
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
    """What writes a format; addresses are looked at before anything is read."""
    if recipient is None:
        from reader.formats.digest import writer_of

        return writer_of(form)
    # 60 ms for mail, which no other format needs.
    from reader.formats.digest_email import address, eml

    to, by = address(recipient), address(sender) if sender is not None else None
    return lambda digest: eml(digest, to, by, subject or "")


def _entries(origin: Origin, selection: Selection, last: Last) -> list[Entry]:
    """The papers that were not there at the last digest, those with the most votes first."""
    from reader.cli.lookup import select
    from reader.cli.output import entries
    from reader.errors import NoPapersError

    read = entries(select(origin, selection, marked=False, since=last.day))
    known = frozenset(last.ids)
    found = [entry for entry in read if entry.paper.id not in known and not (entry.day and entry.paper.gone)]
    if not found:
        what = "no paper is new since the last digest" if last.ids else "the day has no papers"
        raise NoPapersError(f"Nothing to show: {what}.")
    return sorted(found, key=lambda entry: -entry.paper.upvotes)


def _had(entries: list[Entry], last: Last) -> Last:
    from reader.store.state import Last

    days = [day for day in (last.day, *(entry.day for entry in entries)) if day is not None]
    return Last(max(days, default=None), (*last.ids, *(entry.paper.id for entry in entries)))


def _put(data: bytes) -> bool:
    """Write to stdout; whether all of it was taken, for a reader that hangs up is no mistake."""
    from reader.cli.io import STANDARD, output

    written = False
    with output(STANDARD) as stream:
        stream.write(data)
        stream.flush()
        written = True
    return written


def _now(origin: Origin) -> datetime:
    """The time; of the sample edition its own, so that what is written of it stays the same."""
    if origin.sample:
        from reader.sample import Sample

        return Sample.clock.now()
    return datetime.now(UTC)
