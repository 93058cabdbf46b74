"""The command `daily-papers completion`."""

from __future__ import annotations

import os

import click

from reader.cli.commands import COMPLETION_VARIABLE
from reader.cli.params import ReaderCommand, Word
from reader.cli.shells import SHELLS, script


@click.command(cls=ReaderCommand)
@click.argument("shell", required=False, metavar="[SHELL]", type=Word("a shell that can be completed", SHELLS))
@click.option("--install", is_flag=True, help="Save the script where the shell looks.")
@click.option("--uninstall", is_flag=True, help="Undo --install.")
@click.pass_context
def completion(ctx: click.Context, shell: str | None, install: bool, uninstall: bool) -> None:
    """Print or install a shell completion script.

    SHELL is bash, zsh or fish. Commands, options and their values, stored days and papers are completed. --install
    saves the script where the shell looks (your own, unless another is named) and says where that is; for zsh it also
    adds lines to ~/.zshrc. Or save it yourself, then open a new shell:

    \b
      daily-papers completion bash \\
        > ~/.local/share/bash-completion/completions/daily-papers
      daily-papers completion zsh > ~/.zfunc/_daily-papers
      daily-papers completion fish \\
        > ~/.config/fish/completions/daily-papers.fish

    bash needs version 4.4 or newer and the package bash-completion. zsh needs these lines in ~/.zshrc:

    \b
      fpath+=(~/.zfunc)
      autoload -Uz compinit && compinit
    """
    from reader.cli import installing
    from reader.cli.io import STANDARD, output

    if install and uninstall:
        raise click.UsageError("--install cannot be combined with --uninstall.")
    if shell is None and not (install or uninstall):
        raise click.MissingParameter(ctx=ctx, param=ctx.command.params[0])
    shell = shell or installing.shell_of(os.environ, SHELLS)
    text = script(shell, ctx.find_root().command, COMPLETION_VARIABLE)
    if install:
        installing.install(shell, text, COMPLETION_VARIABLE, os.environ)
    elif uninstall:
        installing.uninstall(shell, COMPLETION_VARIABLE, os.environ)
    else:
        with output(STANDARD) as stream:
            stream.write(text.encode())
