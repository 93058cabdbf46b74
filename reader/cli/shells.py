"""What bash, zsh and fish ask when TAB is pressed, and the scripts that make them ask.

These are click's, with scripts of our own: with those of click, zsh loses the option of `--format=r` and does nothing
at the second TAB of a session, bash and fish offer nothing after `=`, and fish cuts a description at its first comma.
A script passes the line up to the cursor, and gets back words that go in place of the last one on it, `--format=` and
the like included.
"""

from __future__ import annotations

import os
from typing import Final

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

_BASH: Final = r"""%(complete_func)s() {
    local kind value program=${1/#\~\//$HOME/}
    COMPREPLY=()
    while IFS=, read -r kind value; do
        case $kind in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                # Where = ends a word, only what comes after it is replaced.
                [[ $value == --*=* && ${COMP_WORDS[COMP_CWORD]} != *--*=* ]] && value=${value#*=}
                COMPREPLY+=("$value")
                ;;
        esac
    done < <(env COMP_WORDS="${COMP_LINE:0:COMP_POINT}" %(complete_var)s=bash_complete "$program" 2>/dev/null)
    # The month of an arXiv id, which goes on.
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *. ]] && compopt -o nospace
    return 0
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""

_ZSH: Final = r"""#compdef %(prog_name)s

%(complete_func)s() {
    local -a plain described months
    local kind value help answer line="${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX"
    (( $+commands[%(prog_name)s] )) || return 1

    answer=$(env COMP_WORDS="$line" %(complete_var)s=zsh_complete %(prog_name)s 2>/dev/null)
    # The option stays, and what comes after it is completed.
    [[ $PREFIX == --*=* ]] && compset -p $(( ${#${PREFIX%%%%=*}} + 1 ))

    for kind value help in "${(@f)answer}"; do
        case $kind in
            dir) _path_files -/ ;;
            file) _path_files -f ;;
            plain)
                value=${value#--*=}
                if [[ $value == *. ]]; then
                    months+=("$value")
                elif [[ $help == _ ]]; then
                    plain+=("$value")
                else
                    described+=("$value:$help")
                fi
                ;;
        esac
    done

    (( $#described )) && _describe -V completions described
    (( $#plain )) && compadd -V plain -a plain
    # The month of an arXiv id goes on.
    (( $#months )) && compadd -V months -S '' -a months
    return 0
}

# A file in fpath is the body of a function, which runs at each TAB.
if [[ $funcstack[1] == _%(prog_name)s ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""

_FISH: Final = r"""function %(complete_func)s
    set -l line (commandline -cp)
    set -l word (commandline -ct)
    set -l option (string match -r -- '^--[^=]+=' $word)
    set word (string replace -- "$option" '' $word)
    for item in (env COMP_WORDS="$line" %(complete_var)s=fish_complete %(prog_name)s 2>/dev/null)
        set -l part (string split -m 1 -- , $item)
        switch $part[1]
            case dir
                printf '%%s\n' "$option"(__fish_complete_directories "$word")
            case file
                printf '%%s\n' "$option"(__fish_complete_path "$word")
            case plain
                printf '%%s\n' $part[2]
        end
    end
end

complete --no-files --keep-order --command %(prog_name)s --arguments '(%(complete_func)s)'
"""


class _LineUpToCursor(ShellComplete):
    """Reads what the scripts pass: the line up to the cursor in `COMP_WORDS`."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words after the command and, apart from them, the one at the cursor, which may be empty."""
        # A letter at the cursor makes a word of it, even within quotation marks.
        _, *args, incomplete = ["", *split_arg_string(os.environ.get("COMP_WORDS", "") + "x")]
        return args[1:], incomplete[:-1]

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """Return what goes in place of the word at the cursor."""
        option, equals, value = incomplete.partition("=")
        if not equals or not option.startswith("--"):
            return super().get_completions(args, incomplete)
        items = super().get_completions([*args, option], value)
        return [CompletionItem(f"{option}={item.value}", type=item.type, help=item.help) for item in items]


class _Bash(_LineUpToCursor, BashComplete):
    source_template = _BASH


class _Zsh(_LineUpToCursor, ZshComplete):
    source_template = _ZSH

    def format_completion(self, item: CompletionItem[str]) -> str:
        """Return three lines; zsh takes a backslash away, so there are two for one."""
        described = CompletionItem(item.value, type=item.type, help=(item.help or "").replace("\\", r"\\"))
        return super().format_completion(described)


class _Fish(_LineUpToCursor, FishComplete):
    source_template = _FISH

    def format_completion(self, item: CompletionItem[str]) -> str:
        """Return one line, in the form that the script reads; click's has another one before 8.4.2."""
        described = f"\t{' '.join(item.help.split())}" if item.help else ""
        return f"{item.type},{item.value}{described}"


_SHELLS: Final[dict[str, type[ShellComplete]]] = {"bash": _Bash, "zsh": _Zsh, "fish": _Fish}
SHELLS: Final = tuple(_SHELLS)
"""The shells that there is a script for."""


def register() -> None:
    """Have click answer what the scripts ask."""
    for shell in _SHELLS.values():
        add_completion_class(shell)


def script(shell: str, root: click.Command, variable: str) -> str:
    """Return the script of a shell for the group of all commands; it asks in a variable of the environment."""
    # Not the source() of click's BashComplete, which runs bash to find out its version.
    return ShellComplete.source(_SHELLS[shell](root, {}, "daily-papers", variable))
