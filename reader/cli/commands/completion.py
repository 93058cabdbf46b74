"""The command `daily-papers completion`."""

from __future__ import annotations

import click

from reader.cli.commands import COMPLETION_VARIABLE
from reader.cli.params import ReaderCommand, Word
from reader.cli.shells import SHELLS, script


@click.command(cls=ReaderCommand)
@click.argument("shell", type=Word("a shell that can be completed", SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print a shell completion script.

    It completes commands, options and their values, stored days and papers. Save it where the shell looks, then open a
    new shell:

    \b
      daily-papers completion bash > ~/.local/share/bash-completion/completions/daily-papers
      daily-papers completion zsh > ~/.zfunc/_daily-papers
      daily-papers completion fish > ~/.config/fish/completions/daily-papers.fish

    bash needs version 4.4 or newer and the package bash-completion. zsh needs these lines in ~/.zshrc:

    \b
      fpath+=(~/.zfunc)
      autoload -Uz compinit && compinit
    """
    from reader.cli.io import STANDARD, output

    with output(STANDARD) as stream:
        stream.write(script(shell, ctx.find_root().command, COMPLETION_VARIABLE).encode())
