"""Where the Hub is and who asks: what the environment says of `HF_ENDPOINT`, the token and `HF_HUB_OFFLINE`.

The variables mean what they mean to `huggingface_hub` (its `constants.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import force_setattr

from reader.errors import ReaderError, UseError
from reader.papers import links
from reader.papers.text import clean

ENDPOINT: Final = "https://huggingface.co"
HUB: Final = "Hugging Face"
"""What to call the Hub there."""
TOKEN_LIMIT: Final = 4096
"""Bytes of a token file that are read; the Hub's tokens have 37 characters."""

NUMBER_LIMIT: Final = 40
"""Characters of a number that a sentence repeats."""

_ADDRESS: Final = r"(?i)https?://([a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(:[0-9]{1,5})?(/[!-~]{0,200})?"
_TRUE = frozenset({"1", "true", "yes", "on"})


class Endpoint(Struct, frozen=True):
    """The Hub's address and the token for it."""

    url: str = ENDPOINT
    """Without a slash at the end."""
    token: str = ""
    """Sent to the endpoint's origin only; empty without one. A text that no header can hold is no token."""
    offline: bool = False
    """Whether the user wants no network."""

    def __post_init__(self) -> None:
        """Check both texts, once.

        Raises:
            ReaderError: If the endpoint is no address to ask.
        """
        endpoint = self.url.strip().rstrip("/")
        if not _is_address(endpoint):
            # The value is not shown: it may hold a password.
            raise ReaderError(
                "HF_ENDPOINT cannot be used: it must be an http or https address without a user name or query. "
                f"Write it like {ENDPOINT}, or unset it."
            )
        token = self.token.strip()
        force_setattr(self, "url", endpoint)
        force_setattr(self, "token", token if _is_token(token) else "")

    def __repr__(self) -> str:
        """Show all but the token."""
        return f"Endpoint(url={self.url!r}, offline={self.offline})"

    @property
    def name(self) -> str:
        """What to call the Hub in a sentence."""
        return HUB if self.url == ENDPOINT else f"{urlsplit(self.url).netloc} (HF_ENDPOINT)"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Endpoint:
        """Read what the environment says.

        Raises:
            ReaderError: If `HF_ENDPOINT` is no address to ask.
        """
        return cls(
            url=environ.get("HF_ENDPOINT", "").strip() or ENDPOINT,
            token=_token(environ),
            offline=_is_true(environ, "HF_HUB_OFFLINE") or _is_true(environ, "TRANSFORMERS_OFFLINE"),
        )


def named_paper(text: str, environ: Mapping[str, str]) -> str | None:
    """The arXiv id in what a person calls a paper: `links.paper_id`, where pages of the endpoint count, too."""
    return links.paper_id(text, environ.get("HF_ENDPOINT", "").strip())


def paper_id(text: str, environ: Mapping[str, str]) -> str | None:
    """The same, for where only a paper or a period can be named.

    Raises:
        UseError: It is a number that no paper can have, such as one with a digit less, so that nobody need be asked.
    """
    id = named_paper(text, environ)
    if why := links.misnumbered(id or text):
        raise UseError(f"“{id or clean(text, limit=NUMBER_LIMIT)}” {why}.")
    return id


def _is_token(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text and len(text) <= TOKEN_LIMIT


def _is_address(text: str) -> bool:
    if text == ENDPOINT:
        return True
    if not re.fullmatch(_ADDRESS, text):
        return False
    try:
        parts = urlsplit(text)
        return parts.port != 0 and not parts.query and not parts.fragment
    except ValueError:  # A port above 65535, or no address between the brackets.
        return False


def _is_true(environ: Mapping[str, str], name: str) -> bool:
    return environ.get(name, "").strip().lower() in _TRUE


def _token(environ: Mapping[str, str]) -> str:
    """The token of `HF_TOKEN`, else of `$HF_HOME/token`; none where it cannot be read."""
    if _is_true(environ, "HF_HUB_DISABLE_IMPLICIT_TOKEN"):
        return ""
    if token := environ.get("HF_TOKEN", "").strip():
        return token
    try:
        path = _home(environ) / "token"
        if not path.is_file():  # A pipe would never end.
            return ""
        with path.open("rb") as file:
            return file.read(TOKEN_LIMIT).decode("ascii")
    except (OSError, ValueError, RuntimeError):  # Not readable, no ASCII or a NUL in the path, nobody's home.
        return ""


def _home(environ: Mapping[str, str]) -> Path:
    """`HF_HOME`, where Hugging Face's programs keep things."""
    if path := environ.get("HF_HOME"):
        return _expanded(path, environ)
    return _expanded(environ.get("XDG_CACHE_HOME") or "~/.cache", environ) / "huggingface"


def _expanded(path: str, environ: Mapping[str, str]) -> Path:
    if path == "~" or path.startswith(("~/", "~\\")):
        return Path(environ.get("HOME") or Path.home()) / path[2:]
    return Path(path)
