"""Whether what is copied on Wayland can be read back without taking the keyboard."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from reader.host.clipboard import Copied
from reader.host.wayland import has_data_control
from tests.host.compositor import SEAT, compositor
from tests.host.programs import LINK, Terminal, only, program

EXT, WLR = b"ext_data_control_manager_v1", b"zwlr_data_control_manager_v1"


@pytest.mark.parametrize(
    ("offered", "has"),
    [((SEAT, EXT), True), ((WLR, SEAT), True), ((SEAT, b"wl_data_device_manager", b"ext"), False), ((), False)],
)
def test_a_compositor_tells_what_it_offers(tmp_path: Path, offered: tuple[bytes, ...], has: bool) -> None:
    with compositor(tmp_path, *offered) as environ:
        assert has_data_control(environ) is has


@pytest.mark.parametrize(
    "answer",
    [b"", b"\x02", b"x" * 4096, struct.pack("=II", 2, 4 << 16), struct.pack("=III", 2, 12 << 16, 7), b"\0" * 300_000],
    ids=["nothing", "a byte", "letters", "too short", "without a name", "zeros"],
)
def test_another_answer_counts_as_no(tmp_path: Path, answer: bytes) -> None:
    with compositor(tmp_path, answer=answer) as environ:
        assert not has_data_control(environ)


def test_without_a_compositor_there_is_none(tmp_path: Path) -> None:
    assert not has_data_control({})
    assert not has_data_control({"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-9"})
    assert not has_data_control({"XDG_RUNTIME_DIR": "x" * 300, "WAYLAND_DISPLAY": "wayland-9"})


@pytest.mark.parametrize("offered", [(SEAT, EXT), (SEAT,)], ids=["with", "without"])
async def test_what_was_copied_is_read_back_only_with_data_control(
    tmp_path: Path, bin_dir: Path, terminal: Terminal, offered: tuple[bytes, ...]
) -> None:
    program(bin_dir, "wl-copy", f"cat > {bin_dir}/selection")
    program(bin_dir, "wl-paste", f"echo > {bin_dir}/asked; cat {bin_dir}/selection")
    with compositor(tmp_path, *offered) as environ:
        copied = await terminal.copy(LINK, {"PATH": only(bin_dir), **environ})
    has = EXT in offered
    assert copied == Copied("wl-copy", verified=has)
    assert (bin_dir / "asked").exists() is has
    assert (bin_dir / "selection").read_text() == LINK
