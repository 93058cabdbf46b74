"""The manual page, made of the commands, the keys and what is told nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import cleandoc
from itertools import groupby
from textwrap import wrap
from typing import Final

import click

from reader.cli import recipes

_ESCAPES: Final = {
    "\\": r"\e",
    "-": r"\-",  # Otherwise it becomes a hyphen, which breaks pasted commands.
    "'": r"\(aq",
    "`": r"\(ga",
    "^": r"\(ha",
    "~": r"\(ti",
    '"': r"\(dq",
    # What a terminal that has only ASCII would show as nothing.
    "“": r"\(lq",
    "”": r"\(rq",
    "…": "...",
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
}
_LINE: Final = 80
"""Bytes of a line of the source that mandoc does not complain of."""
_ACTION: Final = 24
"""Columns of the name of an action; `list.previous_watched` is as long, with the blank after it."""
_DIGEST: Final = "daily-papers digest --since-last --top 10"
_AS_MAIL: Final = "--format eml --to you@example.org"
_SECTIONS: Final = {
    "QUERIES": """
    --query and / in the reader find papers by their words, which stand in the title, the abstract, the authors or the
    keywords, and by fields; the AI summary is not searched. pretraining and pre-training find both spellings,
    self-supervised and "self supervised" also selfsupervised; t5 does not find at-5. A Greek letter is found by its
    name, and plain letters and digits find those with marks, raised or lowered; a power is written 10^3.

    \b
      diffusion "world model" -survey    words, phrases, without a word
      author:lecun org:google            also title: and keyword:
      is:unread                          also read, starred, noted,
                                         fulltext, withdrawn, watched
      watch:"world models"               what a watch of yours matches
      has:code                           also project, media, summary
      votes:>20 stars:1k..5k             also comments:
      date:2026-08                       the date on arXiv
      mamba or rwkv                      either; brackets keep it together
      arXiv:2608.17271                   one paper, as an id or a URL
    """,
    "OUTPUT": """
    Data goes to stdout, messages to stderr. A single day that is stored and up to date sends no request. Otherwise the
    Hub is asked, and if it cannot be reached, the stored list is used. Several days (--from, --to) are read from the
    store, oldest first, or sorted together with --sort; missing days are named on stderr. A paper listed on several
    days appears once.

    --json writes an array, --jsonl one object per line. Every object has all fields, among them schema (the version,
    1), id, votes, title and abstract as readable text with raw_title and raw_abstract beside them, authors, published,
    listed, day, fetched_at, comments, organization, submitter, github and its stars, project_page, ai_summary,
    ai_keywords, media, links, doi, and your own read, starred, note and watches. A new field does not change the
    version, a new meaning does. The array is closed even if reading fails half-way.

    The cells of --csv are UTF-8 text under a header line. Its ids begin with arXiv:, as a spreadsheet would take
    2305.03040 for a number and drop the last digit; every command takes such an id. Cells that a spreadsheet would
    calculate begin with '. --excel adds a byte order mark and Windows line ends, without which Excel garbles letters.
    """,
    "EXAMPLES": """
    The titles of popular papers:

    \b
      daily-papers list --from 2026-08-01 --to 2026-08-20 --json |
        jq -r '.[] | select(.votes > 100) | .title'

    A list of your own form:

    \b
      daily-papers list --template '{id} {title} ({organization})'

    A crontab line that fetches the last week every morning and prints only failures (RECIPES has it for systemd):

    \b
      30 6 * * 2-6 daily-papers fetch --days 7 --quiet
    """,
    "RECIPES": recipes.RECIPES,
    "DIGESTS BY MAIL": f"""
    A digest has for each paper its links, votes, organization and one sentence: the Hub's AI summary, else the first
    sentence of the abstract. With --since-last, days that the machine slept through are included. A digest counts as
    sent once all of it was written. If there are no new papers, nothing is written and the exit code is 1.

    This crontab line mails the new papers on weekday mornings; msmtp -t works in place of sendmail -t -i:

    \b
      30 7 * * 1-5 f=$(mktemp) && {_DIGEST} {_AS_MAIL} >"$f" && sendmail -t -i <"$f"; rm -f "$f"

    With systemd, write ~/.config/systemd/user/daily-papers-digest.service:

    \b
      [Service]
      Type=oneshot
      SuccessExitStatus=1
      ExecStart=/bin/sh -c 'f=$$(mktemp) && \\
        {_DIGEST} \\
          {_AS_MAIL} >"$$f" && \\
        sendmail -t -i <"$$f"; r=$$?; rm -f "$$f"; exit $$r'

    and daily-papers-digest.timer beside it:

    \b
      [Timer]
      OnCalendar=Mon..Fri 07:30
      Persistent=true

    \b
      [Install]
      WantedBy=timers.target

    Then start the timer:

    \b
      systemctl --user enable --now daily-papers-digest.timer

    An Atom feed for a feed reader, replaced only once the new one is complete:

    \b
      daily-papers digest --format atom >papers.new &&
        mv papers.new ~/public_html/papers.atom
    """,
    "UNINSTALLING": """
    What you installed it with removes the program, as in pip uninstall daily-papers, and leaves what it has stored,
    which FILES and `daily-papers doctor` name. Stars and notes are there only: `daily-papers marks export FILE` keeps
    them.

    To leave nothing:

    \b
      daily-papers completion --uninstall
      pip uninstall daily-papers
      rm -r ~/.cache/daily-papers ~/.local/share/daily-papers
      rm -r ~/.local/state/daily-papers ~/.config/daily-papers
    """,
}
_LISTS: Final = {
    "EXIT STATUS": (
        ("0", "Success. If the Hub could not be reached, stored papers were shown instead."),
        ("1", "Failure, or nothing to show: one line on stderr says what happened, why, and what to do."),
        ("2", "Wrong usage, reported in the same way."),
        ("130", "Interrupted with Ctrl-C."),
    ),
    "FILES": (
        (
            "~/.cache/daily-papers/v1/cache.db",
            "Stored days. A damaged file is set aside as cache.db.corrupt-TIME, and whatever can be read is kept. "
            "If the disk is full or read-only, stored days can still be read.",
        ),
        (
            "~/.cache/daily-papers/v1/documents.db",
            "Single papers that were looked up, full texts and discussions.",
        ),
        ("~/.cache/daily-papers/v1/index-*", "The index that searches use, which is made again where it is missing."),
        ("~/.local/share/daily-papers/marks.db", "Marks, with three daily backups beside them (marks-DATE.db)."),
        ("~/.config/daily-papers/config.toml", "The configuration."),
        ("~/.local/state/daily-papers/position.json", "Where you left off, with the layout, the order and the theme."),
        ("~/.local/state/daily-papers/reading.json", "Where you left off in each full text."),
        ("~/.local/state/daily-papers/digests", "What the last digests could choose from, for --since-last."),
        ("~/.local/state/daily-papers/frame-*", "The next first screen, shown before the reader is loaded."),
        ("~/.local/state/daily-papers/crash.log", "The last crash, without the values of variables."),
    ),
    "ENVIRONMENT": (
        ("DAILY_PAPERS_CONFIG", "Another configuration file."),
        ("HF_ENDPOINT", "Another Hub, such as a mirror."),
        (
            "HF_TOKEN, or the file $HF_HOME/token",
            "A token that raises the Hub's rate limit; sent to the endpoint only, never shown.",
        ),
        ("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1 sends no token."),
        ("HF_HUB_OFFLINE, TRANSFORMERS_OFFLINE", "1 is like --offline."),
        (
            "DAILY_PAPERS_NEW, DAILY_PAPERS_DAYS",
            "Set for the command of fetch --notify: how many papers are new, and the days that list them.",
        ),
        ("BROWSER", "The browser that opens links."),
        ("VISUAL, EDITOR", "The editor for notes."),
        (
            "NO_COLOR, CLICOLOR",
            "NO_COLOR=1 or CLICOLOR=0 turns colours off; FORCE_COLOR=1 and CLICOLOR_FORCE=1 outweigh CLICOLOR. "
            "Pipes and files never get colours.",
        ),
        (
            "HTTPS_PROXY, ALL_PROXY",
            "The proxy for the Hub: http, https or socks5 (socks is the same), as in socks5://127.0.0.1:1080.",
        ),
        (
            "NO_PROXY",
            "Where no proxy is used, as curl reads it: names with all below them, addresses and ranges of addresses, "
            "as in localhost,example.org,127.0.0.0/8,::1, or * for everywhere. Names are not resolved.",
        ),
        ("SSL_CERT_FILE, SSL_CERT_DIR", "Certificates to trust, as for other programs."),
        ("XDG_CACHE_HOME, XDG_DATA_HOME, XDG_CONFIG_HOME, XDG_STATE_HOME", "Other places for the files above."),
    ),
}


def page(command: click.Command) -> str:
    """Write the whole page.

    Args:
        command: The group of all commands.
    """
    root = click.Context(command, info_name="daily-papers")
    return "".join(f"{line}\n" for line in _page(root))


def troff(text: str) -> str:
    r"""Escape a text so that troff prints it literally, without escapes, requests or non-ASCII characters.

    >>> print(troff(r".so /etc/passwd \f(CW“it's”-\x"))
    \&.so /etc/passwd \ef(CW\(lqit\(aqs\(rq\-\ex
    """
    escaped = "".join(map(_escaped, text))
    return rf"\&{escaped}" if escaped.startswith(".") else escaped


def _escaped(character: str) -> str:
    if found := _ESCAPES.get(character):
        return found
    if character.isascii():
        return character if character.isprintable() else " "
    return rf"\[u{ord(character):04X}]" if character.isprintable() else ""


def _page(root: click.Context) -> Iterator[str]:
    from reader import __date__, __version__

    yield f'.TH DAILY\\-PAPERS 1 {__date__} "daily\\-papers {troff(__version__)}"'
    # No word is broken: it may be the name of a command, to be copied.
    yield from (".nh", ".ad l")
    yield from (".SH NAME", rf"daily\-papers \- {troff(_first_sentence(root.command))}")
    yield from (".SH SYNOPSIS", *_synopsis(root))
    yield from (".SH DESCRIPTION", *_description(root.command))
    yield from (".SH OPTIONS", *_options(root))
    yield ".SH COMMANDS"
    yield from _commands(root)
    yield from (".SH KEYS", *_keys())
    yield from (".SH SETS OF KEYS", *_presets())
    for heading, text in _SECTIONS.items():
        yield from (f".SH {heading}", *_paragraphs(text))
    for heading, items in _LISTS.items():
        yield f".SH {heading}"
        for head, text in items:
            yield from _item(head, text)


def _commands(context: click.Context) -> Iterator[str]:
    group = context.command
    if not isinstance(group, click.Group):
        return
    for name in group.list_commands(context):
        # A command that is looked up but not resolved may be a stub.
        _, command, _ = group.resolve_command(context, [name])
        if command is None or command.hidden:
            continue
        below = click.Context(command, info_name=name, parent=context)
        yield f".SS {troff(below.command_path)}"
        yield from _synopsis(below)
        yield ".PP"
        yield from _description(command)
        yield from _options(below)
        yield from _commands(below)


def _first_sentence(command: click.Command) -> str:
    return cleandoc(command.help or "").partition("\n")[0].rstrip(".")


def _synopsis(context: click.Context) -> Iterator[str]:
    pieces = " ".join(context.command.collect_usage_pieces(context))
    yield f"\\fB{troff(context.command_path)}\\fR {troff(pieces)}".rstrip()


def _description(command: click.Command) -> Iterator[str]:
    return _paragraphs(command.help or "")


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a help text; those that a backspace keeps click from wrapping stay as they are."""
    for number, paragraph in enumerate(re.split(r"\n{2,}", cleandoc(text))):
        if number:
            yield ".PP"
        literal, lines = paragraph.startswith("\b"), paragraph.lstrip("\b\n").split("\n")
        if literal:
            yield from (".nf", *map(troff, lines), ".fi")
        else:
            yield from _filled(" ".join(lines))


def _options(context: click.Context) -> Iterator[str]:
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        # --help is the same everywhere and listed once.
        if record and (context.parent is None or "--help" not in parameter.opts):
            yield from _item(*record)


def _keys() -> Iterator[str]:
    from reader.config.actions import ACTIONS, OFFERED, printed

    yield from _filled("`daily-papers keys` prints the active keys, including your own.")
    listed = [action for action in ACTIONS if action.scope in OFFERED]
    for group, members in groupby(listed, key=lambda action: action.group):
        yield f".SS {troff(group)}"
        for action in members:
            yield from _item(", ".join(printed(action.keys)), action.words)


def _presets() -> Iterator[str]:
    from reader.config.actions import printed
    from reader.config.presets import PRESETS, preset

    yield from _filled(
        "`daily-papers config init --keys NAME` begins a configuration with one of these. An action that is not listed "
        "keeps its keys; one without a key is among the commands of app.palette."
    )
    for name, words in PRESETS.items():
        yield f".SS {name}"
        yield from (*_filled(words), ".PP", ".nf")
        yield from (troff(f"{id:<{_ACTION}} {' '.join(printed(keys))}".rstrip()) for id, keys in preset(name).items())
        yield ".fi"


def _item(head: str, text: str) -> Iterator[str]:
    yield from (".TP", f"\\fB{troff(head)}\\fR", *_filled(text))


def _filled(text: str) -> Iterator[str]:
    """Escape prose, in lines of the source that are not too long."""
    # Between the words of a command a line may end: mandoc makes a no-break space of one where it may not, and a shell
    # takes a pasted one for a letter.
    escaped = "".join(map(_escaped, " ".join(text.split())))
    lines = wrap(escaped, _LINE - 2 * len(r"\&"), break_long_words=False, break_on_hyphens=False)
    # A request begins with a point, and after a line that ends with one groff leaves two blanks.
    return (re.sub(r"^(?=\.)|(?<=[.?!])$", r"\\&", line) for line in lines)
