"""The recipes of the manual, run as they stand there: copied from the page as man shows it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from reader.cli.recipes import UNITS
from reader.papers.period import DAY
from reader.store.state import Position, save_position
from tests.cli.commands.test_list import feed, store
from tests.cli.commands.test_manual import needs_mandoc, rendered
from tests.cli.exchange import put, starred
from tests.cli.running import run
from tests.conftest import Start
from tests.host.programs import needs_tmux, program
from tests.hub.double import HubDouble
from tests.hub.papers import day
from tests.terminal import environment

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
pytestmark = needs_mandoc


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with `daily-papers`, which reads the sample edition, and others that write down what they are given."""
    folder = tmp_path / "programs"
    folder.mkdir()
    program(folder, "daily-papers", f'exec {sys.executable} -m reader --sample "$@"')
    for name in ("notify-send", "systemctl"):
        program(folder, name, f'echo "$@" >> {tmp_path}/{name}')
    return folder


@pytest.fixture
def world(programs: Path, tmp_path: Path) -> dict[str, str]:
    """An environment in which they are found first."""
    (tmp_path / "home").mkdir()
    return environment(tmp_path / "home", PATH=f"{programs}:{os.environ['PATH']}")


def recipe(home: Path, begin: str) -> str:
    """The lines below a sentence of the manual."""
    shown = rendered(run("manual", home=home).stdout)
    found = re.search(rf"^ +{begin}[^\n]*\n\n((?: +\S.*\n)+)", shown, re.MULTILINE)
    assert found, begin
    return found[1]


@pytest.mark.slow
@needs_tmux
def test_a_status_bar_has_the_number_of_unread_papers(world: dict[str, str], tmp_path: Path, start: Start) -> None:
    config = tmp_path / "tmux.conf"
    config.write_text(recipe(tmp_path, "The number of unread papers in the status bar"))
    tmux = ("tmux", "-L", "recipe")
    env = {**world, "TMUX_TMPDIR": str(tmp_path)}
    bar = start(argv=(*tmux, "-f", str(config), "new-session", "cat"), SHELL="/bin/sh", env=dict(env))
    try:
        bar.wait_for("12 unread")
    finally:
        subprocess.run([*tmux, "kill-server"], env=env, check=True)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("fzf") is None, reason="needs fzf")
def test_fzf_shows_abstracts_and_opens_the_chosen_paper(
    world: dict[str, str], programs: Path, tmp_path: Path, start: Start
) -> None:
    script = tmp_path / "recipe"
    script.write_text(recipe(tmp_path, "Choose a paper with fzf"))
    told = 'echo "Fetched just now." >&2; '
    program(programs, "daily-papers", f'{told}exec {sys.executable} -m reader --sample "$@"')
    nothing = start(argv=("sh", str(script)), PATH=world["PATH"], SHELL="/bin/sh")
    nothing.wait_for("12/12", "Mamba")
    nothing.press("\x1b")
    assert nothing.wait() == 0
    assert b"not a period" not in nothing.output
    chooser = start(argv=("sh", str(script)), PATH=world["PATH"], SHELL="/bin/sh")
    chooser.wait_for("12/12", "Mamba")
    chooser.press("gaussian splatting")
    chooser.wait_for("1/12", "Radiance fields give convincing")
    assert "Fetched" not in chooser.text
    assert "2308.04079 3D" not in chooser.text
    chooser.press("\r")
    chooser.wait_for("arXiv 2308.04079", "? help")
    chooser.press("Q")
    assert chooser.wait() == 0


@pytest.mark.interop
@pytest.mark.skipif(shutil.which("emacs") is None, reason="needs emacs")
def test_emacs_offers_titles_and_opens_the_chosen_paper(world: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "init.el"
    file.write_text(recipe(tmp_path, "Choose a paper in Emacs"))
    shows = "(setq browse-url-browser-function (lambda (url &rest _) (princ url)))"
    argv = ["emacs", "--batch", "-Q", "-l", str(file), "--eval", shows, "--eval", "(call-interactively 'daily-papers)"]
    title = "2308.04079 3D Gaussian Splatting for Real-Time Radiance Field Rendering\n"
    done = subprocess.run(argv, env=world, input=title, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("https://arxiv.org/abs/2308.04079")


@pytest.mark.slow
def test_a_command_is_told_of_new_papers(world: dict[str, str], tmp_path: Path, programs: Path) -> None:
    words = recipe(tmp_path, "Be told of new papers")
    program(programs, "daily-papers", f'exec {sys.executable} -m reader "$@"')
    today = date.today()
    days = {today - ago * DAY: day(1, first=100 + ago, on=today - ago * DAY) for ago in range(9)}
    with HubDouble(days, today=today) as hub:
        subprocess.run(["sh", "-c", words], env={**world, "HF_ENDPOINT": hub.url}, check=True)
    assert re.fullmatch("[4-6] new papers\n", (tmp_path / "notify-send").read_text())


def test_uninstalling_leaves_nothing(world: dict[str, str], tmp_path: Path, programs: Path) -> None:
    home, words = tmp_path / "home", recipe(tmp_path, "To leave nothing")
    program(programs, "daily-papers", f'exec {sys.executable} -m reader "$@"')
    program(programs, "pip", f'echo "$@" > {tmp_path}/pip')
    assert save_position(home / ".local/state/daily-papers/position.json", Position())
    store(home, feed(date(2026, 8, 20)))
    put(home, starred(1))
    make = "daily-papers config init; daily-papers completion --install"
    env = {**world, "SHELL": "/bin/fish"}
    done = subprocess.run(["sh", "-ec", f"{make}; {words}"], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "pip").read_text() == "uninstall daily-papers\n"
    assert [path for path in home.rglob("*") if path.is_file() or "daily-papers" in path.name] == []


@pytest.fixture
def units(world: dict[str, str], tmp_path: Path) -> Path:
    """The folder with the units that the recipe makes."""
    subprocess.run(["sh", "-ec", recipe(tmp_path, "Every morning by systemd")], env=world, check=True)
    return tmp_path / "home/.config/systemd/user"


@pytest.mark.slow
def test_units_are_written_and_the_timer_is_started(units: Path, tmp_path: Path) -> None:
    assert sorted(path.name for path in units.iterdir()) == ["daily-papers.service", "daily-papers.timer"]
    assert (tmp_path / "systemctl").read_text() == "--user enable --now daily-papers.timer\n"
    both = run("manual", "--systemd", home=tmp_path).stdout
    for kind in UNITS:
        name = f"daily-papers.{kind}"
        assert f"# ~/.config/systemd/user/{name}\n{(units / name).read_text()}" in both


def analyzed(folder: Path, *units: Path) -> tuple[int, str]:
    """What systemd says of units."""
    (folder / "run").mkdir(mode=0o700, exist_ok=True)
    env = {**os.environ, "XDG_RUNTIME_DIR": str(folder / "run")}
    argv = ["systemd-analyze", "--user", "verify", *map(str, units)]
    done = subprocess.run(argv, env=env, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.slow
@needs_systemd
def test_systemd_finds_nothing_wrong_with_them(units: Path, tmp_path: Path) -> None:
    assert analyzed(tmp_path, *sorted(units.iterdir())) == (0, "")


@pytest.mark.slow
@needs_systemd
def test_it_runs_this_program_wherever_that_lies(tmp_path: Path) -> None:
    folder = tmp_path / "a $HOME %h c"
    folder.mkdir()
    script = program(folder, "daily-papers")
    script.write_text(f"#!{sys.executable}\nfrom reader.cli import main\nmain()\n")
    unit = tmp_path / "daily-papers.service"
    unit.write_text(run("manual", "--systemd", "service", home=tmp_path, argv=(str(script),)).stdout)
    assert analyzed(tmp_path, unit) == (0, "")
    script.unlink()
    code, said = analyzed(tmp_path, unit)
    assert code != 0
    assert f"{script} is not executable" in said
