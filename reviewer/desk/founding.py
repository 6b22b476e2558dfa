"""Founds a case: both files, the first entry, and the people who may work on it."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from reviewer import RESOURCES
from reviewer.casefile import case_file as case_files
from reviewer.casefile import journal, keys
from reviewer.casefile.connections import CaseFile
from reviewer.casefile.keys import Signer
from reviewer.letters.wording import join
from reviewer.rules.problem import Problem

NOT_STATED = "정하지 않음"
"""What stands for the controller and the ground of a case that a delivery founded: nobody was asked."""
USUAL_CONTROLLER = "주식회사 카카오"
USUAL_GROUND = "정보주체의 동의 (개인정보 보호법 제15조 제1항 제1호, 제17조 제1항 제1호)"
_MEMBER_KEYS = frozenset({"id", "role", "body", "seat", "computer", "name", "latin_name", "public_keys"})


def plan_text() -> str:
    """The plan the program ships, for a new case only."""
    return (RESOURCES / "plans" / "kakao-1015.toml").read_text(encoding="utf-8")


def wording_text() -> str:
    """The letter wordings the program ships, for a new case only."""
    folder = RESOURCES / "letters"
    return join((folder / "ko.toml").read_text("utf-8"), (folder / "en.toml").read_text("utf-8"))


def found_case(
    path: Path,
    *,
    founder: Signer,
    roster: Sequence[Mapping[str, Any]],
    name: str,
    controller: str = NOT_STATED,
    legal_ground: str = NOT_STATED,
    passphrase: str | None,
    is_sample: bool,
    now: datetime,
    plan: str = "",
    wording: str = "",
) -> CaseFile:
    """Make a case and its first entry, `found_case`; the founder must be the secretary of the roster.

    Plan and wording are those the program ships unless texts are given. When the entry is refused no file stays.
    Raises what `case_file.create` raises, PlanInvalid, NotYourRole, BadActBody.
    """
    body = {
        "name": name,
        "sample": is_sample,
        "plan": plan or plan_text(),
        "wording": wording or wording_text(),
        "controller": controller,
        "legal_ground": legal_ground,
        "roster": [dict(member) for member in roster],
    }
    made = case_files.create(path, passphrase=passphrase, is_sample=is_sample)
    try:
        journal.append(made, founder, "found_case", "case", body, made_at=now)
    except BaseException:
        made.close()
        case_files.take_away(path)
        raise
    return made


def found_for_intake(
    path: Path,
    roster: Path | None,
    key_folder: Path | None,
    passphrase: str | None,
    *,
    who: str = "",
    is_locked: bool = True,
    now: datetime,
) -> tuple[CaseFile, Signer]:
    """Found a case for a delivery that has none: with a roster file, or with whoever is at this computer.

    `who` is the roster id of the person (default: the only key here, else the roster's secretary, else
    `secretary`). One passphrase locks the person's key, which is made when there is none, and, unless `is_locked`
    is False, the case.
    Raises RosterInvalid, KeyLocked, KeyHasOtherPassphrase, and what `found_case` raises.
    """
    lines = read_roster(_text_of(roster)) if roster is not None else []
    member = who or next((line["id"] for line in lines if line["role"] == "SECRETARY"), "secretary")
    lines = lines or [
        {"id": member, "role": "SECRETARY", "body": "KFME", "seat": 1, "computer": "A", "name": member,
         "public_keys": []}
    ]  # fmt: skip
    return found_with(path, lines, key_folder, passphrase, who=member, is_locked=is_locked, now=now)


def found_with(
    path: Path,
    lines: Sequence[Mapping[str, Any]],
    key_folder: Path | None,
    passphrase: str | None,
    *,
    who: str = "",
    is_locked: bool = True,
    now: datetime,
    name: str = "",
    controller: str = NOT_STATED,
    legal_ground: str = NOT_STATED,
    plan: str = "",
) -> tuple[CaseFile, Signer]:
    """Found a case with these people; `who` (default: the secretary) gets a key on this computer when there is none.

    Raises KeyLocked, KeyHasOtherPassphrase, and what `found_case` raises.
    """
    folder = key_folder or keys.default_folder()
    member = who or next((str(line["id"]) for line in lines if line["role"] == "SECRETARY"), "")
    signer = _key_for(folder, member, passphrase)
    made = found_case(
        path,
        founder=signer,
        roster=[_with_key(line, signer) if line["id"] == member else line for line in lines],
        name=name or path.stem,
        controller=controller,
        legal_ground=legal_ground,
        plan=plan,
        passphrase=passphrase if is_locked else None,
        is_sample=False,
        now=now,
    )
    if made.key is not None and passphrase is not None:
        signer = keys.remember_case(folder, signer, passphrase, path, made.key)
    return made, signer


def _with_key(line: Mapping[str, Any], signer: Signer) -> dict[str, Any]:
    keys_there = list(line["public_keys"])
    return {**line, "public_keys": [*keys_there, *({signer.public_key} - set(keys_there))]}


def _text_of(roster: Path) -> str:
    try:
        return roster.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Problem("RosterInvalid", key=roster.name, why="not UTF-8") from None


def _key_for(folder: Path, member: str, passphrase: str | None) -> Signer:
    """The person's key on this computer, made now when there is none."""
    found = [key for key in keys.keys_in(folder) if key.member == member]
    if found:
        try:
            return keys.unlock(folder, found[0].key_id, passphrase)
        except Problem as problem:
            if problem.code != "WrongPassphrase":
                raise
            raise Problem("KeyHasOtherPassphrase", member=member) from problem
    if passphrase is None:
        raise Problem("KeyLocked", member=member)
    return keys.make_key(folder, member, passphrase)


def read_roster(text: str) -> list[dict[str, Any]]:
    """The people in a roster file: `[[member]]` tables with id, role, body, seat, computer, name.

    Raises RosterInvalid with `key` and `why`.
    """
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Problem("RosterInvalid", key="", why=str(error)) from None
    members = whole.get("member")
    if not isinstance(members, list) or not members:
        raise Problem("RosterInvalid", key="member", why="missing")
    return [_member(line, number) for number, line in enumerate(members, 1)]


def _member(line: Any, number: int) -> dict[str, Any]:
    if not isinstance(line, dict):
        raise Problem("RosterInvalid", key=f"member.{number}", why="not a record")
    for key in line:
        if key not in _MEMBER_KEYS:
            raise Problem("RosterInvalid", key=f"member.{number}.{key}", why="unknown")
    for key in ("id", "role"):
        if not isinstance(line.get(key), str) or not line[key]:
            raise Problem("RosterInvalid", key=f"member.{number}.{key}", why="missing")
    return {
        "body": "KFME", "seat": 0, "computer": "A", "name": line["id"], "public_keys": [], **line,
    }  # fmt: skip
