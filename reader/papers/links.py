"""Links: what is an arXiv id, which addresses it leads to, and which foreign addresses may be opened at all."""

from __future__ import annotations

import re
from typing import Final, Literal
from urllib.parse import urlsplit

URL_LIMIT: Final = 2048
"""Characters of the longest address that is opened."""

_ARXIV_ID = r"[0-9]{4}\.[0-9]{4,5}|[a-z]+(-[a-z]+)?(\.[A-Z]{2})?/[0-9]{7}"  # Compiled when it is first needed.
# Compiled when they are needed: the first frame would wait 1 ms for them.
_LIKELY: Final = r"[0-9]{4}\.[0-9]{4}|/[0-9]{7}"
_NAME: Final = r"""(?aix)
    (?: arxiv[:.]\s*
      | (?:https?://)?
        (?: (?:(?:www|export|browse|[a-z]{2})\.)?arxiv\.org/(?:abs|pdf|html|format|ps|src|e-print)/
          | ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html|pdf)/
          | (?:www\.)?alphaxiv\.org/(?:[a-z]{2}/)?(?:abs|pdf|html|overview)/
          | (?:(?:www\.)?huggingface\.co|hf\.co|%s)/(?:api/)?papers/
          | (?:(?:www\.|dx\.)?doi\.org/)?10\.48550/arxiv\.
        )
      | doi:\s*10\.48550/arxiv\.
    )?
    (?: ([0-9]{4}\.[0-9]{4,5}) | ([a-z]+(?:-[a-z]+)?)(\.[a-z]{2})?(/[0-9]{7}) )
    (?:v[0-9]+)? (?:\.pdf|\.md)? /?
"""
_NUMBER: Final = r"(?ai)(?:arxiv[:.]\s*)?([0-9]{2})([0-9]{2})\.([0-9]{1,7})(?:v[0-9]+)?"
_LONGER_FROM: Final = 15
"""The year since which numbers have five digits."""
_STAMP: Final = r"\s*\[[A-Za-z-]{2,12}(?:\.[A-Za-z-]{2,12})?\](?:\s+[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4})?\Z"
"""What arXiv writes behind an id: the subject, in the margin of a PDF the date, too."""
_AROUND: Final = " \t\r\n<>(){}\"'“”‘’„«»‹›`,;:.!?"
"""What a sentence, a list or a mail puts around a name."""
_HUB_NAME: Final = r"[A-Za-z0-9_][A-Za-z0-9._-]{0,95}"
_VERSION: Final = r"v[0-9]+\Z"
# No quotes and no backslash: browsers read "\" as "/", and $BROWSER scripts are shell scripts.
_URL: Final = r"(?i)https?://[^\x00-\x20\"'<>\\^`{|}\x7f]+"


def is_arxiv_id(text: str) -> bool:
    """Whether a text is an arXiv id without version, such as `2608.17271` or `cs/0112017`, and nothing else."""
    return re.fullmatch(_ARXIV_ID, text) is not None


def without_version(text: str) -> str:
    """Take the version off an arXiv id; a text that is no arXiv id stays what it is.

    >>> without_version("2608.17271v3"), without_version("gpt-4v2")
    ('2608.17271', 'gpt-4v2')
    """
    bare = re.sub(_VERSION, "", text)
    return bare if is_arxiv_id(bare) else text


def paper_id(text: str, endpoint: str = "") -> str | None:
    """The arXiv id in what a person calls a paper, as copied from anywhere; `None` for any other text.

    That is an id, with a version or without, as in `arXiv:2608.17271v2 [cs.CL]`, a DOI, or the address of a page at
    arXiv, ar5iv, alphaXiv or the Hub, with what stands around them in a sentence.

    Args:
        text: What was typed or pasted.
        endpoint: The address of the Hub, where that is not huggingface.co; its pages count, too.

    >>> paper_id("<https://arxiv.org/pdf/2608.17271v2>."), paper_id("doi:10.48550/ARXIV.CS/0112017")
    ('2608.17271', 'cs/0112017')
    """
    text = text.replace("%2F", "/").replace("%2f", "/") if len(text) <= URL_LIMIT else ""
    if not re.search(_LIKELY, text):
        return None
    name = re.sub(_STAMP, "", text.strip(_AROUND)).strip(f"{_AROUND}[]").partition("#")[0].partition("?")[0]
    hub = re.escape(re.sub(r"\A(?i:https?)://", "", endpoint.rstrip("/"))) or "hf[.]co"
    found = re.fullmatch(_NAME % hub, name)
    if found is None:
        return None
    number, archive, subject, old = found.groups("")
    return str(number) or f"{archive.lower()}{subject[:1]}{subject[1:].upper()}{old}"


def misnumbered(text: str) -> str:
    """Why no paper can have a number, as a clause, or nothing; a few digits that are no day count as a number, too.

    A number has the year and the month of a paper, and four digits after the dot until 2014, five since then
    (https://info.arxiv.org/help/arxiv_identifier.html).

    >>> misnumbered("2608.1727")
    'is incomplete: since 2015 arXiv ids have five digits after the dot, as in 2608.17271'
    >>> misnumbered("2608.17271"), misnumbered("20.8"), misnumbered("2026.8")
    ('', '', '')
    """
    found = re.fullmatch(_NUMBER, text.strip(_AROUND)) if "." in text else None
    if found is None:
        return ""
    year, month, number = found.groups()
    if not 1 <= int(month) <= 12:
        # What is too short for a number may be a day such as 2026.8.
        return (
            f"is not an arXiv id: those begin with the year and the month, and no month is {month}"
            if number[3:]
            else ""
        )
    is_long = int(year) >= _LONGER_FROM
    missing = (5 if is_long else 4) - len(number)
    if not missing:
        return ""
    rule = "since 2015 arXiv ids have five" if is_long else "until 2014 arXiv ids had four"
    what = "is incomplete" if missing > 0 else "has a digit too many"
    return f"{what}: {rule} digits after the dot, as in {'2608.17271' if is_long else '1412.6980'}"


def is_old_id(paper_id: str) -> bool:
    """Whether it is an id from before April 2007, such as `cs/0112017`: the Hub has no such papers."""
    return "/" in paper_id


def arxiv_url(paper_id: str) -> str:
    """The page on arXiv; raises `ValueError` for what is no arXiv id, as all of these do.

    >>> arxiv_url("2608.17271")
    'https://arxiv.org/abs/2608.17271'
    """
    return f"https://arxiv.org/abs/{_checked(paper_id)}"


def pdf_url(paper_id: str) -> str:
    """The PDF on arXiv."""
    return f"https://arxiv.org/pdf/{_checked(paper_id)}"


def hub_url(paper_id: str) -> str:
    """The page on the Hub, with its discussion."""
    return f"https://huggingface.co/papers/{_checked(paper_id)}"


def account_url(login: str) -> str:
    """The page of a person or an organization on the Hub; empty for what is not the name of an account.

    >>> account_url("example"), account_url("../papers")
    ('https://huggingface.co/example', '')
    """
    return f"https://huggingface.co/{login}" if re.fullmatch(_HUB_NAME, login) else ""


def repository_url(kind: Literal["model", "dataset", "space"], id: str) -> str:
    """The page of a repository on the Hub; empty for what is not the id of one.

    >>> repository_url("dataset", "example/tides"), repository_url("model", "example/..")
    ('https://huggingface.co/datasets/example/tides', '')
    """
    owner, slash, name = id.rpartition("/")
    if not re.fullmatch(_HUB_NAME, name) or (slash and not re.fullmatch(_HUB_NAME, owner)):
        return ""
    return f"https://huggingface.co/{'' if kind == 'model' else f'{kind}s/'}{id}"


def naming_url(kind: Literal["model", "dataset"], paper_id: str) -> str:
    """The page with all models or datasets that name a paper.

    Raises:
        ValueError: If it is not an arXiv id.
    """
    return f"https://huggingface.co/{kind}s?other=arxiv:{_checked(paper_id)}"


def doi(paper_id: str) -> str:
    """The DOI that arXiv registers for every paper, not as a link."""
    return f"10.48550/arXiv.{_checked(paper_id)}"


def alphaxiv_url(paper_id: str) -> str:
    """The page on alphaXiv, where a paper can be discussed line by line."""
    return f"https://www.alphaxiv.org/abs/{_checked(paper_id)}"


def safe_url(text: str) -> str | None:
    """Give an address back if it may be handed to a browser, else `None`.

    That is http or https to a host, in printable ASCII, without user names, and not what a browser would take for
    an option or `webbrowser` for an action (CVE-2026-4519).
    """
    if len(text) > URL_LIMIT or not text.isascii() or "%action" in text or not re.fullmatch(_URL, text):
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:  # A port that is no number or above 65535, a bracket that is not closed.
        return None
    return text if parts.hostname and port != 0 and "@" not in parts.netloc else None


def _checked(paper_id: str) -> str:
    if not is_arxiv_id(paper_id):
        raise ValueError(f"not an arXiv id without version: {paper_id!r}")
    return paper_id


PLACES: Final = {"arxiv": arxiv_url, "hub": hub_url, "pdf": pdf_url}
"""Where a paper can be opened."""
