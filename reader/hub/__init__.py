"""The network: the Hub and what it answers."""

import sys
from typing import Any

# Where click is installed httpx imports a command line of its own, with Rich and Pygments: 4 MB that nobody asks for.
_modules: dict[str, Any] = sys.modules
_modules.setdefault("httpx._main", None)  # This is how the import system is told that there is none.
