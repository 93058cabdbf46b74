"""The files of the page that are made at the start."""

from __future__ import annotations

import pytest

pytest.importorskip("aiohttp", reason="needs the extra web")
pytest.importorskip("textual_serve", reason="needs the extra web")


def test_the_script_of_textual_serve_has_what_is_replaced_in_it() -> None:
    from reader.web.files import CANVASES, EXACT, ROUNDED, STATICS, TITLES, Files

    theirs, ours = (STATICS / "js/textual.js").read_text(encoding="utf-8"), Files().made["/static/js/textual.js"][0]
    assert theirs.count(CANVASES) == theirs.count(ROUNDED) == 1
    assert ours.decode() == theirs.replace(CANVASES, TITLES).replace(ROUNDED, EXACT)
