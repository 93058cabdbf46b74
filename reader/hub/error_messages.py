"""What went wrong on the way to the Hub, in sentences: what happened, why, what next.

The text of httpx's exceptions is not used: it can hold a header with the token.
"""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus

import httpx
from socksio import SOCKSError

from reader.errors import HubError, UnreachableError
from reader.hub.decoding import QUOTE_LIMIT, quoted
from reader.hub.endpoint import ENDPOINT, Endpoint
from reader.hub.proxies import ELSEWHERE, NO_ADDRESS, UnusableProxyError, proxy_of
from reader.hub.rate_limit import LimitedError, NotConnectedError, time_after
from reader.papers.humanize import long_day
from reader.papers.text import clean

PORTAL = "Does this network have a sign-in page (captive portal)? Open a browser, then try again."

_UNTIMELY = frozenset({9, 10})
"""What OpenSSL calls a certificate that is not valid yet, and one that has expired: often the clock is wrong."""
_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")


def no_certificates() -> UnreachableError:
    """The HTTP client could not be made: it reads the variables for certificates then."""
    where = " and ".join(_set(_CERTIFICATES)) or ELSEWHERE
    return UnreachableError(f"Cannot connect: the certificates set in {where} cannot be used. Correct or unset it.")


def unusable_proxy(error: Exception, where: str) -> UnreachableError:
    """The proxy for a request is not one that can be used.

    Args:
        error: What is wrong with it; only an `UnusableProxyError` says so without quoting it.
        where: The variable that holds it.
    """
    why = str(error) if isinstance(error, UnusableProxyError) else NO_ADDRESS
    return UnreachableError(f"Cannot connect: the proxy set in {where} cannot be used: {why}. Correct or unset it.")


def not_sent(error: Exception, endpoint: Endpoint, connect: float, redirected: str = "") -> HubError:
    """No answer came at all.

    Args:
        error: What went wrong.
        endpoint: Who is asked.
        connect: Seconds that a connection had.
        redirected: Where the endpoint redirected to, if it did.
    """
    name = _asked(endpoint, redirected)
    if isinstance(error, httpx.ProxyError | SOCKSError):
        where = " and ".join(_proxies(redirected or endpoint.url)) or ELSEWHERE
        return UnreachableError(f"{name} cannot be reached: the proxy set in {where} refused. Correct or unset it.")
    if not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | ExceptionGroup):
        return HubError(f"{name} sent no valid answer: the connection was closed or the answer was garbled. Try again.")
    cause = None if isinstance(error, httpx.ConnectTimeout) else _cause(error)
    if isinstance(cause, ssl.SSLCertVerificationError) and cause.verify_code in _UNTIMELY:
        return UnreachableError(
            f"{name} cannot be trusted: {_words(cause.verify_message)}. By this computer's clock it is {_now()}: "
            "if that is wrong, set the clock; if it is right, try again later."
        )
    if isinstance(cause, ssl.SSLCertVerificationError):
        return UnreachableError(
            f"{name} cannot be trusted: {_words(cause.verify_message)}. "
            "If this network uses its own certificates (a company proxy?), set SSL_CERT_FILE to their file."
        )
    if isinstance(cause, ssl.SSLError):
        reason = _words((cause.reason or "TLS failed").replace("_", " ").lower())
        place = f"{_words(redirected)}, where {endpoint.name} redirects" if redirected else name
        return UnreachableError(f"No secure connection to {place}: {reason}. {_check(endpoint, redirected)}")
    why = f"no connection within {connect:g} s" if isinstance(error, httpx.ConnectTimeout) else _reason(cause)
    return NotConnectedError(f"{name} cannot be reached: {why}. {_check(endpoint, redirected)}")


def cut_off(endpoint: Endpoint) -> HubError:
    """The answer ended before its end."""
    return HubError(f"The answer from {endpoint.name} was cut off. Try again.")


def too_slow(endpoint: Endpoint, deadline: float, *, answered: bool, redirected: str = "") -> UnreachableError:
    """The time for a feed is up."""
    what = "did not finish its answer" if answered else "did not answer"
    name = _asked(endpoint, redirected)
    return UnreachableError(f"{name} {what} within {deadline:g} s. {_check(endpoint, redirected)}")


def web_page(endpoint: Endpoint, wanted: str = "data") -> HubError:
    """Something for people came where data for programs is due."""
    return HubError(f"{endpoint.name} sent a web page instead of {wanted}. {PORTAL}")


def sent_astray(endpoint: Endpoint, where: str = "") -> HubError:
    """A redirect that is not followed; of the address only scheme and host are shown."""
    shown = f" (“{_words(where)}”)" if where else ""
    return HubError(f"{endpoint.name} redirected to an address that is not followed{shown}. {PORTAL}")


def sent_elsewhere(endpoint: Endpoint, where: str) -> HubError:
    """A redirect to another host; nobody is told to set HF_ENDPOINT to it, as a portal could send anyone anywhere."""
    next = PORTAL if endpoint.url == ENDPOINT else f"Check HF_ENDPOINT. {PORTAL}"
    return HubError(f"{endpoint.name} redirected to another host (“{_words(where)}”), which is not followed. {next}")


def sent_in_circles(endpoint: Endpoint, times: int) -> HubError:
    """One redirect after the other."""
    return HubError(f"{endpoint.name} redirected more than {times} times. {PORTAL}")


def refused(endpoint: Endpoint, status: int, said: str) -> HubError:
    """A status that is no answer.

    Args:
        endpoint: Whom was asked.
        status: Of HTTP.
        said: The Hub's own words, cleaned, or empty.
    """
    if status == HTTPStatus.NETWORK_AUTHENTICATION_REQUIRED:
        return HubError(
            f"{endpoint.name} cannot be reached: this network requires a sign-in ({named(status)}). {PORTAL}"
        )
    next = "Check HF_ENDPOINT." if status == HTTPStatus.NOT_FOUND and endpoint.url != ENDPOINT else "Try again later."
    return HubError(f"{endpoint.name} answered {named(status)}{quoted(said)}. {next}")


def no_search_left(endpoint: Endpoint, wait: float) -> LimitedError:
    """The Hub was not asked, as it takes no more searches for some seconds."""
    what = f"{endpoint.name} takes no more searches for now"
    when = time_after(wait, datetime.now(UTC).astimezone())
    return LimitedError(f"{what}: try again at {when}.", wait, what)


def named(status: int) -> str:
    """A status with its name; the server's own name for it is foreign text."""
    name = next((known.phrase for known in HTTPStatus if known == status), "")
    return f"{status} {name}".strip()


def _asked(endpoint: Endpoint, redirected: str) -> str:
    """The beginning of a sentence about who was asked, with how it came to that, where the endpoint redirected."""
    return f"{endpoint.name} redirected to {_words(redirected)}, which" if redirected else endpoint.name


def _check(endpoint: Endpoint, redirected: str) -> str:
    things = ["the network connection", *_proxies(redirected or endpoint.url)]
    if endpoint.url != ENDPOINT and not redirected:  # Where it redirects, it was there.
        things.append("HF_ENDPOINT")
    return f"Check {' and '.join(things)}, then try again."


def _proxies(url: str) -> list[str]:
    """The variable that names the proxy for an address, if it has one; its value may hold a password."""
    proxy = proxy_of(url)
    return [proxy.where] if proxy else []


def _set(names: Iterable[str]) -> list[str]:
    return [spelt for name in names for spelt in (name, name.lower()) if os.environ.get(spelt)]


def _cause(error: BaseException) -> OSError | None:
    """The operating system's error at the bottom of a chain, or the last one of a group there."""
    found = None
    below: BaseException | None = error
    while below is not None:
        if isinstance(below, OSError):
            found = below
        below = below.exceptions[-1] if isinstance(below, BaseExceptionGroup) else below.__cause__ or below.__context__
    return found


def _reason(cause: OSError | None) -> str:
    if isinstance(cause, socket.gaierror):
        return "its name cannot be looked up"
    if cause is not None and cause.errno:
        return _words(os.strerror(cause.errno)).lower()
    return "no connection"


def _now() -> str:
    now = datetime.now(UTC).astimezone()
    return f"{now:%H:%M} on {long_day(now.date())}"


def _words(text: str) -> str:
    return clean(text, limit=QUOTE_LIMIT)
