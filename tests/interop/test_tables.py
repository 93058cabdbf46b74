"""pandas: a table whose ids stay ids."""

from __future__ import annotations

import io

import pytest

from tests.interop.exports import Home


@pytest.mark.parametrize("options", [(), ("--excel",)])
def test_ids_are_the_same_in_pandas_without_any_option(home: Home, options: tuple[str, ...]) -> None:
    pandas = pytest.importorskip("pandas", reason="needs pandas")
    table = pandas.read_csv(io.BytesIO(home.export("csv", *options)))
    papers = home.papers()
    assert list(table["id"]) == [f"arXiv:{id}" for id in papers]
    assert list(table["title"].str.removeprefix("'")) == [paper["title"] for paper in papers.values()]
    assert table.columns[-1] == "withdrawn"
    withdrawn = table["withdrawn"].notna() & (table["withdrawn"] != "no")
    assert list(table["id"][withdrawn]) == [f"arXiv:{id}" for id, paper in papers.items() if paper["withdrawn"]]
    assert set(table["day"]) == {home.day}


def test_excel_knows_the_encoding_and_the_ends_of_lines(home: Home) -> None:
    data = home.export("csv", "--excel")
    assert data.startswith(b"\xef\xbb\xbfid,")
    assert data.count(b"\r\n") == len(home.papers()) + 1
