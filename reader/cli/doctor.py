"""What can be typed after `daily-papers doctor`."""

from __future__ import annotations

import click

from reader.cli.options import Origin, reads_papers


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@reads_papers
def doctor(origin: Origin, as_json: bool) -> None:
    """Look at this machine, and say what to do about what is not ok.

    Each thing is ok, not ok or unknown; then come what was found and what to do. The exit code is 1 if anything is not
    ok. The Hub is asked once, unless --offline says not to; the token is never shown, and no clipboard is touched. A
    damaged file of marks or of stored days is mended, as it is when the reader opens.

    With --json it is one object of this shape (here broken at the commas), ok being false if anything is not ok:

    \b
      {"ok":false,
       "checks":[{"check":"clipboard",
                  "status":"unknown",
                  "found":"OSC 52: known to the terminal only",
                  "do":"Copy something with y and paste it elsewhere."}]}
    """
    from reader.cli import doctor_report

    doctor_report.report(as_json=as_json, cache_dir=origin.cache_dir, offline=origin.offline or origin.sample)
