"""The commands, one file each; only this table is read before one of them runs, and what runs without one."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

COMMANDS = {
    "cache": ("reader.cli.commands.cache:cache", "Show, verify, prune, export or import stored days."),
    "completion": ("reader.cli.commands.completion:completion", "Print or install a shell completion script."),
    "config": ("reader.cli.commands.config:config", "Show, check or create the configuration file."),
    "digest": ("reader.cli.commands.digest:digest", "Write a digest for mail, a web page or a feed reader."),
    "doctor": ("reader.cli.commands.doctor:doctor", "Check this machine and suggest fixes."),
    "export": ("reader.cli.commands.export:export", "Export papers for reference managers, notes and spreadsheets."),
    "fetch": ("reader.cli.commands.fetch:fetch", "Fetch days, full texts and discussions ahead."),
    "keys": ("reader.cli.commands.config:keys", "Print the active key bindings, including your own."),
    "list": ("reader.cli.commands.list:list_papers", "List the papers of one or more days, or all starred papers."),
    "manual": ("reader.cli.commands.manual:manual", "Print the manual page, or units for systemd."),
    "marks": ("reader.cli.commands.marks:marks", "Export, import or count marks (read, starred, notes)."),
    "read": ("reader.cli.commands.read:read", "Open the reader, or with --plain read at a prompt."),
    "search": ("reader.cli.commands.search:search", "Find papers of all stored days, or at the Hub."),
    "serve": ("reader.cli.commands.serve:serve", "Show the reader in a browser."),
    "show": ("reader.cli.commands.show:show", "Show one paper: its abstract, full text or discussion."),
}
"""Commands by name, each with its module, which is imported when it runs, and its line of help.

This is the only place where a command is named, and it stands here because a start of the reader must not wait for
click.
"""

COMPLETION_VARIABLE = "_DAILY_PAPERS_COMPLETE"
"""The variable of the environment in which a shell asks what it can offer."""


def open_reader(period: str | None = None, **options: "Any") -> None:
    """Open the reader; a mistyped command is what is reported first, before a missing terminal.

    Args:
        period: The first word.
        options: The others of `session.open_reader`.

    Raises:
        UseError: The period cannot be understood, or the reader cannot be opened.
    """
    from reader.errors import UseError
    from reader.startup import session

    if session.needs_plain_lines():
        from reader.cli import mistakes
        from reader.cli.io import print_notice
        from reader.cli.plain.run import run

        mistakes.check(period, COMMANDS)
        print_notice("This terminal cannot position the cursor (TERM is empty or dumb), so papers come in plain lines.")
        options = {name: value for name, value in options.items() if name in ("offline", "sample", "cache_dir")}
        run(period, **options)
        return
    try:
        session.open_reader(period, **options)
    except UseError:
        from reader.cli import mistakes

        mistakes.check(period, COMMANDS)
        raise
