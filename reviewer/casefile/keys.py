"""A person's key on this computer: make it, unlock it with one passphrase, sign and verify with it."""

import contextlib
import dataclasses
import json
import os
import stat
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reviewer.casefile.engine import problems_of, sync_folder
from reviewer.rules.problem import Problem

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_ID_DIGITS = 16
SUFFIX = ".key"
SCRYPT = {"n": 2**15, "r": 8, "p": 1}  # 32 MiB and about a tenth of a second
_VERSION = 1


def key_id_of(public_key: str) -> str:
    """The first 16 hex digits of the SHA-256 of the public key (hex)."""
    import hashlib

    return hashlib.sha256(bytes.fromhex(public_key)).hexdigest()[:KEY_ID_DIGITS]


@dataclasses.dataclass(frozen=True)
class Signer:
    """An unlocked key: signs for one person on this computer, and knows the keys of locked cases."""

    member: str
    key_id: str
    public_key: str
    _secret: bytes = dataclasses.field(repr=False)
    case_keys: Mapping[str, str] = dataclasses.field(default_factory=dict, repr=False)
    has_passphrase: bool = False

    def sign(self, hash_hex: str) -> str:
        """Ed25519 over the 32 bytes of a hash, as hex; KeyLocked where the halves of a key do not fit."""
        return self._private.sign(bytes.fromhex(hash_hex)).hex()

    @cached_property
    def _private(self) -> "Ed25519PrivateKey":
        """Read when something is first signed: a list of claims needs no cryptography."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        private = Ed25519PrivateKey.from_private_bytes(self._secret)
        if private.public_key().public_bytes_raw().hex() != self.public_key:
            raise Problem("KeyLocked", key_id=self.key_id, folder="")
        return private

    def private_bytes(self) -> bytes:
        """The private half, for the key file and the recovery sheet alone."""
        return self._secret

    def case_key(self, case: Path) -> str | None:
        """The key of this locked case file, if this person's key file holds it."""
        from reviewer.casefile.passphrases import salt_of

        return self.case_keys.get(salt_of(case))

    def acting_as(self, member: str) -> "Signer":
        """The same key under another roster id: two cases may name a person differently."""
        return dataclasses.replace(self, member=member)


class KeyFile(NamedTuple):
    """A key file as it can be seen without its passphrase."""

    public_key: str
    member: str
    is_encrypted: bool
    path: Path

    @property
    def key_id(self) -> str:
        """The short name of the key."""
        return key_id_of(self.public_key)


def verify(public_key: str, hash_hex: str, signature: str) -> bool:
    """Whether the signature over this hash was made with the private half of this key."""
    return not wrong_signatures([(public_key, hash_hex, signature)])


def wrong_signatures(signed: Sequence[tuple[str, str, str]]) -> list[int]:
    """The places of those (public key, hash, signature; hex in small letters) whose signature does not fit."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    keys: dict[str, Ed25519PublicKey] = {}
    wrong = []
    for place, (public_key, hash_hex, signature) in enumerate(signed):
        try:
            if public_key not in keys:
                keys[public_key] = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
            if bytes.fromhex(signature).hex() != signature:  # the same signature, written in another way
                raise ValueError(signature)
            keys[public_key].verify(bytes.fromhex(signature), bytes.fromhex(hash_hex))
        except (InvalidSignature, ValueError):
            wrong.append(place)
    return wrong


def default_folder() -> Path:
    """Where the keys of whoever sits at this computer are kept."""
    from platformdirs import user_data_path

    return user_data_path("claim-reviewer", appauthor=False) / "keys"


def make_key(folder: Path, member: str, passphrase: str | None) -> Signer:
    """Make a key for a person and keep it in `folder`; without a passphrase only for sample cases.

    Raises FolderReadOnly or DiskFull when it cannot be written.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw().hex()
    signer = Signer(
        member, key_id_of(public), public, private.private_bytes_raw(), has_passphrase=passphrase is not None
    )
    _store(folder / f"{signer.key_id}{SUFFIX}", signer, passphrase)
    return signer


def keys_in(folder: Path) -> list[KeyFile]:
    """Every key file in a folder, by key id; files that are no keys are passed over."""
    return [seen for path in _files_in(folder) if (seen := _seen(path)) is not None]


def damaged_in(folder: Path) -> list[str]:
    """The names of the key files in a folder that cannot be read as keys any more."""
    return [path.name for path in _files_in(folder) if _seen(path) is None]


def _files_in(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []


def _seen(path: Path) -> KeyFile | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        bytes.fromhex(content["public_key"])
        return KeyFile(content["public_key"], content["member"], "kdf" in content, path)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def unlock(folder: Path, key_id: str, passphrase: str | None) -> Signer:
    """The key ready to sign.

    Raises KeyLocked when there is none or no passphrase was given, WrongPassphrase, and KeyFileDamaged.
    """
    found = next((key for key in keys_in(folder) if key.key_id == key_id), None)
    if found is None or (found.is_encrypted and passphrase is None):
        raise Problem("KeyLocked", key_id=key_id, folder=str(folder))
    try:
        content = json.loads(found.path.read_text(encoding="utf-8"))
        secret = _opened(content, passphrase) if found.is_encrypted else content["secret"]
        return _signer(found, secret)
    except (OSError, ValueError, KeyError, TypeError, OverflowError) as fault:
        raise Problem("KeyFileDamaged", file=found.path.name) from fault


def knowing(folder: Path, passphrase: str, case: Path) -> tuple[KeyFile, str] | None:
    """The first key file this passphrase opens that knows this locked case, with the key of the case."""
    for found in keys_in(folder):
        if found.is_encrypted:
            with contextlib.suppress(Problem):
                if key := unlock(folder, found.key_id, passphrase).case_key(case):
                    return found, key
    return None


def remember_case(folder: Path, signer: Signer, passphrase: str | None, case: Path, key: str) -> Signer:
    """Keep the key of a locked case in this person's key file, so that one passphrase opens both."""
    from reviewer.casefile.passphrases import salt_of

    unlock(folder, signer.key_id, passphrase)  # the passphrase must be the one of the file, or it would change
    knowing = dataclasses.replace(signer, case_keys={**signer.case_keys, salt_of(case): key})
    _store(folder / f"{signer.key_id}{SUFFIX}", knowing, passphrase)
    return knowing


def change_passphrase(folder: Path, key_id: str, old: str | None, new: str) -> Signer:
    """Lock the key file with another passphrase; raises WrongPassphrase for the old one."""
    signer = unlock(folder, key_id, old)
    _store(folder / f"{key_id}{SUFFIX}", signer, new)
    return signer


def _signer(found: KeyFile, secret: Mapping[str, Any]) -> Signer:
    private = bytes.fromhex(secret["private_key"])
    return Signer(found.member, found.key_id, found.public_key, private, dict(secret["case_keys"]), found.is_encrypted)


def _store(path: Path, signer: Signer, passphrase: str | None) -> None:
    """Write beside and rename, so that a power cut never leaves half a key; only its owner may read it."""
    secret = {"private_key": signer.private_bytes().hex(), "case_keys": dict(signer.case_keys)}
    content: dict[str, Any] = {"version": _VERSION, "member": signer.member, "public_key": signer.public_key}
    content |= {"secret": secret} if passphrase is None else _sealed(secret, passphrase, signer.public_key)
    with problems_of(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, stat.S_IRUSR | stat.S_IWUSR), "w") as file:
            json.dump(content, file, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        sync_folder(path.parent)


def _sealed(secret: Mapping[str, Any], passphrase: str, public_key: str) -> dict[str, Any]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    key = derived(passphrase, salt, SCRYPT)
    sealed = AESGCM(key).encrypt(nonce, json.dumps(secret).encode(), bytes.fromhex(public_key))
    return {
        "kdf": {"name": "scrypt", "salt": salt.hex(), **SCRYPT},
        "cipher": {"name": "AES-256-GCM", "nonce": nonce.hex()},
        "sealed": sealed.hex(),
    }


def _opened(content: Mapping[str, Any], passphrase: str | None) -> dict[str, Any]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    kdf, nonce = content["kdf"], bytes.fromhex(content["cipher"]["nonce"])
    key = derived(passphrase or "", bytes.fromhex(kdf["salt"]), {name: kdf[name] for name in SCRYPT})
    try:
        plain = AESGCM(key).decrypt(nonce, bytes.fromhex(content["sealed"]), bytes.fromhex(content["public_key"]))
    except InvalidTag:
        raise Problem("WrongPassphrase", file=f"{key_id_of(content['public_key'])}{SUFFIX}") from None
    opened: dict[str, Any] = json.loads(plain)
    return opened


def derived(passphrase: str, salt: bytes, cost: Mapping[str, int]) -> bytes:
    """The key that a passphrase gives with this salt; slow, by `cost` (n, r, p of scrypt)."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    words = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    return Scrypt(salt=salt, length=32, n=cost["n"], r=cost["r"], p=cost["p"]).derive(words)
