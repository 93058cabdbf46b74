#!/usr/bin/env bash
# What asyncio.run does with the result of a coroutine.
#
# Version:   CPython 3.11 (3.12 likewise; 3.13 no longer)
# Behaviour: At the end asyncio.run asks `signal` who handles Ctrl-C. That tries to name the handler as an enumeration;
#            the ValueError of this, which nobody sees, has the handler's repr: with it that of the task, and of its
#            result. So every result is made a text, twice, however large: for a day of papers 60 MB that nothing needs.
# Guessed:   The result is handed over untouched.
# Seen:      The repr of a result is asked for, and with a coroutine that returns nothing it is not.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/result.py" <<'PYTHON'
import asyncio


class Papers:
    asked = 0

    def __repr__(self):
        Papers.asked += 1
        return "papers"


async def returned():
    return Papers()


async def kept(into):
    into.append(Papers())


asyncio.run(returned())
print("returned:", "repr is asked for" if Papers.asked else "repr is not asked for")
Papers.asked = 0
asyncio.run(kept([]))
print("kept:", "repr is asked for" if Papers.asked else "repr is not asked for")
PYTHON

python3.11 "$work/result.py" >"$work/seen"
cat "$work/seen"
diff - "$work/seen" <<'EXPECTED'
returned: repr is asked for
kept: repr is not asked for
EXPECTED
