"""Letters signed with a certificate: other programs agree, the letter itself stays, every changed byte is found."""

import datetime as dt
import subprocess
from pathlib import Path
from random import Random

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from reviewer.documents.signing import SigningRoom, signature_of
from reviewer.letters import page
from reviewer.rules.problem import Problem
from tests.letters.letter_desk import letter
from tests.letters.standards import broken_rules, missing

NAME = "1015 피해지원 협의체"


def certificate(passphrase: str = "secret", *, is_rsa: bool = False) -> bytes:
    """A certificate the test made for itself, as PKCS#12."""
    key = rsa.generate_private_key(65_537, 2_048) if is_rsa else ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
        .not_valid_before(dt.datetime(2023, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2043, 1, 1, tzinfo=dt.UTC))
        .add_extension(usage, critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    return pkcs12.serialize_key_and_certificates(
        b"council", key, made, None, BestAvailableEncryption(passphrase.encode())
    )


@pytest.fixture(scope="module")
def pair() -> tuple[bytes, bytes]:
    """A letter, and the same letter signed."""
    plain = page.render(letter("APPROVED_PARTIAL"))
    with SigningRoom(certificate(), "secret") as room:
        assert NAME in room.certificate.subject
        assert room.certificate.until == dt.date(2043, 1, 1)
        return plain, room.sign(plain)


def test_the_letter_stays_and_the_signature_stands_behind_it(pair: tuple[bytes, bytes]) -> None:
    plain, signed = pair
    assert signed.startswith(plain)
    found = signature_of(signed, len(plain))
    assert found is not None
    assert NAME in found.subject


@pytest.mark.parametrize("is_rsa", [False, True])
def test_another_program_finds_the_signature_valid(tmp_path: Path, is_rsa: bool) -> None:
    with SigningRoom(certificate(is_rsa=is_rsa), "secret") as room:
        (tmp_path / "signed.pdf").write_bytes(room.sign(page.render(letter("NOT_APPROVED", "en"))))
    said = subprocess.run(["pdfsig", "-nocert", tmp_path / "signed.pdf"], capture_output=True, text=True, check=False)
    assert "Signature is Valid" in said.stdout
    assert "ETSI.CAdES.detached" in said.stdout
    assert "Total document signed" in said.stdout
    checked = subprocess.run(["qpdf", "--check", tmp_path / "signed.pdf"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.skipif(bool(missing()), reason=f"veraPDF's engine is not here: {missing()}")
def test_a_signed_letter_stays_an_archive_copy(pair: tuple[bytes, bytes], tmp_path: Path) -> None:
    assert broken_rules({"signed": pair[1]}, tmp_path) == {}


def test_changed_bytes_and_bytes_behind_are_found(pair: tuple[bytes, bytes]) -> None:
    plain, signed = pair
    chance = Random(5)
    places = [*chance.sample(range(len(plain)), 4), *chance.sample(range(len(plain), len(signed)), 20)]
    for place in places:
        changed = bytearray(signed)
        changed[place] ^= 1 << chance.randrange(8)
        assert signature_of(bytes(changed), len(plain)) is None, place
    assert signature_of(signed + b"\n", len(plain)) is None
    assert signature_of(signed[:-3], len(plain)) is None
    assert signature_of(plain, len(plain)) is None


def test_a_wrong_passphrase_and_a_file_that_is_no_certificate_are_told() -> None:
    for given, passphrase in ((certificate(), "wrong"), (b"no certificate", "secret")):
        with pytest.raises(Problem) as raised:
            SigningRoom(given, passphrase)
        assert raised.value.code == "CertificateUnusable"
