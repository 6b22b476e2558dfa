"""(parent) Has letters signed with the council's certificate, and asks whether a signature holds."""

import datetime as dt
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from reviewer.children import command
from reviewer.documents import slips
from reviewer.documents.describing import printable
from reviewer.documents.gloves import Glovebox, GloveboxEnded
from reviewer.rules.problem import Problem

SECONDS = 60.0
_FRESH_AFTER = 1_000
"""So many letters one child signs; its processor time is limited."""


@dataclass(frozen=True)
class Certificate:
    """Whose certificate it is, until when it may be used, and its SHA-256."""

    subject: str
    until: dt.date
    sha256: str


@dataclass(frozen=True)
class Signature:
    """Who signed, by their certificate, when they say they did (UTC), and the certificate's SHA-256."""

    subject: str
    at: dt.datetime
    sha256: str


class SigningRoom:
    """One certificate, opened with its passphrase in a child of its own; use it in a `with`.

    Raises CertificateUnusable when it cannot be opened, or does not sign.
    """

    def __init__(self, pkcs12: bytes, passphrase: str) -> None:
        """Open the certificate."""
        self._given = slips.Packer().text(passphrase).done() + pkcs12
        self._signed = 0
        self._open()

    def _open(self) -> None:
        self._child = _child()
        try:
            self.certificate = _certificate(_asked(self._child, slips.Slip(slips.OPEN, payload=self._given)))
        except Problem:
            self._child.end()
            raise

    def sign(self, letter: bytes) -> bytes:
        """The letter with its signature behind it: the same bytes, and then more."""
        if self._signed and self._signed % _FRESH_AFTER == 0:
            self._child.end()
            self._open()
        self._signed += 1
        signed = _asked(self._child, slips.Slip(slips.SIGN, payload=letter)).payload
        if not signed.startswith(letter) or len(signed) <= len(letter):
            raise Problem("CertificateUnusable", why="certificate_failed")
        return signed

    def check(self, data: bytes, length: int) -> Signature | None:
        """As `signature_of`, without a child of its own."""
        return _signature(self._child, data, length)

    def close(self) -> None:
        """End the child."""
        self._child.end()

    def __enter__(self) -> Self:
        """The certificate is open."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """It is closed."""
        self.close()


def signature_of(data: bytes, length: int) -> Signature | None:
    """The signature behind the first `length` bytes of a file, if it covers all and is the only thing there."""
    child = _child()
    try:
        return _signature(child, data, length)
    finally:
        child.end()


def _signature(child: Glovebox, data: bytes, length: int) -> Signature | None:
    try:
        untrusted = _asked(child, slips.Slip(slips.CHECK_SIGNATURE, a=length, payload=data))
        inside = slips.Unpacker(untrusted.payload)
        subject, at, sha256 = (printable(inside.text(4_000)) for _ in range(3))
        inside.finish()
        return Signature(subject, dt.datetime.fromisoformat(at), sha256)
    except (Problem, slips.BadSlip, ValueError):
        return None


def _certificate(untrusted: slips.Slip) -> Certificate:
    inside = slips.Unpacker(untrusted.payload)
    subject, until, sha256 = (printable(inside.text(4_000)) for _ in range(3))
    return Certificate(subject, dt.date.fromisoformat(until), sha256)


def _child() -> Glovebox:
    return Glovebox([], line=command("signing"))


def _asked(child: Glovebox, asked: slips.Slip) -> slips.Slip:
    try:
        child.wait_ready()
        untrusted = child.ask(asked, SECONDS)
    except GloveboxEnded:
        raise Problem("CertificateUnusable", why="certificate_failed") from None
    if untrusted.kind == slips.SORRY:
        is_shut = untrusted.code == slips.PROBLEMS.index("password")
        raise Problem("CertificateUnusable", why="certificate_password" if is_shut else "certificate_failed")
    return untrusted
