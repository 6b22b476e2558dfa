"""Starts this program again as a child that does one thing: from a checkout, an installed wheel or a built program.

A built program has no Python to start, so a second program lies beside it, with the same rooms but without any window
(`bundle/claim-reviewer.spec`). Nothing but the standard library is imported here: every glovebox begins with this.
"""

import importlib
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

ROOMS = {
    "glovebox": "reviewer.documents.glovebox",
    "signing": "reviewer.documents.signing_child",
    "recognition": "reviewer.documents.recognition_walls",
    "drawing": "reviewer.letters.drawing_room",
    "signatures": "reviewer.casefile.signatures",
}
"""What a child may be, and the module whose `main` it carries out."""
PROGRAM = "claim-reviewer-child"
IS_BUILT = bool(getattr(sys, "frozen", False))
_BOOT = (
    "import json,sys;sys.path+=json.loads(sys.argv.pop(1));"
    "from reviewer.children import main;sys.exit(main(sys.argv[1:]))"
)
_LIBRARIES = "LD_LIBRARY_PATH"


def command(room: str, *arguments: str) -> list[str]:
    """The command line of a child.

    `-I` keeps the environment, the working folder and the user's start-up files out; `-S` keeps `.pth` files out. A
    built program is shut off in this way by its make.
    """
    if IS_BUILT:
        own = Path(sys.executable)
        return [str(own.with_name(PROGRAM + own.suffix)), room, *arguments]
    return [interpreter(), "-I", "-S", "-X", "utf8", "-c", _BOOT, json.dumps(_paths()), room, *arguments]


def _paths() -> list[str]:
    import sysconfig

    root = str(Path(__file__).resolve().parent.parent)
    paths = [root, sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    paths += [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    return list(dict.fromkeys(paths))


def interpreter() -> str:
    """The Python to start. In a venv of Windows `python.exe` only starts another one, which the job would refuse."""
    return str(getattr(sys, "_base_executable", sys.executable)) if sys.platform == "win32" else sys.executable


def system_environment() -> dict[str, str]:
    """The environment for a program of the system: a built program puts its own libraries before the system's."""
    found = dict(os.environ)
    if IS_BUILT and _LIBRARIES in found:
        del found[_LIBRARIES]
        if before := found.pop(f"{_LIBRARIES}_ORIG", ""):
            found[_LIBRARIES] = before
    return found


def bare_environment(given: Mapping[str, str], *kept: str) -> dict[str, str]:
    """Nothing of ours: no case path, no passphrase. Windows cannot start Python without SYSTEMROOT."""
    whole = system_environment()
    return {**given, **{name: whole[name] for name in ("SYSTEMROOT", _LIBRARIES, *kept) if name in whole}}


def main(arguments: list[str]) -> int:
    """(child) Be what the first argument says, with the others."""
    room = importlib.import_module(ROOMS[arguments[0]])
    status: int = room.main(arguments[1:])
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
