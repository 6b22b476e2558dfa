"""Opening a case file on the clerk lane, and finding the key of whoever sits here."""

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reviewer.rules.problem import Problem

if TYPE_CHECKING:
    from reviewer.rules.council import Case
    from reviewer.rules.plan import Plan


MAY_BE_READ = frozenset({"CaseFileInUse", "CloudFolder", "FolderReadOnly", "NetworkFolder", "NoRoomToOpen"})
"""Problems with which a case is offered to read only."""


class Opened(NamedTuple):
    """An open case file with what the windows need first, and the keys of this computer that fit its roster."""

    case_file: Any
    case: "Case"
    plan: "Plan"
    keys: tuple["OwnKey", ...]
    names: Mapping[str, str]
    """The members' names by id."""
    key: "OwnKey | None" = None
    """The key of whoever usually sits here."""
    signer: Any = None
    """That key, opened, where it needs no passphrase."""


class OwnKey(NamedTuple):
    """A key file of this computer and the member of the roster it belongs to."""

    folder: Path
    public_key: str
    member: str
    is_encrypted: bool

    @property
    def key_id(self) -> str:
        """The short name of the key."""
        from reviewer.casefile.keys import key_id_of

        return key_id_of(self.public_key)


def open_file(
    path: Path,
    passphrase: str | None,
    *,
    writing: bool,
    allow_cloud: bool,
    keys_folder: Path | None,
    person: str = "",
) -> Opened:
    """Open the case and the key of `person` (clerk lane).

    Every Problem of `case_file.open_case` may be raised, NoRoomToOpen in place of DiskFull.
    """
    try:
        return _open(path, passphrase, writing, allow_cloud, keys_folder, person)
    except Problem as problem:
        if problem.code == "DiskFull":
            raise Problem("NoRoomToOpen", file=str(path)) from problem
        raise


def _open(
    path: Path, passphrase: str | None, writing: bool, allow_cloud: bool, keys_folder: Path | None, person: str
) -> Opened:  # fmt: skip
    from reviewer.casefile import standing
    from reviewer.casefile.standing import member_names
    from reviewer.casefile.unlocking import open_with

    found, opener = open_with(path, passphrase, writing=writing, allow_cloud=allow_cloud, keys_folder=keys_folder)
    try:
        conn = found.writer if writing else found.reader()
        case, plan = standing.read_case(conn), standing.plan_in_force(conn)
        own = own_keys(path, owners_in(case), case.is_sample, keys_folder)
        typed = next((one for one in own if one.public_key == opener), None)
        key = typed or usual_key(own, {one.id: one.role for one in case.roster.values()}, case.is_sample, person)
        signer = unlock(key, None) if key is not None and not key.is_encrypted else None
        return Opened(found, case, plan, own, member_names(conn), key, signer)
    except BaseException:
        found.close()
        raise


def owners_in(case: "Case") -> dict[str, str]:
    """The id of whoever a public key belongs to."""
    return {public: member.id for member in case.roster.values() for public in member.public_keys}


def own_keys(path: Path, owners: Mapping[str, str], is_sample: bool, chosen: Path | None) -> tuple[OwnKey, ...]:
    """The key files of this computer that belong to somebody on the roster; `owners` are its ids by public key."""
    from reviewer.casefile import keys

    folders = [chosen or keys.default_folder()]
    if is_sample:
        folders.append(path.parent / "keys")
    return tuple(
        OwnKey(folder, key.public_key, owners[key.public_key], key.is_encrypted)
        for folder in folders
        for key in (keys.keys_in(folder) if folder.is_dir() else ())
        if key.public_key in owners
    )


def usual_key(own: tuple[OwnKey, ...], roles: Mapping[str, str], is_sample: bool, person: str) -> OwnKey | None:
    """The key of `person`, else the only one there is; in a sample the secretary's rather than none."""
    members = {key.member: key for key in own}
    if person in members:
        return members[person]
    if is_sample:
        order = sorted(members, key=lambda name: roles[name] != "SECRETARY")
        return members[order[0]] if order else None
    return next(iter(members.values())) if len(members) == 1 else None


def unlock(key: OwnKey, passphrase: str | None, case_file: Any = None) -> Any:
    """The signer of this key; Problems KeyLocked, KeyFileDamaged and WrongPassphrase.

    The key file learns the key of a locked case, so that from then on one passphrase opens both.
    """
    from reviewer.casefile import keys

    signer = keys.unlock(key.folder, key.key_id, passphrase)
    if case_file is not None and case_file.key and passphrase and signer.case_key(case_file.path) is None:
        with contextlib.suppress(Problem):  # a folder that cannot be written keeps nobody from working
            signer = keys.remember_case(key.folder, signer, passphrase, case_file.path, case_file.key)
    return signer if signer.member == key.member else signer.acting_as(key.member)
