"""Files that cannot be a configuration are one sentence, and the reader opens without them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.config.settings import LIMIT, Config, config_or_defaults, load_config
from reader.errors import ConfigError
from tests.config.conftest import loaded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("theme = ", ':1:9: this is not a value; a text needs quotes, as in theme = "nord". Correct that line.'),
        (
            "mouse = true\n\ntheme = nord\n",
            ':3:9: this is not a value; a text needs quotes, as in theme = "nord". Correct that line.',
        ),
        ("mouse = true\nmouse = true\n", ":2:13: this is set a second time. Correct that line."),
        ('mouse = true\ntheme = """\nnord', ":3:5: the quotes are not closed. Correct that line."),
        ('theme = "nord\nmouse = true\n', ":1:14: the quotes are not closed on this line. Correct that line."),
        ("theme = 'nord\nx = ''", ":1:14: the quotes are not closed on this line. Correct that line."),
        ("theme = 'nord\n", ":2:1: the quotes are not closed. Correct that line."),
        ('theme "nord"', ":1:7: an = is missing after the name. Correct that line."),
        ("mouse = true title = false", ":1:14: something follows the value on the same line. Correct that line."),
        ("open_cmd = ['a'", ":1:16: a bracket is not closed. Correct that line."),
        ("theme = '\x1b'", ":1:10: Found invalid character '\\x1b'. Correct that line."),
        (f"x = {'9' * 5000}", ":1: a value is too long or nested too deeply. Shorten it."),
        (f"x = {'[' * 5000}", ":1: a value is too long or nested too deeply. Shorten it."),
    ],
)
def test_what_is_no_toml_is_told_with_its_place(text: str, words: str, file: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        loaded(file, text)
    assert str(caught.value) == f"{file}{words}"


def test_a_long_name_is_told_in_one_line(file: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        loaded(file, f"[{'x' * 9000}]\n" * 2)
    assert len(str(caught.value)) < 700


def test_what_is_not_utf_8_is_told_with_its_line(file: Path) -> None:
    file.write_bytes(b"mouse = true\n\ntheme = '\xe9'\n")
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    assert str(caught.value) == f"{file}:3: this is not UTF-8. Save the file as UTF-8."


def test_a_folder_is_no_configuration(file: Path) -> None:
    file.mkdir()
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    assert str(caught.value) == (
        f"{file} cannot be read: it is a folder, not a file. Fix it, or name another file in DAILY_PAPERS_CONFIG."
    )


def test_a_file_that_cannot_be_read_is_told(file: Path) -> None:
    file.symlink_to(file)
    with pytest.raises(ConfigError, match="cannot be read: Too many levels of symbolic links"):
        load_config(file)


def test_a_file_that_is_too_long_is_told(file: Path) -> None:
    assert loaded(file, "#" * LIMIT).problems == ()
    with pytest.raises(ConfigError) as caught:
        loaded(file, "#" * (LIMIT + 1))
    assert str(caught.value) == (
        f"{file} is larger than 1 MiB, too large for a configuration. "
        "Fix it, or name another file in DAILY_PAPERS_CONFIG."
    )


def test_a_pipe_is_not_waited_for(file: Path) -> None:
    os.mkfifo(file)
    with pytest.raises(ConfigError, match="cannot be read: it is a pipe, not a file"):
        load_config(file)


def test_of_devices_only_the_null_one_is_a_configuration() -> None:
    with pytest.raises(ConfigError, match="cannot be read: it is a device, not a file"):
        load_config(Path("/dev/zero"))
    assert load_config(Path("/dev/null")).config == Config()


def test_the_reader_goes_on_with_defaults_but_marks_nothing_by_itself(file: Path) -> None:
    file.write_text('read_delay = "never\nmouse = false\n')
    done = config_or_defaults(file)
    assert done.config == Config(read_delay=None)
    (problem,) = done.problems
    assert problem.startswith(f"{file}:1:20: the quotes are not closed on this line. Correct that line. Until then ")
    file.write_text('read_delay = "never"\nmouse = false\n')
    assert config_or_defaults(file) == load_config(file)
