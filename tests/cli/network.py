"""What can be wrong with the network, and what is said of it: for all commands that ask the Hub, and for the reader."""

from __future__ import annotations

import gzip
from typing import Final, NamedTuple

from tests.hub import faults
from tests.hub.double import Fault


class Case(NamedTuple):
    """A fault."""

    fault: Fault
    says: str
    """What stands in the sentence about it, whoever asked for whatever."""
    is_waited_for: bool = False
    """Whether a fetch waits until the Hub takes requests again."""
    takes_time: bool = False
    """Whether it is said after some seconds only."""


_SIGN_IN: Final = "sign-in page (captive portal)"
_TOO_LARGE: Final = "too large: more than"
"""2 MiB for one feed, or 512 KiB for one paper."""

CASES: Final = {
    "drips headers": Case(faults.drips_headers, "did not answer within", takes_time=True),
    "drips body": Case(faults.drips_body, "did not finish its answer within", takes_time=True),
    "hangs": Case(faults.hangs, "did not answer within", takes_time=True),
    "bomb": Case(faults.Bomb(), _TOO_LARGE),
    "bomb with a status": Case(faults.Bomb(500), "answered 500 Internal Server Error"),
    "gzip in gzip": Case(faults.double_gzip(), "compression that was not requested"),
    "endless": Case(faults.endless, _TOO_LARGE),
    "endless nothing": Case(faults.endless_nothing, _TOO_LARGE),
    "very many values": Case(faults.Answers(200, b"[%b0]" % (b"0," * 50_000)), "too large: more than 50,000 values"),
    "web page": Case(faults.web_page(), _SIGN_IN),
    "web page without a type": Case(faults.web_page(content_type="application/json"), _SIGN_IN),
    "sign in": Case(faults.web_page(511), "requires a sign-in"),
    "redirects to a file": Case(faults.redirects("file:///etc/passwd"), "not followed"),
    "redirects nowhere": Case(faults.redirects(""), "not followed"),
    "redirects to no port": Case(faults.redirects("http://127.0.0.1:99999/"), "cannot be reached"),
    "redirects to what is down": Case(faults.redirects("http://127.0.0.1:9/"), "cannot be reached"),
    "redirects in a circle": Case(faults.redirect_loop, "redirected more than 3 times"),
    "cut off": Case(faults.cut_off, "was cut off"),
    "cut off in chunks": Case(faults.cut_off_chunked, "was cut off"),
    "cut off at its end": Case(faults.cut_off_gzip, "was cut off"),
    "cut off unnoticed": Case(faults.Answers(200, b'[{"paper": {"id'), "not JSON or it was cut off"),
    "not gzip": Case(faults.Encoded("gzip"), "cannot be decompressed"),
    "damaged gzip": Case(faults.Encoded("gzip", lambda body: gzip.compress(body)[:-4] + b"abcd"), "cannot be decompr"),
    "not UTF-8": Case(faults.Answers(200, b'["\xe9"]'), "not JSON"),
    "too deep": Case(faults.Answers(200, b"[" * 40_000), "not JSON"),
    "empty": Case(faults.Answers(200, b""), "sent an empty answer"),
    "big headers": Case(faults.big_headers, "sent no valid answer"),
    "not HTTP": Case(faults.not_http, "sent no valid answer"),
    "hangs up": Case(faults.hangs_up, "sent no valid answer"),
    "unavailable": Case(faults.Answers(503), "is having trouble (503 Service Unavailable)"),
    "refused for now": Case(
        faults.too_many(RateLimit='"api";r=0;t=55'), "is limiting requests (429", is_waited_for=True
    ),
    "paused for years": Case(faults.too_many(Retry_After="99999999"), "is limiting requests (429", is_waited_for=True),
    "words of its own": Case(faults.Answers(500), "answered 500 Internal Server Error: “Something �[31mbroke�”"),
}
