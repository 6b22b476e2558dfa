"""Brings a key back from its printed sheet: the old key vouches for a new one, which goes on in its place (ADR 21)."""

import datetime as dt
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer.casefile import journal
from reviewer.casefile.connections import CaseFile
from reviewer.casefile.engine import Connection
from reviewer.casefile.entry import Entry
from reviewer.casefile.keys import Signer, derived, make_key, unlock
from reviewer.casefile.renewing import head_of
from reviewer.casefile.standing import read_case
from reviewer.rules.acts.keys import RENEWING, vouched
from reviewer.rules.problem import Problem
from reviewer.rules.recovery import lines_of, sealed_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

COST = {"n": 2**17, "r": 8, "p": 1}
"""128 MiB and about half a second: a sheet may be guessed at for as long as its finder likes."""
_SALT = 16
_NONCE = bytes(12)  # every sheet has a salt, and so a key, of its own


def sheet_lines(folder: Path, key_id: str, passphrase: str) -> tuple[str, ...]:
    """The lines of the sheet of a key: its private half under the passphrase. KeyLocked, WrongPassphrase."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    signer = unlock(folder, key_id, passphrase)
    salt = os.urandom(_SALT)
    return lines_of(salt + AESGCM(derived(passphrase, salt, COST)).encrypt(_NONCE, signer.private_bytes(), salt))


def read_sheet(typed: str, passphrase: str) -> "Ed25519PrivateKey":
    """The private key of a sheet as it was typed back. RecoveryMistyped, WrongPassphrase."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    sealed = sealed_of(typed)
    salt = sealed[:_SALT]
    try:
        secret = AESGCM(derived(passphrase, salt, COST)).decrypt(_NONCE, sealed[_SALT:], salt)
    except InvalidTag:
        raise Problem("WrongPassphrase", file="recovery sheet") from None
    return Ed25519PrivateKey.from_private_bytes(secret)


def restore_key(
    case_file: CaseFile, folder: Path, typed: str, passphrase: str, *, made_at: dt.datetime
) -> tuple[Signer, Entry]:
    """Make a new key in `folder`, under the same passphrase, and let the old one of the sheet vouch for it.

    Raises RecoveryMistyped, WrongPassphrase, and KeyLocked for a key that is on nobody's line of this roster. When
    the entry is refused no new key stays behind.
    """
    old = read_sheet(typed, passphrase)
    old_public = old.public_key().public_bytes_raw().hex()
    member = _owner(case_file.writer, old_public)
    signer = make_key(folder, member, passphrase)
    try:
        body = renewal(case_file.writer, old, member, signer.public_key)
        entry = journal.append(case_file, signer, RENEWING, "case", body, made_at=made_at)
    except BaseException:
        (folder / f"{signer.key_id}.key").unlink(missing_ok=True)
        raise
    return signer, entry


def renewal(conn: Connection, old: "Ed25519PrivateKey", member: str, new: str) -> dict[str, Any]:
    """The body of the act: the last entry of the old key that this file knows, and the old key's voucher."""
    public = old.public_key().public_bytes_raw().hex()
    number, head = head_of(conn, public)
    said = hashlib.sha256(vouched(read_case(conn).uid, member, public, new, number, head)).digest()
    body: dict[str, Any] = {"old": public, "new": new, "number": number, "voucher": old.sign(said).hex()}
    return body | ({"head": head} if head else {})


def _owner(conn: Connection, public_key: str) -> str:
    for member in read_case(conn).roster.values():
        if public_key in member.public_keys:
            return member.id
    raise Problem("KeyLocked", author="", folder="", why="not on the roster")
