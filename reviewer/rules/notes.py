"""Notes pinned to places: every entry of a note is one of its versions, the last one counts."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from reviewer.rules.places import Place, place_of


class Line(Protocol):
    """A line of a claim's timeline, its texts in plain words."""

    @property
    def uid(self) -> str: ...
    @property
    def made_at(self) -> str: ...
    @property
    def author(self) -> str: ...
    @property
    def act(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Version:
    """What a note said from `made_at` (UTC, ISO) on; `about` is the day it speaks of."""

    entry: str
    made_at: str
    text: str
    about: dt.date | None = None
    at: Place | None = None
    is_dropped: bool = False


@dataclass(frozen=True)
class Note:
    """A note with everything it ever said, the oldest version first."""

    uid: str
    author: str
    versions: tuple[Version, ...]

    @property
    def now(self) -> Version:
        """What it says now."""
        return self.versions[-1]


def notes_of(lines: Iterable[Line]) -> list[Note]:
    """The notes of a claim by the day they speak of, those without one at the end; dropped ones are among them."""
    first: dict[str, str] = {}
    found: dict[str, Note] = {}
    for line in sorted((one for one in lines if one.act == "pin_note"), key=lambda one: (one.made_at, one.uid)):
        before = str(line.facts.get("replaces", ""))
        uid = first.get(before, line.uid)
        first[line.uid] = uid
        said = _version(line)
        if uid in found:
            found[uid] = Note(uid, found[uid].author, (*found[uid].versions, said))
        else:
            found[uid] = Note(uid, line.author, (said,))
    return sorted(found.values(), key=lambda note: (note.now.about or dt.date.max, note.versions[0].made_at, note.uid))


def _version(line: Line) -> Version:
    facts = line.facts
    about = dt.date.fromisoformat(facts["about"]) if facts.get("about") else None
    at = place_of(facts["at"]) if facts.get("at") else None
    return Version(line.uid, line.made_at, str(facts.get("note", "")), about, at, bool(facts.get("dropped")))
