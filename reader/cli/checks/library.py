"""Checks of the library: configuration, stored days, marks, versions, the Hub and its clock."""

from __future__ import annotations

import asyncio
import platform
from collections.abc import Iterator
from datetime import timedelta
from importlib import metadata
from typing import TYPE_CHECKING, Final, NamedTuple

from reader import __version__
from reader.cli.checks.finding import CheckContext, Finding, named
from reader.cli.io import may_exist
from reader.config.check import check_config
from reader.errors import HubError, ReaderError, StoreError
from reader.host.process import off_the_loop
from reader.hub.endpoint import Endpoint
from reader.hub.proxies import UnusableProxyError, not_understood, proxy_of
from reader.library.open import open_library
from reader.papers.humanize import exactly
from reader.papers.period import EditionClock
from reader.papers.text import clean
from reader.store import paths
from reader.store.sqlite import set_aside_before

if TYPE_CHECKING:
    from reader.hub.probe import Probe

GRACE: Final = 2.0
"""Seconds beyond its deadline after which the network check is given up: name look-ups ignore deadlines."""
AHEAD: Final = timedelta(minutes=2)
"""How wrong the clock may be: days open and lists age by it, in steps of ten minutes."""


def findings(context: CheckContext) -> Iterator[Finding]:
    """Check configuration, stores, versions and the proxy."""
    yield _configuration(context)
    yield _stored_days(context)
    yield _marks()
    yield _versions()
    yield _proxy(context)


class Network(NamedTuple):
    """The result of asking the Hub."""

    findings: tuple[Finding, Finding]
    """The findings on the network and on the clock."""
    is_hanging: bool = False
    """Whether a thread is still waiting for an answer."""


def network(context: CheckContext) -> Network:
    """Ask the Hub once, unless the network is off; where it does not tell the time, stored days may."""
    found = _network(context)
    answered, clock = found.findings
    if clock == _CLOCK_UNKNOWN and (problem := _clock_problem(context)):
        return found._replace(findings=(answered, Finding("clock", "not ok", problem)))
    return found


def _clock_problem(context: CheckContext) -> str:
    """What commands say of a clock that is behind the stored days, or nothing; they are only looked at."""
    from reader.store.feeds import glance

    clock = EditionClock()
    for day in glance.days(context.cache)[:1]:
        clock.learn(day)
    return clock.problem


def _network(context: CheckContext) -> Network:
    try:
        endpoint = Endpoint.from_environment(context.environ)
    except ReaderError as error:
        return Network((Finding("network", "not ok", str(error)), _CLOCK_UNKNOWN))
    if context.offline or endpoint.offline:
        return Network((Finding("network", "unknown", "Not checked: --offline or HF_HUB_OFFLINE."), _CLOCK_UNKNOWN))
    try:
        found = asyncio.run(_asked(endpoint))
    except TimeoutError:
        late = Finding("network", "not ok", f"Looking up {endpoint.name} took too long.", "Check the network and DNS.")
        return Network((late, _CLOCK_UNKNOWN), is_hanging=True)
    except HubError as error:
        return Network((Finding("network", "not ok", str(error)), _CLOCK_UNKNOWN))
    token = "with your token" if endpoint.token else "without a token"
    answered = Finding("network", "ok", f"{endpoint.name} answered in {found.took:.1f} s ({token}).")
    return Network((answered, _clock(found)))


async def _asked(endpoint: Endpoint) -> Probe:
    from reader.hub.probe import DEADLINE, probe

    async with asyncio.timeout(DEADLINE + GRACE):
        return await off_the_loop(lambda: asyncio.run(probe(endpoint)))


def _configuration(context: CheckContext) -> Finding:
    name = named(context.settings.path)
    if context.trouble:
        return Finding("configuration", "not ok", context.trouble)
    problems = check_config(context.settings, EditionClock().newest_day()).problems
    if problems:
        return Finding("configuration", "not ok", " ".join(problems), "Fix what daily-papers config check reports.")
    there = may_exist(context.settings.path)
    return Finding("configuration", "ok", f"No problems in {name}." if there else f"All defaults: there is no {name}.")


def _stored_days(context: CheckContext) -> Finding:
    from reader.store.feeds.readonly_rows import FILE_NAME

    folder = named(context.cache)
    if not may_exist(context.cache / FILE_NAME):
        return Finding("stored days", "ok", f"None yet in {folder}.")
    try:
        with open_library(context.cache_dir, offline=True) as opened:
            days = asyncio.run(opened.cache.days())
    except StoreError as error:
        return Finding("stored days", "not ok", str(error))
    found = f"None in {folder}."
    if days:
        span = f" from {days[0]} to {days[-1]}" if len(days) > 1 else f", {days[0]}"
        found = f"{len(days):,}{span}, in {folder}."
    if notice := opened.cache.notice:
        return Finding("stored days", "not ok", f"{notice} {found}")
    return Finding("stored days", "ok", found)


def _marks() -> Finding:
    if not may_exist(paths.marks()):
        return Finding("marks", "ok", "None yet.")
    try:
        with open_library(offline=True) as opened:
            asyncio.run(opened.marks.maintain())
            counts = asyncio.run(opened.marks.counts())
    except StoreError as error:
        return Finding("marks", "not ok", str(error))
    if notice := opened.marks.notice:
        return Finding("marks", "not ok", notice)
    found = f"{exactly(counts.papers, 'paper')}, {counts.starred:,} of them starred; the file is intact."
    if aside := set_aside_before(paths.marks()):
        found = f"{found} Damaged ones were set aside: {', '.join(aside)}."
        return Finding("marks", "ok", found, "Delete those once no mark is missing.")
    return Finding("marks", "ok", found)


def _versions() -> Finding:
    from reader.store.sqlite import sqlite_version

    try:
        textual = metadata.version("textual")
    except metadata.PackageNotFoundError:
        return Finding("versions", "not ok", "Textual is not installed.", "Reinstall daily-papers.")
    found = f"daily-papers {__version__}, Python {platform.python_version()}, Textual {textual}"
    return Finding("versions", "ok", f"{found}, SQLite {sqlite_version()}, {platform.system()} {platform.release()}.")


def _proxy(context: CheckContext) -> Finding:
    """Check what proxies the environment names; their addresses are not shown, as they may hold a password."""
    try:
        endpoint = Endpoint.from_environment(context.environ)
    except ReaderError:
        return Finding("proxy", "unknown", "Not checked: HF_ENDPOINT cannot be used.")
    proxy = proxy_of(endpoint.url)
    try:
        found = f"{proxy.kind}, set in {proxy.where}." if proxy else f"None for {endpoint.name}."
    except UnusableProxyError as error:
        return Finding("proxy", "not ok", f"Set in {proxy.where if proxy else ''}: {error}.", "Correct or unset it.")
    if strange := not_understood():
        ignored = clean(
            f"NO_PROXY has entries that are ignored: {', '.join(f'“{_shown(entry)}”' for entry in strange)}."
        )
        return Finding("proxy", "not ok", f"{found} {ignored}", _NO_PROXY)
    return Finding("proxy", "ok", found)


def _shown(entry: str) -> str:
    """An entry of `NO_PROXY` without a password that stands before an address."""
    return entry.rpartition("@")[2]


_NO_PROXY: Final = "Write hosts, addresses and ranges, such as localhost,example.org,127.0.0.0/8,::1, or * alone."


def _clock(found: Probe) -> Finding:
    if found.ahead is None:
        return _CLOCK_UNKNOWN
    side = "ahead of" if found.ahead > timedelta() else "behind"
    off = timedelta(seconds=round(abs(found.ahead).total_seconds()))
    if off <= AHEAD:
        return Finding("clock", "ok", f"{off.seconds} s {side} the Hub's clock, which is close enough.")
    return Finding(
        "clock",
        "not ok",
        f"{off} {side} the Hub's clock, so days open at the wrong time.",
        "Set this computer's clock.",
    )


_CLOCK_UNKNOWN: Final = Finding("clock", "unknown", "Not checked: the Hub's time is not known.")
