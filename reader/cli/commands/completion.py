"""The command `daily-papers completion`."""

from __future__ import annotations

import click
from click.shell_completion import ShellComplete, get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print a shell completion script.

    It completes commands, options and periods. Save it where the shell looks, then open a new shell:

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

    completer = get_completion_class(shell)
    assert completer is not None, "click has these three"
    root = ctx.find_root().command
    # Not the source() of click's BashComplete, which runs bash to find out its version.
    source = ShellComplete.source(completer(root, {}, "daily-papers", "_DAILY_PAPERS_COMPLETE"))
    with output(STANDARD) as stream:
        stream.write(source.encode())
