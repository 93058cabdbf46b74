"""The edition that comes with the reader shows all that the reader does."""

from __future__ import annotations

from pathlib import Path

from reader.papers.full_text.parsing import parse
from reader.sample import DAYS, Sample, read
from reader.sample.full_texts import TEXT_ID
from reader.store.reading_places import FILE_NAME
from tests.cli.running import run, said
from tests.conftest import Start
from tests.terminal import PACKAGE

BLOCKS = {
    "heading",
    "paragraph",
    "item",
    "formula",
    "algorithm",
    "figure",
    "table",
    "caption",
    "code",
    "reference",
    "label",
}
"""What its full text has, so that a screen shows each once."""


def test_its_papers_have_what_the_hub_tells_of_papers() -> None:
    days = [read(day) for day in DAYS]
    assert [len(feed.papers) for feed in days] == [12, 12, 12]
    assert not any(feed.skipped for feed in days)
    for feed in days:
        assert any(paper.ai_summary for paper in feed.papers)
        assert any(paper.organization for paper in feed.papers)
        assert any(paper.readable_abstract for paper in feed.papers)  # There was TeX in it.
        assert any(paper.github_stars for paper in feed.papers)
        assert any(paper.project_page for paper in feed.papers)


async def test_its_full_text_has_every_kind_of_block(sample: Sample) -> None:
    found = await sample.full_texts.document(TEXT_ID)
    blocks = found.document.blocks
    assert {block.kind for block in blocks} == BLOCKS
    assert found.document == parse((await sample.full_texts.text(TEXT_ID)).text)
    assert {"mathematics", "citation", "reference", "emphasis"} <= {
        span.kind for block in blocks for span in block.spans
    }


def test_a_command_writes_its_full_text(tmp_path: Path) -> None:
    done = run("show", TEXT_ID, "--full-text", "--sample", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "    hₜ = Āhₜ₋₁ + B̄xₜ,   yₜ = Chₜ," in done.stdout
    raw = run("show", TEXT_ID, "--full-text", "--raw", "--sample", home=tmp_path)
    assert raw.stdout == (PACKAGE / f"sample/{TEXT_ID}.md").read_text(encoding="utf-8")
    other = run("show", "1810.04805", "--full-text", "--sample", home=tmp_path)
    why = f"The sample edition has no full text of 1810.04805: it has that of {TEXT_ID}."
    assert (other.returncode, other.stdout, said(other)) == (1, "", [why])


def test_the_screen_shows_it_and_keeps_no_place_in_it(start: Start, tmp_path: Path) -> None:
    reader = start("--sample")
    reader.wait_for("Mamba: Linear-Time")
    reader.press("v")
    reader.wait_for("This is not the text of the authors")
    reader.press("r")
    reader.wait_for("This is the sample edition: there is nothing to fetch.")
    reader.press("G")
    reader.wait_for("Prefix sums and their applications")
    reader.press("q")
    reader.wait_for("Sample edition · Thu 20 Aug 2026")
    reader.press("q")
    assert reader.wait() == 0
    # The Hub's text of that paper is another one.
    assert not [*tmp_path.rglob(FILE_NAME)]
