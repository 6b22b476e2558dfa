"""Whose work is in the program, and under which licence: read from what is installed, without a network.

A built program carries the same records of its packages (`bundle/claim-reviewer.spec`), so it says what it holds.
"""

import dataclasses
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path, PurePath
from typing import Any

from reviewer import RESOURCES, __version__
from reviewer.children import IS_BUILT

OWN = "claim-reviewer"
_TEXTS = RESOURCES / "licences"
_LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
_TOLD = 3
"""Kinds of licence told of a library of the system; its text lists what holds for each of its files."""
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclasses.dataclass(frozen=True)
class Licence:
    """One work in the program, a library inside another as "package: library"; `texts` are its licence in full."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


def licences() -> list[Licence]:
    """The program itself, then Python, the font, every package it uses, what is inside them, the system's, by name."""
    import platform

    bundled = tomllib.loads((_TEXTS / "bundled.toml").read_text("utf-8"))
    found = {
        "python": Licence("Python", platform.python_version(), "PSF-2.0", (_text(_TEXTS / "Python.txt"),)),
        "noto-sans-kr": Licence("Noto Sans KR", "", "OFL-1.1", (_text(RESOURCES / "fonts" / "OFL.txt"),)),
    }
    for key, package in _packages().items():
        found[key] = _of(package, bundled["records"].get(key, {}))
    inside = [_inside(found[key], library) for library in bundled["libraries"] for key in library["in"] if key in found]
    others = [*(one for key, one in found.items() if key != OWN), *inside, *_of_the_system()]
    return [_own(), *sorted(others, key=lambda one: one.name.casefold().split(": "))]


def _own() -> Licence:
    """The program itself; in a checkout the text is not yet among the resources."""
    checkout, carried = Path(RESOURCES).parent / "LICENSE", _TEXTS / "LICENSE"
    return Licence(OWN, __version__, "MIT", (_text(carried if carried.is_file() else checkout),))


def as_text(found: list[Licence]) -> str:
    """All of it as one text."""
    heads = [f"{one.name} {one.version}".strip() + f" ({one.licence})" for one in found]
    parts = (
        f"{'=' * 78}\n{head}\n{'=' * 78}\n\n" + "\n\n".join(one.texts) for head, one in zip(heads, found, strict=True)
    )
    return "\n".join(heads) + "\n\n" + "\n\n".join(parts)


def _packages() -> dict[str, metadata.Distribution]:
    if IS_BUILT:
        return {_key(one.name): one for one in metadata.distributions()}
    found: dict[str, metadata.Distribution] = {}
    waiting = list(_asked_for())
    while waiting:
        name = waiting.pop()
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # of another system
            continue
        if _key(name) not in found:
            found[_key(name)] = package
            waiting += _names(package.requires or ())
    return found


def _asked_for() -> Iterator[str]:
    """What the program itself asks for: in a checkout pyproject.toml says it, else its own record."""
    checkout = Path(RESOURCES).parent / "pyproject.toml"
    if checkout.is_file():
        yield from _names(tomllib.loads(checkout.read_text("utf-8"))["project"]["dependencies"])
    else:
        yield from _names(metadata.requires(OWN) or ())


def _names(requirements: Iterable[str]) -> Iterator[str]:
    for line in requirements:
        found = _NAME.match(line)
        if found is not None and "extra ==" not in line:
            yield found[0]


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _of(package: metadata.Distribution, lacking: Mapping[str, Any]) -> Licence:
    """What its own record says, and what that lacks."""
    texts = [_text(Path(str(package.locate_file(file)))) for file in package.files or () if _is_licence(file)]
    texts += [_text(_TEXTS / name) for name in lacking.get("texts", ())]
    kind = _kind(package.metadata.json) or lacking.get("licence", "")
    return Licence(package.name, package.version, kind, tuple(texts))


def _inside(package: Licence, library: Mapping[str, Any]) -> Licence:
    notice = [library["notice"]] if "notice" in library else []
    texts = (*notice, *(_text(_TEXTS / name) for name in library["texts"]))
    return Licence(f"{package.name}: {library['name']}", "", library["licence"], texts)


def _of_the_system() -> Iterator[Licence]:
    """The libraries of the system a built program carries, with the texts their own ones refer to."""
    folder = _TEXTS / "system"
    common = {file.stem: _text(file) for file in sorted((folder / "common").glob("*.txt"))}
    for file in sorted(folder.glob("*.txt")):
        name, _, version = file.stem.partition(" ")
        text = _text(file)
        kinds = list(dict.fromkeys(re.findall(r"^License: *(\S.*)$", text, re.MULTILINE)))
        told = ", ".join(kinds[:_TOLD]) + (" and others" if len(kinds) > _TOLD else "")
        referred = dict.fromkeys(re.findall(r"/common-licenses/(\w[\w.-]*\w)", text))
        yield Licence(name, version, told or "see its text", (text, *(common[one] for one in referred)))


def _kind(told: Mapping[str, Any]) -> str:
    """The licence in a word, from whichever of its three fields a package fills."""
    if kind := told.get("license_expression"):
        return str(kind)
    named = [one.rpartition(" :: ")[2] for one in told.get("classifier", ()) if one.startswith("License")]
    return ", ".join(named) or next(iter(str(told.get("license", "")).splitlines()), "")


def _is_licence(file: PurePath) -> bool:
    inside = file.as_posix().partition(".dist-info/")[2]
    return inside.startswith("licenses/") or bool(inside and _LICENCE_FILE.search(file.name))


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace").strip()
