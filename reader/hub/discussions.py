"""The Hub's answer with the comments on a paper.

The route is in no documentation of the Hub, so that every field but the comments themselves may be missing or of any
type: what cannot be read costs only itself. Answers have been seen beside the comments that they answer, with
`data.parentCommentId`, and in them, as `replies`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from reader.errors import HubError
from reader.hub.decoding import complaint_of, decoded, quoted
from reader.hub.endpoint import HUB
from reader.hub.nesting import pieces
from reader.hub.wire import Fields, count_of, fields_of, raw_of, text_of, time_of
from reader.papers.discussion.model import COMMENT, Comment, Discussion, Reaction
from reader.papers.discussion.thread import once
from reader.papers.text import clean, clean_document

QUERY: Final = {"field": "comments"}
"""What asks for the comments on a paper, beside its address."""
COMMENT_LIMIT: Final = 2**16
"""Characters of the longest comment; the Hub takes no longer ones."""
REACTIONS: Final = 20
"""Different reactions to a comment that are kept; the Hub has eleven."""


def discussion_of(body: bytes, hub: str = HUB) -> Discussion:
    """Return the comments of an answer, each once and cleaned.

    Args:
        body: The answer.
        hub: What to call the host that sent it.

    Raises:
        HubError: If the answer has no comments, not even an empty list of them.
    """
    found: list[Comment] = []
    skipped = 0
    for number, (item, parent) in enumerate(_items(body, hub)):
        if not isinstance(item, dict):
            skipped += 1
            continue
        found.append(_comment(item, parent, number))
    return Discussion(comments=once(found), skipped=skipped)


def _items(body: bytes, hub: str) -> Iterator[tuple[Any, str]]:
    """What stands where a comment should, each with the id of that in which it stands."""
    try:
        answer = msgspec.json.decode(body)
    except RecursionError:
        yield from _taken_out(body, hub)
        return
    except (msgspec.DecodeError, UnicodeDecodeError):
        answer = decoded(body, hub)
    waiting = [(item, "") for item in reversed(_listed(answer, hub))]
    while waiting:
        item, parent = waiting.pop()
        yield item, parent
        fields = fields_of(item)
        replies = fields.get("replies")
        if isinstance(replies, list):
            waiting += [(reply, raw_of(fields, "id")) for reply in reversed(replies)]


def _listed(answer: Any, hub: str) -> list[Any]:
    comments = fields_of(answer).get("comments")
    if not isinstance(comments, list):
        said = quoted(complaint_of(answer))
        raise HubError(f"{hub} did not send a list of comments{said}. Try again later, or look at its page.")
    return comments


def _taken_out(body: bytes, hub: str) -> Iterator[tuple[Any, str]]:
    """The same for comments that are nested too deeply to be decoded with those around them."""
    ids: list[str] = []
    found = [*pieces(body)]
    if not found or found[0].holder >= 0:
        decoded(body, hub)  # It was cut off, or is no object: that is said here.
    for piece in found:
        try:
            item = decoded(piece.json, hub)
        except HubError:
            item = None
        if piece.holder < 0:
            _listed(item, hub)
        elif piece.holder < len(ids):
            yield item, ids[piece.holder]
        ids.append(raw_of(fields_of(item), "id") if piece.holder >= 0 else "")


def _comment(item: Fields, parent: str, number: int) -> Comment:
    data, author = fields_of(item.get("data")), fields_of(item.get("author"))
    latest = fields_of(data.get("latest"))
    hidden = data.get("hidden")
    return Comment(
        id=text_of(item, "id") or f"#{number}",  # It can be read, but not answered.
        login=text_of(author, "name"),
        name=text_of(author, "fullname"),
        written=time_of(item, "createdAt"),
        kind=text_of(item, "type") or COMMENT,
        text=_written(raw_of(latest, "raw") or raw_of(latest, "html")),
        parent=text_of(data, "parentCommentId") or clean(parent),
        is_edited=data.get("edited") is True,
        is_hidden=hidden is True,
        reason=text_of(data, "hiddenReason") if hidden is True else "",
        reactions=tuple(_reactions(data.get("reactions"))),
    )


def _written(text: str) -> str:
    cut = clean_document(text[:COMMENT_LIMIT]).strip("\n")
    return f"{cut}…" if len(text) > COMMENT_LIMIT else cut


def _reactions(value: Any) -> Iterator[Reaction]:
    for fields in map(fields_of, value[:REACTIONS] if isinstance(value, list) else ()):
        sign, users = clean(fields.get("reaction"), limit=8), fields.get("users")
        count = count_of(fields.get("count")) or (len(users) if isinstance(users, list) else 0)
        if sign and count:
            yield Reaction(sign, count)
