"""Org that shows foreign text as what it is; what is expected here was read back by Emacs 28 and pandoc 2.17."""

from __future__ import annotations

import pytest

from reader.formats.org_text import org, org_title


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("https://example.org/a.", "https://example.org/a."),
        ("See https://example.org/a_b.", "See [[https://example.org/a_b]]."),
        ("https://example.org/~a/*b*(c)=d", "[[https://example.org/~a/*b*(c)=d]]"),
        ("https://example.org/a[b]_c", "<https://example.org/a[b]_c>"),
        ("https://example.org/a’s", "[[https://example.org/a]]’s"),
        ("example.org/a_b, a_b@example.org", "=example.org/a_b=, =a_b@example.org="),
        ("(/usr/lib/)", "(|/|usr/lib/)"),
        ("“example.org/a_b”", "“example.org/a_|b”"),
        ("Run `a_b`.", "Run `a_|b`."),
        ("a=b.org/c_d", "a=b.org/c_|d"),
        ("*b* and (_u_)", "|*|b* and (|_|u_|)"),
        ("**b**", "|*|*|b**"),
        ("[*b*]", "[|*|b*]"),
        ("*https://example.org/a*", "|*|[[https://example.org/a]]*"),
        ("and/or 2*3 x^2", "and/or 2*3 x^|2"),
        ("$x$ costs $5", "\\dollar{}x\\dollar{} costs \\dollar{}5"),
        ("costs $5 and $6", "costs $5 and $6"),
        ("{{{m}}} @@html:<b>@@", "{|{{m}}} @|@html|:<|b>@|@"),
        ("src_sh{rm} call_f(1)", "src|_|sh{rm} call|_|f(1)"),
        ("elisp:(x) arXiv:2608.00001", "elisp|:(x) arXiv:2608.00001"),
        ("a -- b...", "a -|- b.|.|."),
        ("CLOCK: x", "|CLOCK: x"),
        ("A. x", "|A. x"),
        ("Ab. x", "Ab. x"),
    ],
)
def test_what_org_would_act_on_is_text(text: str, written: str) -> None:
    assert org(text).replace("\u200b", "|") == written


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("TODO x", "|TODO x"),
        ("DONE", "|DONE"),
        ("COMMENTS x", "|COMMENTS x"),
        ("TODOs and DONE", "TODOs and DONE"),
        ("A b :words:", "A b :words:|"),
        ("[#A] x", "[|#A] x"),
    ],
)
def test_a_title_that_looks_like_a_state_or_tags_is_a_title(title: str, written: str) -> None:
    assert org_title(title).replace("\u200b", "|") == written
