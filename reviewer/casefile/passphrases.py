"""From a passphrase to the key that both files of a locked case share."""

import hashlib
import os
import unicodedata
from pathlib import Path

SALT_BYTES, KEY_BYTES, ROUNDS = 16, 32, 256_000  # SQLCipher 4's own numbers: its shell opens the file too


def new_key(passphrase: str) -> str:
    """A key for a new case as 96 hex digits: 32 bytes of key, 16 of salt."""
    return _derive(passphrase, os.urandom(SALT_BYTES))


def key_of(path: Path, passphrase: str) -> str:
    """The key of this locked file as 96 hex digits, from its passphrase."""
    with path.open("rb") as file:
        return _derive(passphrase, file.read(SALT_BYTES))


def salt_of(path: Path) -> str:
    """The salt at the head of a locked file, as hex; it tells which of a person's case keys opens the file."""
    with path.open("rb") as file:
        return file.read(SALT_BYTES).hex()


def _derive(passphrase: str, salt: bytes) -> str:
    words = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    return hashlib.pbkdf2_hmac("sha512", words, salt, ROUNDS, KEY_BYTES).hex() + salt.hex()


def opens(key: str, path: Path) -> bool:
    """Whether the key was made for this locked file."""
    return key[2 * KEY_BYTES :] == salt_of(path)
