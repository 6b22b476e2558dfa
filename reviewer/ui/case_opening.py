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


@dataclasses.dataclass(frozen=True)
class OwnKey:
    """A key file of this computer and the member of the roster it belongs to."""

    folder: Path
    key_id: str
    member: str
    is_encrypted: bool


def open_file(
    path: Path, passphrase: str | None, *, writing: bool, allow_cloud: bool, keys_folder: Path | None
) -> Opened:
    """Open the case (clerk lane). Every Problem of `case_file.open_case` may be raised."""
    from reviewer.casefile import standing
    from reviewer.casefile.case_file import open_case
    from reviewer.casefile.decision_rows import member_names

    found = open_case(path, passphrase=passphrase, writing=writing, allow_cloud=allow_cloud)
    try:
        conn = found.writer if writing else found.reader()
        case, plan = standing.read_case(conn), standing.plan_in_force(conn)
        return Opened(found, case, plan, tuple(_own_keys(path, case, keys_folder)), member_names(conn))
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


def unlock(key: OwnKey, passphrase: str | None) -> Any:
    """The signer of this key; Problems KeyLocked and WrongPassphrase."""
    from reviewer.casefile import keys

    signer = keys.unlock(key.folder, key.key_id, passphrase)
    return signer if signer.member == key.member else signer.acting_as(key.member)
