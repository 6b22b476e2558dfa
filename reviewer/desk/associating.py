"""Opens `.casedb` files with this program when they are pressed twice: entries of this person alone, no administrator.

macOS reads the same from the program's folder (`Info.plist`); nothing is to be entered there.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import platformdirs

from reviewer import RESOURCES
from reviewer.children import IS_BUILT, system_environment

NAME = "claim-reviewer"
KIND = "ClaimReviewer.Case"
_DESKTOP = RESOURCES / "desktop"


def associate() -> list[str]:
    """Enter the program for this person; what was written. Linux: an entry, a file type and an icon; Windows: keys."""
    if sys.platform == "win32":
        return _enter_keys()
    return [] if sys.platform == "darwin" else _write_entries()


def dissociate() -> list[str]:
    """Take out what `associate` entered; what was removed."""
    if sys.platform == "win32":
        return _remove_keys()
    gone = [path for path in _places().values() if path.is_file()]
    for path in gone:
        path.unlink()
    _tell_desktop()
    return [str(path) for path in gone]


def _command() -> list[str]:
    """How the program is started: itself where it is built, else Python with the checkout or the wheel."""
    if IS_BUILT:
        return [sys.executable]
    main = Path(RESOURCES).parent / "main.py"
    return [sys.executable, str(main)] if main.is_file() else [sys.executable, "-m", "reviewer"]


def _places() -> dict[str, Path]:
    """Where each file of resources/desktop belongs (XDG base directories, shared MIME info, icon theme)."""
    data = Path(platformdirs.user_data_dir())
    return {
        f"{NAME}.desktop": data / "applications" / f"{NAME}.desktop",
        f"{NAME}.xml": data / "mime" / "packages" / f"{NAME}.xml",
        f"{NAME}.svg": data / "icons" / "hicolor" / "scalable" / "apps" / f"{NAME}.svg",
    }


def _write_entries() -> list[str]:
    line = " ".join(f'"{part}"' for part in _command()).replace("%", "%%")  # one % begins a code such as %f
    for name, path in _places().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        text = (_DESKTOP / name).read_text("utf-8")
        path.write_text(text.replace("{program}", line) if name.endswith(".desktop") else text, encoding="utf-8")
    _tell_desktop()
    return [str(path) for path in _places().values()]


def _tell_desktop() -> None:
    """Desktops that keep a list of entries and types make it anew; without these programs they look themselves."""
    data = Path(platformdirs.user_data_dir())
    for program, folder in (
        ("update-mime-database", data / "mime"),
        ("update-desktop-database", data / "applications"),
    ):
        if (found := shutil.which(program)) and folder.is_dir():
            subprocess.run([found, str(folder)], env=system_environment(), capture_output=True, check=False, timeout=60)


if sys.platform == "win32":
    import winreg

    _KEYS = ((rf"Software\Classes\{KIND}", "Case file of the claim reviewer"), (r"Software\Classes\.casedb", KIND))

    def _enter_keys() -> list[str]:
        line = subprocess.list2cmdline([*_command(), "%1"]).replace("%1", '"%1"')
        values = (*_KEYS, (rf"{_KEYS[0][0]}\shell\open\command", line), (rf"{_KEYS[0][0]}\DefaultIcon", sys.executable))
        for key, value in values:
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, "", 0, winreg.REG_SZ, value)
        return [rf"HKEY_CURRENT_USER\{key}" for key, _ in values]

    def _remove_keys() -> list[str]:
        keys = [rf"{_KEYS[0][0]}\shell\open\command", rf"{_KEYS[0][0]}\shell\open", rf"{_KEYS[0][0]}\shell"]
        keys += [rf"{_KEYS[0][0]}\DefaultIcon", *(key for key, _ in _KEYS)]
        gone = []
        for key in keys:
            try:
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
                gone.append(rf"HKEY_CURRENT_USER\{key}")
            except FileNotFoundError:
                continue
        return gone

else:

    def _enter_keys() -> list[str]:
        raise NotImplementedError(os.name)

    def _remove_keys() -> list[str]:
        raise NotImplementedError(os.name)
