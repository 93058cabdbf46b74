"""A digest as a whole message (RFC 5322), for a program that sends mail."""

from __future__ import annotations

from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses
from typing import Final

from reader.errors import UseError
from reader.formats.digest import Digest
from reader.formats.digest_formats import html, text
from reader.papers.text import clean

SENDER: Final = "Daily Papers"
"""The name of the sender where none was named."""


def eml(digest: Digest, to: Address, sender: Address | None = None, subject: str = "") -> bytes:
    """A message with the digest as text and as HTML, in ASCII, with the line ends of this system's mail programs.

    Args:
        digest: What is written.
        to: Who gets it.
        sender: Who sends it; whoever gets it, where nobody is named.
        subject: Its subject, if not the digest's title.
    """
    message = EmailMessage(policy=SMTP.clone(linesep="\n"))
    message["From"] = sender or Address(SENDER, addr_spec=to.addr_spec)
    message["To"] = to
    message["Subject"] = _plain(clean(subject) or f"{digest.title} ({digest.summary})")
    message["Date"] = digest.made_at
    # A name that nobody can own (RFC 2606): the same digest has the same id, whoever sends it.
    message["Message-ID"] = f"<{digest.key}@daily-papers.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text(digest).decode(), cte="quoted-printable")
    message.add_alternative(html(digest).decode(), subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{digest.key}")
    return message.as_bytes()


def address(words: str) -> Address:
    """Understand an address, such as `Ada <ada@example.org>`.

    Raises:
        UseError: It is none, or more than one.
    """
    pairs = getaddresses([words])
    try:
        if words.isprintable() and words.strip() and _plain(words) == words and len(pairs) == 1:
            name, spec = pairs[0]
            found = Address(name, addr_spec=spec)
            if spec.isascii() and found.username and found.domain:
                return found
    except (ValueError, IndexError, MessageError):
        pass  # Told below, as what is not printable is.
    raise UseError(f"“{clean(words, limit=60)}” is not an email address: write it as name@example.org.")


def _plain(text: str) -> str:
    """A text for a header, without what would be an encoded word (RFC 2047).

    Python decodes one where a header is set, also to the line break that begins the next header (CVE-2024-6923).
    """
    return text.replace("=?", "= ?")
