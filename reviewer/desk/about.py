"""What this program is: its version, how it was built, and what it runs on."""

import platform
import sys
from collections.abc import Mapping
from functools import cache
from importlib import metadata

from reviewer import RESOURCES, __version__
from reviewer.children import IS_BUILT


@cache
def about() -> Mapping[str, str]:
    """Version, build and surroundings, each as one line; for the page About, `--version` and reports of mistakes."""
    from reviewer.casefile.engine import SQLITE_VERSION

    record = RESOURCES / "build.txt"
    build = record.read_text("utf-8").strip() if record.is_file() else "checkout" if not IS_BUILT else ""
    return {
        "version": __version__,
        "build": build or "wheel",
        "python": platform.python_version(),
        "qt": metadata.version("PySide6_Essentials"),
        "sqlite": SQLITE_VERSION,
        "system": f"{platform.platform()}, {sys.platform}",
    }
