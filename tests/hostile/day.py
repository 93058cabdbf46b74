"""A Hub whose every answer attacks whoever reads it."""

from __future__ import annotations

from datetime import date

from tests.hub.comments import comment, reaction
from tests.hub.double import HubDouble
from tests.hub.papers import Item, author, item, paper_id

from .payloads import ALL, PAYLOADS

TODAY, YESTERDAY = date(2026, 8, 20), date(2026, 8, 19)
FIRST = paper_id(1)
"""The paper that has a full text and a discussion."""


def paper_of(number: int, text: str, *, on: date = TODAY) -> Item:
    """A paper with a payload in each of its fields; the first one has the most votes."""
    who = {"_id": text, "fullname": text, "user": text, "name": text, "type": "user"}
    made = item(
        paper_id(number),
        title=f"{number}: {text}",
        day=on,
        paper={
            "upvotes": 5000 - number,
            "summary": f"Of {text}\n  and {text}",
            "authors": [author(f"A{number} {text}", login=text), author(text), author("Plain Name")],
            "publishedAt": "2026-08-18T00:00:00.000Z",
            "submittedOnDailyBy": who,
            "organization": {"_id": text, "name": text, "fullname": f"Org{number} {text}"},
            "projectPage": text,
            "githubRepo": f"https://github.com/{text}",
            "githubRepoAddedBy": text,
            "ai_summary": text,
            "ai_summary_model": text,
            "ai_keywords": [text, f"key {text}"],
            "discussionId": text,
            "mediaUrls": [text],
            "withdrawnAt": text,
            text: text,
        },
        summary=text,
        thumbnail=text,
        submittedBy=who,
        organization={"_id": text, "name": text, "fullname": text},
        mediaUrls=[text],
    )
    return made | {text: text}


def hostile_items(on: date = TODAY) -> list[Item]:
    """A paper for each payload, and some that cannot be read."""
    made = [paper_of(number, payload.text, on=on) for number, payload in enumerate(PAYLOADS, 1)]
    unreadable = [paper_of(number, "x") for number in range(900, 903)]
    unreadable[0]["paper"]["id"] = "../../" + ALL
    unreadable[1]["paper"]["id"] = {"id": ALL}
    unreadable[2]["paper"] = ALL
    return [*made, made[0], *unreadable]


def known(made: Item) -> Item:
    """A paper by itself, with what the Hub tells of it there."""
    names = [{"id": text, "likes": 2**80, "downloads": -1} for text in (ALL, f"org/{ALL}", "org/PWN", "../PWN")]
    linked = {f"linked{kind}": names for kind in ("Models", "Datasets", "Spaces")}
    paper: Item = made["paper"]
    return paper | linked | {f"numTotal{kind}": 7 for kind in ("Models", "Datasets", "Spaces")}


def full_text() -> str:
    """A full text with the payloads in each kind of its parts."""
    parts = [
        f"Title: {ALL}\n\nURL Source: https://arxiv.org/html/{FIRST}\n\nMarkdown Content:\n## {ALL}\n",
        f"###### Abstract\n\nOf {ALL}\n",
        "## 1 Introduction\n\nAs [the code](https://example.org/code) and",
        f'[[1](https://arxiv.org/html/{FIRST}v1#bib.bib1 "{ALL}")] say.\n',
    ]
    for number, payload in enumerate(PAYLOADS, 2):
        text = payload.text if len(payload.text) < 1000 else payload.text[:1000]
        parts += [
            f"## {number} {text}\n",
            f"{text} and `{text}` and [{text}](https://example.org/{text}) and [{text}](javascript:{text}).\n",
            f"*   •{text}\n",
            f"```\n{text}\n```\n",
            f"| {text} | b |\n| --- | --- |\n| 1 | {text} |\n",
            f"Figure {number}: {text}\n",
            f"x_{{1}} = \\frac{{{text}}}{{2}} \\text{{{text}}} \\href{{javascript:7771}}{{{text}}}\n",
        ]
    parts.append(f"## References\n\n*   [1]{ALL} (2024). _{ALL}_. External Links: [Link](https://example.org/{ALL})\n")
    return "\n".join(parts)


def comments() -> list[Item]:
    """A discussion with the payloads in texts, names, reasons and reactions."""
    made = []
    for number, payload in enumerate(PAYLOADS, 1):
        text = payload.text[:1000]
        said = comment(
            number, f"{text}\n\n> {text}\n\n`{text}` [{text}](https://example.org) [x](javascript:7771)",
            by=text, hidden=number % 5 == 0, hiddenReason=text, reactions=[reaction(text, 2)],
        )  # fmt: skip
        made.append(said | {"type": "comment" if number % 7 else text})
    return made


def hostile_double() -> HubDouble:
    """A Hub that is hostile in all that it has; yesterday it was, too."""
    double = HubDouble({TODAY: hostile_items(), YESTERDAY: [paper_of(801, ALL, on=YESTERDAY)]})
    double.papers = {made["paper"]["id"]: known(made) for made in double.days[TODAY][: len(PAYLOADS)]}
    double.texts[FIRST] = full_text().encode("utf-8", "replace")
    double.comments[FIRST] = comments()
    double.trending = double.days[TODAY][:5]
    return double
