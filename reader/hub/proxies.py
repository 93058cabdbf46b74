"""Which proxy a request takes, as the environment says it (on macOS also the system's settings).

`NO_PROXY` means what it means to curl 7.86 and later (its `lib/noproxy.c`): names with all that is below them,
addresses and ranges of addresses, separated by commas or blanks, or a single `*`. A range counts for a host that is
written as an address; names are never resolved. Values are never shown, as they may hold a password.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

KINDS: Final = ("http", "https", "socks5", "socks5h")
"""The kinds of proxies that can be used."""

ELSEWHERE: Final = "the settings of this computer"
"""Where what is set may be, if no variable holds it."""
NO_ADDRESS: Final = "it is not an address like http://127.0.0.1:8080"

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,19})://")
_NAME: Final = re.compile(r"\.?[\w-]+(\.[\w-]+)*\.?")
_DIGITS: Final = re.compile(r"[0-9.]+")
_SEPARATORS: Final = re.compile(r"[,\s]+")


class UnusableProxyError(ValueError):
    """The text says why, without the value of the variable."""


@dataclass(frozen=True)
class Proxy:
    """The setting of a proxy, as it was found."""

    value: str = field(repr=False)
    where: str
    """The variable that holds it, as the user spelt it, or what else does."""

    @property
    def url(self) -> str:
        """The proxy's address, with the user name and password for it.

        Raises:
            UnusableProxyError: If the setting is not the address of a proxy that can be used.
        """
        scheme, rest = self._parts()
        if not _is_address(f"{scheme}://{rest}"):
            raise UnusableProxyError(NO_ADDRESS)
        return f"{scheme}://{rest}"

    @property
    def kind(self) -> str:
        """One of `KINDS`.

        Raises:
            UnusableProxyError: If the setting is not the address of a proxy that can be used.
        """
        return self.url.partition(":")[0]

    def _parts(self) -> tuple[str, str]:
        if "://" not in self.value:
            return "http", self.value
        found = _SCHEME.match(self.value)
        if found is None:
            return "", ""
        scheme, rest = found[1].lower(), self.value[found.end() :]
        # GNOME and other desktops write socks:// for what their own programs take as SOCKS 5.
        scheme = "socks5" if scheme == "socks" else scheme
        if scheme not in KINDS:
            raise UnusableProxyError(f"“{scheme}” is not one of {', '.join(KINDS[:-1])} and {KINDS[-1]}")
        return scheme, rest


def proxy_for(scheme: str, host: str) -> Proxy | None:
    """The proxy for a request, or None to connect directly.

    Args:
        scheme: Of the address that is asked, in lower case.
        host: The host that is asked, an IPv6 address with or without its brackets.
    """
    from urllib.request import getproxies  # It takes a while to import, and httpx needs it, too.

    settings = getproxies()
    value = (settings.get(scheme) or settings.get("all") or "").strip()
    if not value or _is_direct(host, settings.get("no", "")):
        return None
    names = (spelt for name in (scheme, "all") for spelt in (f"{name}_proxy", f"{name}_proxy".upper()))
    where = next((name for name in names if os.environ.get(name, "").strip() == value), ELSEWHERE)
    return Proxy(value, where)


def proxy_of(url: str) -> Proxy | None:
    """The proxy for requests to an address, or None to connect directly."""
    parts = urlsplit(url)
    return proxy_for(parts.scheme, parts.hostname or "")


def not_understood() -> list[str]:
    """The entries of `NO_PROXY` that mean nothing, so that they are ignored."""
    from urllib.request import getproxies

    entries = _entries(getproxies().get("no", ""))
    return [] if entries == ["*"] else [entry for entry in entries if not _is_understood(entry)]


def _is_direct(host: str, exceptions: str) -> bool:
    entries = _entries(exceptions)
    if entries == ["*"]:
        return True
    address = _address(host)
    if address is None:
        return any(_is_below(host, entry) for entry in entries)
    return any(_is_within(address, entry) for entry in entries)


def _entries(exceptions: str) -> list[str]:
    return [entry for entry in _SEPARATORS.split(exceptions) if entry]


def _is_below(host: str, entry: str) -> bool:
    name = entry.lower().removesuffix(".").removeprefix(".")
    return bool(name) and f".{host.lower().removesuffix('.')}".endswith(f".{name}")


def _is_within(address: IPv4Address | IPv6Address, entry: str) -> bool:
    found = _range(entry)
    return found is not None and address in found


def _is_understood(entry: str) -> bool:
    return _range(entry) is not None or (bool(_NAME.fullmatch(entry)) and not _DIGITS.fullmatch(entry))


def _range(entry: str) -> IPv4Network | IPv6Network | None:
    """The addresses that an entry means, or None for another entry; to curl a range of 0 bits is none, either."""
    first, slash, bits = entry.partition("/")
    start = _address(first)
    if start is None:
        return None
    if not slash:
        return ip_network(start)
    if not re.fullmatch("[0-9]{1,3}", bits) or not 0 < int(bits) <= start.max_prefixlen:
        return None
    return ip_network((start, int(bits)), strict=False)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    inside = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    try:
        return ip_address(inside)
    except ValueError:
        return None


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0 and url.isprintable() and " " not in url
    except ValueError:  # A port above 65535, or no address between the brackets.
        return False
