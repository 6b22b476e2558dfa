"""Opening a case file on the clerk lane, and finding the key of whoever sits here."""

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reviewer.rules.council import Case
from reviewer.rules.plan import Plan


@dataclasses.dataclass(frozen=True)
class Opened:
    """An open case file with what the windows need first, and the keys of this computer that fit its roster."""

    case_file: Any
    case: Case
    plan: Plan
    keys: tuple["OwnKey", ...]
    names: Mapping[str, str]
    """The members' names by id."""
    key: "OwnKey | None" = None
    """The key of whoever usually sits here."""
    signer: Any = None
    """That key, opened, where it needs no passphrase."""


@dataclasses.dataclass(frozen=True)
class OwnKey:
    """A key file of this computer and the member of the roster it belongs to."""

    folder: Path
    key_id: str
    member: str
    is_encrypted: bool


def open_file(
    path: Path,
    passphrase: str | None,
    *,
    writing: bool,
    allow_cloud: bool,
    keys_folder: Path | None,
    person: str = "",
) -> Opened:
    """Open the case and the key of `person` (clerk lane). Every Problem of `case_file.open_case` may be raised."""
    from reviewer.casefile import standing
    from reviewer.casefile.case_file import open_case
    from reviewer.casefile.standing import member_names

    found = open_case(path, passphrase=passphrase, writing=writing, allow_cloud=allow_cloud)
    try:
        conn = found.writer if writing else found.reader()
        case, plan = standing.read_case(conn), standing.plan_in_force(conn)
        own = tuple(_own_keys(path, case, keys_folder))
        key = usual_key(own, case, person)
        signer = unlock(key, None) if key is not None and not key.is_encrypted else None
        return Opened(found, case, plan, own, member_names(conn), key, signer)
    except BaseException:
        found.close()
        raise


def _own_keys(path: Path, case: Case, chosen: Path | None) -> Iterator[OwnKey]:
    from reviewer.casefile import keys

    folders = [chosen or keys.default_folder()]
    if case.is_sample:
        folders.append(path.parent / "keys")
    owners = {public: member.id for member in case.roster.values() for public in member.public_keys}
    for folder in folders:
        for key in keys.keys_in(folder) if folder.is_dir() else ():
            if key.public_key in owners:
                yield OwnKey(folder, key.key_id, owners[key.public_key], key.is_encrypted)


def usual_key(own: tuple[OwnKey, ...], case: Case, person: str) -> OwnKey | None:
    """The key of `person`, else the only one there is; in a sample the secretary's rather than none."""
    members = {key.member: key for key in own}
    if person in members:
        return members[person]
    if case.is_sample:
        order = sorted(members, key=lambda name: case.roster[name].role != "SECRETARY")
        return members[order[0]] if order else None
    return next(iter(members.values())) if len(members) == 1 else None


def unlock(key: OwnKey, passphrase: str | None) -> Any:
    """The signer of this key; Problems KeyLocked and WrongPassphrase."""
    from reviewer.casefile import keys

    signer = keys.unlock(key.folder, key.key_id, passphrase)
    return signer if signer.member == key.member else signer.acting_as(key.member)
