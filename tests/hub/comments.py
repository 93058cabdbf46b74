"""Comments on papers as the Hub sends them: beside each other, and in each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.hub.papers import Item


def answer(query: Mapping[str, str], paper: Item, comments: object) -> Item:
    """A paper by itself, with its comments if they are asked for."""
    return paper | {"comments": comments} if query.get("field") == "comments" else paper


def comment(number: int, raw: str = "", *, by: str = "reader-one", under: int | None = None, **data: Any) -> Item:
    """A comment.

    Args:
        number: Its id is made of it, and the minute in which it was written.
        raw: Its text in Markdown.
        by: The account of its author.
        under: The number of the comment that it answers.
        data: What else `data` has.
    """
    if under is not None:
        data["parentCommentId"] = comment_id(under)
    latest = {"raw": raw or f"Comment {number}.", "html": f"<p>{number}</p>", "updatedAt": "2026-08-19T10:00:00.000Z"}
    return {
        "id": comment_id(number),
        "author": {
            "_id": "5f0000000000000000000000",
            "name": by,
            "fullname": by.replace("-", " ").title(),
            "avatarUrl": "/avatars/none.svg",
            "type": "user",
            "isPro": False,
            "isHf": False,
            "isHfAdmin": False,
            "isMod": False,
        },
        "createdAt": f"2026-08-19T10:{number % 60:02}:00.000Z",
        "type": "comment",
        "data": {
            "edited": False,
            "hidden": False,
            "latest": latest,
            "numEdits": 0,
            "identifiedLanguage": {"language": "en", "probability": 0.9},
            "editors": [by],
            "editorAvatarUrls": [],
            "reactions": [],
            "isReport": False,
        }
        | data,
    }


def comment_id(number: int) -> str:
    """The id of a comment."""
    return f"6a{number:022}"


def reaction(sign: str, count: int) -> Item:
    """A reaction to a comment."""
    return {"reaction": sign, "users": ["reader-nine"] * min(count, 3), "count": count}


SIMILAR = """This is an automated message from the Librarian Bot. I found the following papers similar to this paper.

The following papers were recommended by the Semantic Scholar API

* [Flocks at Noon](https://huggingface.co/papers/2608.40001) (2026)
* [Wool and its Weight](https://huggingface.co/papers/2608.40002) (2026)
"""
"""A list of similar papers as the Hub's bot makes it."""


QUESTION = r"""Thank you for this! Two questions about the [code](https://example.org/code):

1. does `train.py` need all of $x_i \in \mathbb{R}^d$?
2. is there a table of the runs?
"""
ANSWER = """@reader-one it does not:

```sh
train.py --small
```

| run | loss |
| --- | --- |
| 1 | 0.21 |

> is there a table of the runs?

That is it.
"""


def discussion(id: str) -> list[Item]:
    """A discussion for a reader to look at; there is none on every third paper."""
    if not id[-1:].isdigit() or int(id[-1]) % 3 == 0:
        return []
    answer = comment(2, ANSWER, by="writer-two", under=1, edited=True)
    question = comment(1, QUESTION, reactions=[reaction("🤗", 3), reaction("👍", 1)]) | {"replies": [answer]}
    return [
        question,
        comment(3, SIMILAR, by="librarian-bot"),
        comment(4, "Buy wool.", by="seller-three", hidden=True, hiddenReason="Spam"),
        comment(5, "![A plot](https://example.org/plot.png)\n\nWe see the same.", by="reader-four", under=2),
        comment(6, "To the one before me: yes.", by="reader-five", under=99),
    ]
