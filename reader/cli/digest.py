"""What can be typed after `daily-papers digest`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import click

from reader.cli.options import DaysCommand, Origin, reads_papers
from reader.cli.selection import Selection

if TYPE_CHECKING:
    from reader.formats.digest import Digest
    from reader.formats.entry import Entry

FORMATS: Final = ("markdown", "text", "html", "eml", "atom")


@click.command("digest", cls=DaysCommand)
@click.argument("period", required=False)
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Only the N papers with the most votes.")
@click.option("--query", default="", metavar="QUERY", help="Only papers that are looked for, as in find.")
@click.option("--since-last", is_flag=True, help="Only papers that no digest with this option and query had.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="markdown", help="Markdown where none is named.")
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

    eml is a whole message: daily-papers digest --format eml --to you@example.org | sendmail -t
    """
    if form == "eml" and recipient is None:
        raise click.UsageError("--format eml needs --to ADDRESS: who gets the message.")
    if form != "eml" and (recipient is not None or sender is not None or subject is not None):
        raise click.UsageError("--to, --from and --subject are of --format eml only.")
    from reader.formats.digest import digest as made
    from reader.papers.text import clean
    from reader.store import digests, paths

    write = _writer(form, recipient, sender, subject)
    key = clean(query)  # Bytes that are no UTF-8 cannot be kept.
    known = digests.seen(paths.digests(), key) if since_last else frozenset()
    entries = _entries(origin, Selection(period, query=query, order="upvotes"), known)[:top]
    written = _put(write(made(entries, _now(origin), query=query, is_new=since_last)))
    if since_last and written:
        digests.add(paths.digests(), key, [entry.paper.id for entry in entries])


def _writer(form: str, recipient: str | None, sender: str | None, subject: str | None) -> Callable[[Digest], bytes]:
    """What writes a format; addresses are looked at before anything is read."""
    if recipient is None:
        from reader.formats.digest import writer_of

        return writer_of(form)
    # 60 ms for mail, which no other format needs.
    from reader.formats.digest_mail import address, eml

    to, by = address(recipient), address(sender) if sender is not None else None
    return lambda digest: eml(digest, to, by, subject or "")


def _entries(origin: Origin, selection: Selection, known: frozenset[str]) -> list[Entry]:
    from reader.cli.forms import entries
    from reader.cli.reading import parts
    from reader.errors import NoPapersError

    read = entries(parts(origin, selection, marked=False))
    found = [entry for entry in read if entry.paper.id not in known and not (entry.day and entry.paper.gone)]
    if not found:
        raise NoPapersError("Nothing to show: no paper is new since the last digest.")
    return found


def _put(data: bytes) -> bool:
    """Write to stdout; whether all of it was taken, for a reader that hangs up is no mistake."""
    from reader.cli.streams import STANDARD, output

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
