"""What the manual has for other programs: recipes that tests run as they stand, and units for systemd."""

from __future__ import annotations

from typing import Final

RECIPES: Final = """
    The number of unread papers in the status bar of tmux, in ~/.tmux.conf; other bars run the same command:

    \b
      set -g status-right '#(daily-papers --offline list --unread --count) unread '
      set -g status-interval 60

    Choose a paper with fzf, which shows its abstract beside the titles, and open it in the reader:

    \b
      id=$(daily-papers list --template '{id} {title}' |
        fzf --with-nth=2.. --preview='daily-papers show {1} 2>/dev/null' \\
          --preview-window=wrap | cut -d' ' -f1)
      [ -z "$id" ] || daily-papers "$id"

    Choose a paper in Emacs, and open it in the browser; M-x daily-papers, once this is in the init file:

    \b
      (defun daily-papers ()
        "Choose one of the newest papers, and open it at arXiv."
        (interactive)
        (let* ((papers (process-lines "daily-papers" "list"
                                      "--template" "{id} {title}"))
               (chosen (completing-read "Paper: " papers nil t))
               (id (car (split-string chosen))))
          (browse-url (concat "https://arxiv.org/abs/" id))))

    Be told of new papers, by a command that gets their number and their days in its environment:

    \b
      daily-papers fetch --days 7 --quiet --notify \\
        "sh -c 'notify-send \\"\\$DAILY_PAPERS_NEW new papers\\"'"

    Every morning by systemd, which also makes up for mornings that the machine slept through:

    \b
      mkdir -p ~/.config/systemd/user && cd ~/.config/systemd/user
      daily-papers manual --systemd service > daily-papers.service
      daily-papers manual --systemd timer > daily-papers.timer
      systemctl --user enable --now daily-papers.timer
"""
UNITS: Final = ("service", "timer")

_SERVICE: Final = """\
[Unit]
Description=Fetch Hugging Face Daily Papers

[Service]
Type=oneshot
ExecStart={program} fetch --days 7 --quiet
"""
_TIMER: Final = """\
[Unit]
Description=Fetch Hugging Face Daily Papers every morning

[Timer]
OnCalendar=*-*-* 06:30
RandomizedDelaySec=15min
Persistent=true

[Install]
WantedBy=timers.target
"""


def unit(kind: str, program: tuple[str, ...]) -> str:
    """A unit of systemd that fetches the last week every morning, or the timer of it.

    Args:
        kind: One of `UNITS`.
        program: What runs `daily-papers`; its first word is a whole path, as systemd has its own idea of `PATH`.
    """
    return _TIMER if kind == "timer" else _SERVICE.format(program=" ".join(map(_quoted, program)))


def both(program: tuple[str, ...]) -> str:
    """Both units, each below the name of its file, as `systemctl cat` writes them."""
    return "\n".join(f"# ~/.config/systemd/user/daily-papers.{kind}\n{unit(kind, program)}" for kind in UNITS)


def _quoted(word: str) -> str:
    r"""A word as a unit has it; in the first one a dollar is one.

    >>> _quoted("/home/me/.local/bin/daily-papers"), _quoted('/100% "mine"/x')
    ('/home/me/.local/bin/daily-papers', '"/100%% \\"mine\\"/x"')
    """
    escaped = word.replace("\\", r"\\").replace('"', r"\"").replace("%", "%%")
    return f'"{escaped}"' if set(word) & set(" \t\"';\\") else escaped
