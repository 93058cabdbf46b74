"""A digest as a page that needs nothing else: no script, no picture, nothing from elsewhere."""

from __future__ import annotations

from html import escape
from typing import Final

from reader.formats.digest import Digest, Item

_STYLE: Final = """\
:root{color-scheme:light dark}
body{margin:0;background:#fdfcfa;color:#22211f;font:16px/1.55 Georgia,'Times New Roman',serif;overflow-wrap:anywhere}
main{max-width:42rem;margin:0 auto;padding:24px 16px 48px}
h1{font-size:1.5rem;line-height:1.25;margin:0;text-wrap:balance}
.summary{margin:4px 0 28px}
ol{list-style:none;margin:0;padding:0}
li{border-top:1px solid #dedad2;padding:18px 0}
h2{font-size:1.125rem;line-height:1.35;margin:0}
p{margin:6px 0 0}
a{color:#0b57a4}
h2 a{color:inherit;text-decoration-color:#b5aea2;text-underline-offset:3px}
.facts,.links,.summary{font:14px/1.5 system-ui,sans-serif;color:#65615a}
.links a{margin-right:16px}
@media(prefers-color-scheme:dark){body{background:#1b1a18;color:#e9e6e0}li{border-color:#3a3733}a{color:#8fc1f5}
.facts,.links,.summary{color:#aaa49a}h2 a{text-decoration-color:#6d675e}}
"""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def html(digest: Digest) -> bytes:
    """HTML 5 in UTF-8; foreign text is escaped, and addresses are those that may be opened."""
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(digest.title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{escape(digest.title)}</h1>\n<p class="summary">{escape(digest.summary)}</p>\n<ol>\n'
        + "".join(map(_paper, digest.items))
        + "</ol>\n</main>\n</body>\n</html>\n"
    ).encode()


def _paper(item: Item) -> str:
    more = [("arXiv", item.url), ("Discussion", item.discussion), ("Code", item.code)]
    rows = [
        f'<h2><a href="{escape(item.url)}" dir="auto">{escape(item.title)}</a></h2>',
        f'<p class="facts" dir="auto">{escape(" · ".join(item.facts))}</p>',
        f'<p dir="auto">{escape(item.sentence)}</p>' if item.sentence else "",
        '<p class="links">' + "\n".join(f'<a href="{escape(url)}">{name}</a>' for name, url in more if url) + "</p>",
    ]
    return "<li>\n" + "\n".join(filter(None, rows)) + "\n</li>\n"
