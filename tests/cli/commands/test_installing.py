"""`daily-papers completion --install`: what it writes and says, and that nothing of it is left when it is undone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reader.cli.shells import SHELLS
from tests.cli.commands.test_completion import PLACES, SETTINGS, opened
from tests.cli.running import run, said

MINE = "export EDITOR=vi\n# mine \udcff"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_put_where_the_shell_looks_and_taken_away(tmp_path: Path, shell: str) -> None:
    place = tmp_path / PLACES[shell]
    for name in (shell, ""):
        done = run("completion", "--install", *filter(None, [name]), home=tmp_path, SHELL=f"/usr/bin/{shell}")
        assert (done.returncode, done.stdout) == (0, "")
        assert str(place) in said(done)[0]
        assert place.read_text() == run("completion", shell, home=tmp_path).stdout
        written = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert said(done) == [f"Completion in {shell} is installed already: {place}."]
    assert len(written) == (2 if shell == "zsh" else 1)
    gone = run("completion", shell, "--uninstall", home=tmp_path)
    assert gone.returncode == 0
    assert f"{place} removed" in said(gone)[0]
    assert not place.exists()
    assert said(run("completion", shell, "--uninstall", home=tmp_path)) == [f"Completion in {shell} is not installed."]


@pytest.mark.parametrize("mine", [MINE, f"{MINE}\n", f"{MINE}\n\n", "", None])
def test_the_lines_of_zsh_come_and_go_and_the_users_stay(tmp_path: Path, mine: str | None) -> None:
    startup = tmp_path / ".zshrc"
    if mine is not None:
        startup.write_text(mine, errors="surrogateescape")
        startup.chmod(0o640)
    for _ in range(2):
        assert run("completion", "zsh", "--install", home=tmp_path).returncode == 0
    text = startup.read_text(errors="surrogateescape")
    assert text.startswith(mine or "")
    assert text.count("_daily-papers") == 2  # In one line.
    startup.write_text(f"{text}alias ll='ls -l'\n", errors="surrogateescape")
    assert run("completion", "zsh", "--uninstall", home=tmp_path).returncode == 0
    left = startup.read_text(errors="surrogateescape")
    assert left.removesuffix("alias ll='ls -l'\n").rstrip("\n") == (mine or "").rstrip("\n")
    assert mine is None or startup.stat().st_mode & 0o777 == 0o640


def test_installing_and_undoing_it_at_once_is_refused(tmp_path: Path) -> None:
    done = run("completion", "bash", "--install", "--uninstall", home=tmp_path)
    assert said(done) == [
        "--install cannot be combined with --uninstall. See daily-papers completion --help.",
    ]
    assert done.returncode == 2
    assert not any(tmp_path.iterdir())


def test_an_old_script_is_replaced_and_one_that_is_not_ours_stays(tmp_path: Path) -> None:
    place = tmp_path / PLACES["fish"]
    place.parent.mkdir(parents=True)
    place.write_text("# of an older version: _DAILY_PAPERS_COMPLETE\n")
    assert run("completion", "fish", "--install", home=tmp_path).returncode == 0
    assert place.read_text().startswith("function ")
    place.write_text("complete --command daily-papers --arguments mine\n")
    for option in ("--install", "--uninstall"):
        done = run("completion", "fish", option, home=tmp_path)
        assert done.returncode == 1
        assert said(done) == [f"{place} is not a script of daily-papers, and stays as it is. Remove it first."]
    assert place.read_text() == "complete --command daily-papers --arguments mine\n"


def test_the_users_own_folders_count(tmp_path: Path) -> None:
    home, other = tmp_path / "home", tmp_path / "other ü"
    world = {"XDG_DATA_HOME": str(other), "XDG_CONFIG_HOME": str(other), "ZDOTDIR": str(other)}
    for shell in SHELLS:
        assert run("completion", shell, "--install", home=home, **world).returncode == 0
    assert (other / "bash-completion/completions/daily-papers").is_file()
    assert (other / "fish/completions/daily-papers.fish").is_file()
    assert (other / ".zshrc").is_file()
    own = str(tmp_path / "bash")
    assert run("completion", "bash", "--install", home=home, BASH_COMPLETION_USER_DIR=own).returncode == 0
    assert (tmp_path / "bash/completions/daily-papers").is_file()


@pytest.mark.parametrize("shell", ["", "/bin/tcsh", "/bin/\x1b]0;x\x07"])
def test_a_shell_that_is_not_known_is_asked_for(tmp_path: Path, shell: str) -> None:
    done = run("completion", "--install", home=tmp_path, SHELL=shell)
    assert (done.returncode, done.stdout) == (2, "")
    assert said(done)[0].startswith("Name the shell: bash, zsh or fish.")
    assert run("completion", home=tmp_path).returncode == 2
    assert not [*tmp_path.iterdir()]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / ".config").touch()
    done = run("completion", "fish", "--install", home=tmp_path)
    assert (done.returncode, done.stdout, len(said(done))) == (1, "", 1)
    assert "cannot be created" in said(done)[0]


@pytest.mark.slow
@pytest.mark.parametrize("shell", SHELLS)
def test_tab_completes_once_it_is_installed(tmp_path: Path, shell: str) -> None:
    home = tmp_path / "home"
    (home / "bin").mkdir(parents=True)
    command = home / "bin/daily-papers"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m reader "$@"\n')
    command.chmod(0o755)
    name, text = SETTINGS[shell]
    (home / name).parent.mkdir(parents=True, exist_ok=True)
    plain = "\n".join(line for line in text.split("\n") if "compinit" not in line and "fpath" not in line)
    (home / name).write_text(f"{plain}\n")
    assert run("completion", shell, "--install", home=home).returncode == 0
    with opened(shell, home) as running:
        assert running.after_tab("daily-papers export --format=r") == "daily-papers export --format=ris "
