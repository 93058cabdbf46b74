"""Items in the Hub's shape, made up here; most are as nasty as an answer can be without being wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

Item = dict[str, Any]

OSC52 = "\x1b]52;c;cHduZWQ=\x07"
"""Writes to the clipboard of a terminal that lets it."""

TITLES = (
    "Filling a [MASK] with [/] markup and [red]no[/blue] end",
    "[@click=app.quit]Click here[/] for $\\pi_0$, 1.45times faster",
    f"Title{OSC52} with \x1b[2J\x1b[31man escape\x9b0m and a bell\x07",
    "多模态大模型的推理能力：一种新的基准",
    "Dancing 👩\u200d👩\u200d👧 Robots 🤖 at 20% of the Cost",
    "A very long title " + "that does not come to an end " * 9 + "yet is still a title.",
    "Right\u202eto\u2066left\u200b and\ufeff hidden \U000e0041 text, R\u0301\u0301\u0301\u0301\u0301\u0301\u0301esume",
    "Plain Titles Are Common: A Study of Ten Thousand Papers",
    "Lone \ud83d surrogates and\ttabs,\n  hard wraps\r\nand\x00more",
    "ASI-Bench: At the Dawn of Artificial Superintelligence",
)
ABSTRACT = (
    "We study papers that want to be seen.\nTheir lines are broken hard, as arXiv does,\n  and a paragraph begins. "
    f"See https://example.org/{'a' * 150}. {OSC52}[link=https://example.org]Here[/link] 🤖 and 多模态."
)


def paper_id(number: int) -> str:
    """The id of a made-up paper."""
    return f"2608.{number:05}"


def author(name: str, *, login: str = "", hidden: bool = False) -> Item:
    """An author; with a login, one who claimed the paper."""
    made: Item = {"_id": "6a87afc589e517cbfd75dbcf", "name": name, "hidden": hidden}
    if login:
        user = {"_id": "6039478ab3ecf716b1a5fd4d", "avatarUrl": "/avatars/x.svg", "fullname": name, "user": login}
        made |= {"user": user | {"type": "user", "isPro": False}, "status": "claimed_verified"}
    return made


def item(
    id: str,
    *,
    title: str = TITLES[0],
    day: date = date(2026, 8, 20),
    paper: Item | None = None,
    **over: Any,
) -> Item:
    """An item of a feed.

    Args:
        id: The arXiv id.
        title: The title, inside and outside.
        day: The day whose list it is on.
        paper: What to change in the paper inside; a value of `...` takes the field away.
        over: The same for the item around it.
    """
    inside: Item = {
        "id": id,
        "authors": [
            author("Ada [Lovelace]", login="ada"),
            author("Nguyễn 多", login=""),
            author("Not Shown", hidden=True),
            author(f"Mallory{OSC52}"),
        ],
        "publishedAt": "2026-08-18T00:00:00.000Z",
        "submittedOnDailyAt": f"{day}T00:00:00.000Z",
        "submittedOnDailyBy": {
            "_id": "1",
            "fullname": "Sub [Mitter]",
            "user": "mitter",
            "name": "mitter",
            "type": "user",
        },
        "title": title,
        "summary": ABSTRACT,
        "upvotes": 12,
        "discussionId": "6a87afc589e517cbfd75dbe0",
        "projectPage": " https://example.org/project",
        "githubRepo": "https://github.com/example/project",
        "githubRepoAddedBy": "auto",
        "githubStars": 1234,
        "ai_summary": "A model says that [CLS] is a token.",
        "ai_summary_model": "example/model",
        "ai_keywords": ["tokens", "[SEP]", "キーワード"],
        "mediaUrls": ["https://cdn.example.org/film.mp4"],
        "organization": {"_id": "2", "name": "example", "fullname": "Example [Lab]"},
    }
    outside: Item = {
        "publishedAt": "2026-08-17T20:00:00.000Z",
        "title": title,
        "summary": ABSTRACT,
        "thumbnail": f"https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/{id}.png",
        "numComments": 3,
        "isAuthorParticipating": True,
        "submittedBy": {"_id": "1", "fullname": "Sub [Mitter]", "name": "mitter", "type": "user", "isHf": False},
        "mediaUrls": ["https://cdn.example.org/film.mp4"],
        "organization": {"_id": "2", "name": "example", "fullname": "Example [Lab]"},
    }
    return _changed({"paper": _changed(inside, paper or {})} | outside, over)


def _changed(made: Item, over: Item) -> Item:
    return {key: value for key, value in (made | over).items() if value is not ...}


def day(count: int, *, on: date = date(2026, 8, 20), first: int = 1) -> list[Item]:
    """A day of papers with different votes and mixed titles, in no order."""
    return [
        item(
            paper_id(number),
            title=f"{TITLES[number % len(TITLES)]} ({number})",
            day=on,
            paper={"upvotes": number * 37 % 211},
        )
        for number in range(first, first + count)
    ]


def hostile_day(on: date = date(2026, 8, 20)) -> list[Item]:
    """A day whose every text attacks the terminal; all of it can be read."""
    poison = f"{OSC52}\x1b[2J\x9d0;pwned\x07[/]\u202e"
    return [
        item(
            paper_id(number),
            title=f"{number} {title} {poison}",
            day=on,
            paper={
                "upvotes": number,
                "summary": f"{poison}\n{ABSTRACT}\n{poison}",
                "authors": [author(f"{number} {poison}", login=f"user{poison}")],
                "projectPage": f"javascript:{poison}",
                "githubRepo": f"file:///etc/passwd{poison}",
                "ai_summary": poison,
                "ai_keywords": [poison, poison],
                "organization": {"name": f"org{poison}", "fullname": f"Org {poison}"},
                "discussionId": poison,
                "mediaUrls": [poison],
            },
            thumbnail=poison,
            submittedBy={"name": f"user{poison}", "fullname": poison},
        )
        for number, title in enumerate(TITLES, 900)
    ]
