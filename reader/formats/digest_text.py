"""A digest as plain text and as Markdown, both of lines that fit a narrow window."""

from __future__ import annotations

from textwrap import fill

from reader.formats.digest import Digest, Item
from reader.formats.markdown import escaped

COLUMNS = 60


def text(digest: Digest) -> bytes:
    """Plain text: a number, the title, facts, a sentence and the links of each paper."""
    head = [_filled(digest.title), "=" * min(len(digest.title), COLUMNS), digest.summary]
    papers = [_paper(number, item) for number, item in enumerate(digest.items, 1)]
    return ("\n".join(head) + "\n\n" + "\n\n".join(papers) + "\n").encode()


def markdown(digest: Digest) -> bytes:
    """Markdown (CommonMark): a heading, and under it a list item a paper, whose title is the link."""
    papers = []
    for number, item in enumerate(digest.items, 1):
        indent = " " * len(f"{number}. ")
        more = f"[discussion]({item.discussion})" + (f" · [code]({item.code})" if item.code else "")
        rows = [f"{number}. **[{escaped(item.title)}]({item.url})**"]
        rows.append(f"{indent}{' · '.join(map(escaped, item.facts))} · {more}")
        paragraphs = ["  \n".join(rows), *([f"{indent}{escaped(item.sentence)}"] if item.sentence else [])]
        papers.append("\n\n".join(paragraphs))
    return (f"# {escaped(digest.title)}\n\n{escaped(digest.summary)}\n\n" + "\n\n".join(papers) + "\n").encode()


def _paper(number: int, item: Item) -> str:
    mark = f"{number}. "
    indent = " " * len(mark)
    rows = [_filled(item.title, mark, indent), _filled(" · ".join(item.facts), indent, indent)]
    if item.sentence:
        rows.append(_filled(item.sentence, indent, indent))
    rows += [f"{indent}{url}" for url in (item.url, item.discussion, item.code) if url]
    return "\n".join(rows)


def _filled(line: str, first: str = "", others: str = "") -> str:
    return fill(line, COLUMNS, initial_indent=first, subsequent_indent=others, break_on_hyphens=False)
