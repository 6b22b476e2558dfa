"""Free text of people, kept apart from the entries that name it, so that it can be destroyed one day."""

import hashlib
import os
import unicodedata

from reviewer.casefile.engine import Connection


def text_digest(salt: str, text: str) -> str:
    """SHA-256 of the salt (hex) followed by the text, in UTF-8 and NFC."""
    return hashlib.sha256((salt + unicodedata.normalize("NFC", text)).encode("utf-8")).hexdigest()


def put_text(conn: Connection, text: str) -> str:
    """Keep a text and return its digest; "" for no text. The salt hides that two people wrote the same."""
    if not text:
        return ""
    salt = os.urandom(16).hex()
    digest = text_digest(salt, text)
    conn.execute("INSERT INTO texts VALUES (?, ?, ?)", (digest, salt, unicodedata.normalize("NFC", text)))
    return digest
