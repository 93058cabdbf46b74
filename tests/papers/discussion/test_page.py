"""A discussion from top to bottom."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import Any

from reader.papers.discussion.model import Comment, Discussion, Reaction
from reader.papers.discussion.page import entries, notes
from tests.hub.comments import SIMILAR

ID = "2608.00001"
TODAY = date(2026, 8, 20)
AT = datetime(2026, 8, 19, 10, tzinfo=UTC)


def comment(id: str, text: str = "", **fields: Any) -> Comment:
    given: dict[str, Any] = {"login": "reader-one", "written": AT, "text": text} | fields
    return Comment(id=id, **given)


def read(*comments: Comment, source: bool = False) -> list[str]:
    found = entries(Discussion(comments=comments), ID, TODAY, source=source)
    return [f"{one.lead}{one.text}" for entry in found for one in entry.paragraphs]


def test_each_says_who_wrote_it_and_when_and_what_others_thought() -> None:
    reactions = (Reaction("🤗", 3), Reaction("👍", 1200))
    found = read(comment("a", "Well.", name="Reader One", is_edited=True, reactions=reactions))
    assert found == ["Reader One @reader-one · 19 Aug · edited · 🤗 3 · 👍 1.2k", "Well."]
    others = (Reaction("❤️", 1200), Reaction("🤯", 1), Reaction("🎉", 2), Reaction("x", 1))
    spoken = entries(Discussion(comments=(comment("a", reactions=others),)), ID, TODAY, spoken=True)
    head = "@reader-one, 19 August 2026, 1200 hearts, 1 blown mind, 2 party popper, 1 latin small letter x"
    assert next(spoken).paragraphs[0].text == head
    assert read(Comment(id="b")) == ["Somebody", "There is nothing to read in it."]
    assert read(comment("c", kind="status-change")) == [
        "@reader-one · 19 Aug · status-change", "Its page shows what it is.",
    ]  # fmt: skip


def test_answers_are_indented_but_not_without_end() -> None:
    deep = [comment(str(n), "- one\n  two", parent=str(n - 1), login=f"reader-{n}") for n in range(1_000)]
    found = read(*deep)
    assert found[3:6] == ["  @reader-1 · 19 Aug", "  - one", "    two"]
    assert found[-3] == f"{' ' * 12}@reader-999 · 19 Aug · answers @reader-998"
    assert max(map(len, found)) < 80
    assert read(comment("a", "x", parent="gone"))[0].endswith("answers a comment that is not here")


def test_what_is_hidden_is_named_as_that() -> None:
    hidden = comment("a", "Wool.", is_hidden=True, reason="Off-Topic")
    assert read(hidden)[1:] == ["This comment is hidden (Off-Topic)."]
    assert read(comment("a", is_hidden=True))[1:] == ["This comment is hidden."]
    assert read(hidden, source=True)[1:] == ["Wool."]


def test_an_automatic_list_is_one_line_and_whole_in_the_source() -> None:
    bot = comment("a", SIMILAR, login="librarian-bot")
    assert read(bot)[1:] == [f"An automatic list of 2 similar papers: https://huggingface.co/papers/{ID}"]
    assert read(bot, source=True)[1:] == [line for line in SIMILAR.split("\n") if line]
    assert read(comment("a", "@reader-two done.", login="librarian-bot"))[1:] == ["@reader-two done."]
    assert len(read(comment("a", SIMILAR))) > 4


def test_lines_keep_their_links_and_their_blanks() -> None:
    [entry] = entries(
        Discussion(comments=(comment("a", "a\n[b\nc](https://e.org) d\n\n```\n  x\n\n y\n```"),)), ID, TODAY
    )
    said = entry.paragraphs[1:]
    assert [(one.lead, one.text, [one.text[link.start : link.end] for link in one.links]) for one in said] == [
        ("", "a", []), ("", "b", ["b"]), ("", "c [1] d", ["c [1]"]),
        ("  ", "x", []), ("", "", []), (" ", "y", []),
        ("[1] ", "https://e.org", ["https://e.org"]),
    ]  # fmt: skip
    assert entry.paragraphs[0].links[0].url == "https://huggingface.co/reader-one"


def test_nothing_and_what_could_not_be_read_is_said() -> None:
    assert [*notes(Discussion(), 0)] == ["Nobody has commented on this paper yet."]
    assert [*notes(Discussion(), 1)] == ["Hugging Face counts 1 comment on this paper, and shows none."]
    assert [*notes(Discussion(skipped=2), 3)] == ["2 comments could not be read: look at the page on Hugging Face."]
    assert [*notes(Discussion(comments=(comment("a"),)), 2)] == []


def test_many_take_linear_time() -> None:
    many = Discussion(comments=tuple(comment(str(n), f"*{n}*") for n in range(1_000)))
    began = time.process_time()
    assert len([*entries(many, ID, TODAY)]) == 1_000
    assert time.process_time() - began < 2
