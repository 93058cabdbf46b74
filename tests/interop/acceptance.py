"""What must not be wrong in an export, counted over any number of papers."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from markdown_it import MarkdownIt

from reader.formats.digest import Digest
from reader.formats.digest_formats import markdown
from tests.interop.latex import typeset
from tests.interop.reading import keys_and_ids

Papers = Mapping[str, Mapping[str, Any]]
"""Papers as JSON has them, each under its id."""
Wrong = list[tuple[str, str]]
"""The id or key of what is wrong, and what is wrong with it."""

BATCH: Final = 1000
"""Entries that TeX is given at once."""
_OT1_HAS_NOT: Final = re.compile(r"\\k\b|\\k\{|\\(?:dj|DJ|dh|DH|th|TH|ng|NG)\b|[ĄąĘęĮįŲųĐđÐðÞþŊŋ]")
"""Letters that TeX's first fonts do not have, and their macros."""
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"“”‘’{}\\^|`]+")


def entries(bib: bytes) -> list[str]:
    """The entries of a bibliography, each as it is written."""
    return re.findall(r"^@.*?^\}\n", bib.decode(), re.MULTILINE | re.DOTALL)


def uncompiled(bib: bytes, folder: Path) -> Wrong:
    """Entries that BibTeX or pdfTeX complains of, in T1, and in OT1 where it has all their letters."""
    wrong: Wrong = []
    for encoding in ("T1", "OT1"):
        given = [one for one in entries(bib) if encoding == "T1" or not _OT1_HAS_NOT.search(one)]
        for number, batch in enumerate(_batches(given, BATCH)):
            done = typeset("\n".join(batch).encode(), folder / f"{encoding}-{number}", encoding=encoding)
            wrong += [(key, f"{encoding}: {said}") for key, what in done.complaints.items() for said in what]
            wrong += [("BibTeX", said) for said in done.of_bibtex if not said.startswith("to sort, need")]
            missing = len(batch) - len(done.keys)
            wrong += [("BibTeX", f"{missing} entries were left out")] if missing else []
    return wrong


def _batches(given: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(given), size):
        yield given[start : start + size]


def shared_keys(*bibs: bytes) -> Wrong:
    """Keys that more than one paper has, and papers that have more than one key in exports of other order or extent."""
    papers: dict[str, set[str]] = {}
    keys: dict[str, set[str]] = {}
    wrong: Wrong = []
    for bib in bibs:
        seen: set[str] = set()
        for key, paper in keys_and_ids(bib):
            wrong += [(key, "twice in an export")] if key in seen else []
            seen.add(key)
            papers.setdefault(key, set()).add(paper)
            keys.setdefault(paper, set()).add(key)
    wrong += [(key, f"of {sorted(ids)}") for key, ids in papers.items() if len(ids) > 1]
    return wrong + [(paper, f"has {sorted(several)}") for paper, several in keys.items() if len(several) > 1]


_LAST_WORD: Final = re.compile(
    r"(?i:team|labs?|laboratory|group|collaboration|consortium|contributors|community|research|inc|ltd|llc|corp)[.,]*"
)


def is_organization(name: str) -> bool:
    """Whether a name is of an organization, as its words say: these rules are not the reader's own."""
    words = name.replace("~", " ").split()
    if len(words) < 2:
        return False
    return bool(
        words[0] == "Team"
        or _LAST_WORD.fullmatch(words[-1])
        or words[-1] == "AI"
        or any(character.isdigit() for character in name)
    )


def split_organizations(papers: Papers, bib: bytes, csl: bytes, ris: bytes) -> Wrong:
    """Organizations that BibTeX, CSL or RIS would sort under their last word."""
    ids = {paper: one for one in entries(bib) for _, paper in keys_and_ids(one.encode())}
    people = {item["id"].removeprefix("arXiv:"): item.get("author", []) for item in json.loads(csl)}
    records = {match[1]: match[0] for match in re.finditer(r"^TY  -.*?^ID  - (\S+).*?^ER  -", ris.decode(), _MULTILINE)}
    wrong: Wrong = []
    for id, paper in papers.items():
        names = [author["name"] for author in paper["authors"]]
        if not any(map(is_organization, names)):
            continue
        in_bib = _people(ids[id])
        in_ris = re.findall("^AU  - (.*)$", records[id], re.MULTILINE)
        if len({len(names), len(in_bib), len(people[id]), len(in_ris)}) > 1:
            wrong.append((id, f"{len(names)} authors are {len(in_bib)}, {len(people[id])} and {len(in_ris)}"))
            continue
        for name, written, item, line in zip(names, in_bib, people[id], in_ris, strict=True):
            if is_organization(name) and not (_is_one(written) and "literal" in item and "," not in line):
                wrong.append((id, f"{name}: {written} · {item} · {line}"))
    return wrong


_MULTILINE: Final = re.MULTILINE | re.DOTALL


def _people(entry: str) -> list[str]:
    """The authors of an entry, as BibTeX parts them: at "and" outside braces."""
    found = re.search(r"^\s*author\s*=\s*\{(.*)\},?$", entry, re.MULTILINE)
    people, depth = [""], 0
    for word in re.split(r"(\s+)", found[1]) if found else []:
        if depth == 0 and word == "and":
            people.append("")
        else:
            people[-1] += word
            bare = re.sub(r"\\.", "", word)
            depth += bare.count("{") - bare.count("}")
    return [person.strip() for person in people if person.strip()]


def _is_one(person: str) -> bool:
    """Whether no blank and no comma of a name stands outside braces."""
    depth = 0
    for letter in re.sub(r"\\.", "", person):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth == 0 and letter in " ,~":
            return False
    return True


def addresses(text: str) -> list[str]:
    """The addresses in a text, without the punctuation behind them."""
    found = []
    for match in _ADDRESS.finditer(text):
        if text[match.end() : match.end() + 1] == "…" or match[0].endswith("…"):
            continue  # It is cut.
        address = match[0].rstrip(".,;:!?'*_~")
        while address.endswith((")", "]")) and address.count(address[-1]) > address.count("(["[address[-1] == "]"]):
            address = address[:-1].rstrip(".,;:!?'*_~")
        found.append(address)
    return found


def altered_in_bibtex(papers: Papers, bib: bytes) -> Wrong:
    """Addresses of BibTeX that are others, when the marks of TeX are taken away."""
    wrong: Wrong = []
    for one in entries(bib):
        ((_, id),) = keys_and_ids(one.encode())
        paper, plain = papers[id], re.sub(r"\\(?=[%&#_$])|[{}]", "", one)
        wanted = [paper["arxiv_url"], *addresses(paper["title"])]
        wrong += [(id, address) for address in wanted if address not in plain]
    return wrong


def altered_in_org(papers: Papers, org: bytes) -> Wrong:
    """Addresses of abstracts that are others in Org."""
    sections = re.split(r"^\* ", org.decode(), flags=re.MULTILINE)[1:]
    found = {match[1]: section for section in sections if (match := re.search(r"^:ID: arXiv:(\S+)$", section, 8))}
    return [
        (id, address)
        for id, paper in papers.items()
        for address in addresses(paper["abstract"])
        if address not in found.get(id, "")
    ]


def altered_in_markdown(papers: Papers, text: bytes) -> Wrong:
    """Addresses of AI summaries that are others in Markdown, as it is written or as it is shown."""
    items = re.split(r"^- (?=\[)", text.decode(), flags=re.MULTILINE)[1:]
    found = {match[1]: item for item in items if (match := re.search(r"\]\(https://arxiv\.org/abs/([^)]+)\)", item))}
    return [
        wrong
        for id, paper in papers.items()
        if (wanted := addresses(paper["ai_summary"]))
        for wrong in _altered(id, wanted, found.get(id, ""))
    ]


def altered_in_digest(papers: Papers, digest: Digest) -> Wrong:
    """Addresses that are others in the sentences of a digest, or in its Markdown."""
    wrong: Wrong = []
    items = re.split(r"^\d+\. (?=\*\*\[)", markdown(digest).decode(), flags=re.MULTILINE)[1:]
    for item, written in zip(digest.items, items, strict=True):
        if wanted := addresses(item.sentence):
            known = addresses(papers[item.id]["ai_summary"]) + addresses(papers[item.id]["abstract"])
            wrong += [(item.id, f"{address} is none of the paper's") for address in wanted if address not in known]
            wrong += _altered(item.id, wanted, written)
    return wrong


def _altered(id: str, wanted: Iterable[str], written: str) -> Wrong:
    shown = _shown(written) if "//" in written else ""
    return [(id, address) for address in wanted if address not in written or address not in shown]


def _shown(written: str) -> str:
    """The text that Markdown shows, with the addresses of its links."""
    parts: list[str] = []
    for token in MarkdownIt("commonmark").parse(re.sub("^ +", "", written, flags=re.MULTILINE)):
        for child in token.children or []:
            parts.append(str(child.attrs.get("href", "")) if child.type == "link_open" else child.content)
    return "\n".join(parts) + "".join(parts)


def altered_ids(papers: Sequence[str], table: bytes) -> Wrong:
    """Ids that pandas reads otherwise, without any option.

    Raises:
        ImportError: Where pandas is missing.
    """
    import pandas

    read = [str(id) for id in pandas.read_csv(io.BytesIO(table))["id"]]
    if len(read) != len(papers):
        return [("table", f"{len(read)} rows for {len(papers)} papers")]
    return [(id, found) for id, found in zip(papers, read, strict=True) if found != f"arXiv:{id}"]
