"""The walk over matching braces."""

from __future__ import annotations

from reader.papers.tex.commands import LONGEST, Group, opening, rewrite, unwrap

BOLD = opening(r"\\b\{")
RAISED = opening(r"\^\{")


def marks(opener: str) -> tuple[str, str]:
    return "<", ">"


def upper(group: Group) -> str | None:
    return group.content.upper() if group.opener == "^{" else None


def test_unwrap_finds_the_brace_that_closes() -> None:
    assert unwrap(r"\b{a {b} \b{c}} d}", BOLD, marks) == "<a {b} <c>> d}"


def test_unwrap_leaves_escaped_braces_and_plain_groups() -> None:
    assert unwrap(r"\{ \b{\}} {x}", BOLD, marks) == r"\{ <\}> {x}"


def test_unwrap_drops_an_unclosed_opener() -> None:
    assert unwrap(r"a \b{b", BOLD, marks) == "a <b"


def test_unwrap_keeps_names_apart() -> None:
    assert unwrap(r"\alpha\b{c}", BOLD, marks) == r"\alpha{}<c>"


def test_rewrite_goes_from_the_inside_out() -> None:
    assert rewrite("x^{a^{b}} {c} ^{d", RAISED, upper) == "xAB {c} ^{d"


def test_rewrite_tells_what_is_around() -> None:
    seen: list[Group] = []

    def look(group: Group) -> str | None:
        seen.append(group)
        return None

    assert rewrite("ab^{c}d {e}", RAISED, look) == "ab^{c}d {e}"
    assert seen == [Group("^{", "c", "ab", "d"), Group("{", "e", "d ", "")]


def test_rewrite_leaves_long_and_empty_groups() -> None:
    long = "^{" + "a" * (LONGEST + 1) + "}"
    assert rewrite(long + "^{}", RAISED, upper) == long + "^{}"
    assert rewrite("^{" + "a" * LONGEST + "}", RAISED, upper) == "A" * LONGEST
