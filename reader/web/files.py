"""The files of the page: its own, and those of textual-serve's terminal."""

from __future__ import annotations

from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from reader.web.line_font import font

ASSETS: Final = Path(__file__).parent / "assets"


def _statics() -> Path:
    """The folder of what textual-serve gives to a browser: the terminal, its style and its fonts."""
    spec = find_spec("textual_serve")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name="textual_serve")
    return Path(spec.origin).parent / "static"


STATICS: Final = _statics()
CANVASES: Final = (
    "this.webglAddon=new p.WebglAddon,this.terminal.loadAddon(this.webglAddon),"
    "this.canvasAddon=new m.CanvasAddon,this.terminal.loadAddon(this.canvasAddon),"
)
"""Where the script of textual-serve lets the terminal draw on canvases: letter by letter in each colour, of which it
makes a picture before; the browser itself draws text in a third of the time, and as sharp as any other text."""
TITLES: Final = "this.terminal.onTitleChange((title)=>{document.title=title}),"
"""What stands there instead: the terminal's title is that of the page."""
ROUNDED: Final = "i.offsetWidth/32"
"""Where it measures characters, in whole pixels: 60 of them end a pixel beside those of another style."""
EXACT: Final = "i.getBoundingClientRect().width/32"


class Files:
    """What is the same for all pages of a server."""

    def __init__(self) -> None:
        """Read the files, and make those that are not as they lie there."""
        script = (
            (STATICS / "js/textual.js").read_text(encoding="utf-8").replace(CANVASES, TITLES).replace(ROUNDED, EXACT)
        )
        style, page = ((ASSETS / name).read_text(encoding="utf-8") for name in ("page.css", "page.html"))
        lines = font()
        others = (ASSETS / "page.js", ASSETS / "icon.svg", STATICS / "css/xterm.css")
        parts = ((script + style + page).encode(), lines, *(file.read_bytes() for file in others))
        version = sha256(b"".join(parts)).hexdigest()[:16]
        self.page = page.replace("VERSION", version)
        """The page; what it names has the version in its address, which differs when any of it does."""
        self.made: dict[str, tuple[bytes, str]] = {
            "/static/js/textual.js": (script.encode(), "text/javascript"),
            "/assets/page.css": (style.replace("VERSION", version).encode(), "text/css"),
            "/assets/lines.ttf": (lines, "font/ttf"),
        }
        """Contents and types of the files that were made, by their paths."""
