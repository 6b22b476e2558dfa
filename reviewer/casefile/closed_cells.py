"""Cells that only their own case can read again: an account in a table that lies open beside a locked case."""

import base64
import hashlib
import os
import re

from reviewer.rules.privacy import mask_account

_NONCE = 12
_CLOSED = re.compile(r"[*\d]* ?\[봉인 ([A-Za-z0-9_-]+)\]")


def closed(key: str, account: str) -> str:
    """The account as a list masks it, with the whole of it under the key of the case: `********6789 [봉인 …]`."""
    if is_closed(account):
        return account
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    sealed = nonce + AESGCM(_derived(key)).encrypt(nonce, account.encode("utf-8"), None)
    return f"{mask_account(account)} [봉인 {base64.urlsafe_b64encode(sealed).decode().rstrip('=')}]"


def is_closed(cell: str) -> bool:
    """Whether a cell was closed, by this case or another one."""
    return "[봉인 " in cell and _CLOSED.fullmatch(cell.strip()) is not None


def opened(key: str | None, cell: str) -> str:
    """What was closed with this key; any other cell as it is."""
    if key is None or not is_closed(cell):
        return cell
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    told = cell.partition("[봉인 ")[2].strip().removesuffix("]")
    try:
        sealed = base64.urlsafe_b64decode(told + "=" * (-len(told) % 4))
        return AESGCM(_derived(key)).decrypt(sealed[:_NONCE], sealed[_NONCE:], None).decode("utf-8")
    except (InvalidTag, ValueError):
        return cell


def _derived(key: str) -> bytes:
    """A key of its own for cells, from the 96 hex digits of the case."""
    return hashlib.sha256(b"closed cells" + bytes.fromhex(key)).digest()
