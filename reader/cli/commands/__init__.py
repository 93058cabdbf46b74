"""The commands, one file each; this table is all that is read of them before one runs."""

COMMANDS = {
    "cache": ("reader.cli.commands.cache:cache", "Count, check, remove or carry away the stored days."),
    "completion": (
        "reader.cli.commands.completion:completion",
        "Print what lets a shell complete commands, options and periods.",
    ),
    "config": ("reader.cli.commands.config:config", "Show, check or begin the configuration file."),
    "digest": ("reader.cli.commands.digest:digest", "Write a digest for the inbox, a page or a feed."),
    "doctor": (
        "reader.cli.commands.doctor:doctor",
        "Look at this machine, and say what to do about what is not ok.",
    ),
    "export": ("reader.cli.commands.export:export", "Write papers for reference managers, notes and tables."),
    "fetch": ("reader.cli.commands.fetch:fetch", "Fetch days ahead, to be read without a network."),
    "keys": ("reader.cli.commands.config:keys", "Print all keys in force, yours among them."),
    "list": ("reader.cli.commands.list:list_papers", "List the papers of a day, of several days, or all starred ones."),
    "manual": ("reader.cli.commands.manual:manual", "Print the manual page."),
    "marks": ("reader.cli.commands.marks:marks", "Export, import or count what is read, starred and noted."),
    "show": ("reader.cli.commands.show:show", "Show one paper with its abstract."),
}
"""The first words that are no period: where each command is, which is imported when it runs, and what it does.

The one place where a command is named; here, because the usual start reads it and must not wait for click.
"""
