"""(child) Signs letters with a certificate (PAdES), and says whether a signature holds, behind the walls of a glovebox.

pyHanko could ask the network for revocations and time stamps; behind these walls nothing can. One child serves one
certificate, or looks at any number of signatures. The slips are those of `slips`.
"""

import asyncio
import datetime as dt
import hashlib
import io
import logging
import selectors
import sys
from collections.abc import Coroutine
from typing import Any

from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from reviewer.documents import limits, slips
from reviewer.documents.glovebox import take_the_hatch
from reviewer.documents.shown import Unreadable

FIELD = "Council"


def main(arguments: list[str]) -> int:
    """Answer until the hatch is closed; the first slip may bring a certificate."""
    source, out = take_the_hatch()
    logging.disable(logging.CRITICAL)
    asyncio.set_event_loop(asyncio.SelectorEventLoop(_NothingToWaitFor()))
    _rehearse()
    walls = limits.raise_walls(limits.MEMORY)
    slips.write_slip(out, slips.Slip(slips.READY, a=walls))
    signer: signers.SimpleSigner | None = None
    while (asked := slips.read_slip(source, most=slips.MAX_DOCUMENT)) is not None:
        try:
            if asked.kind == slips.OPEN:
                signer = _opened(asked.payload)
                slips.write_slip(out, _described(signer))
            elif asked.kind == slips.SIGN and signer is not None:
                slips.write_slip(out, slips.Slip(slips.SIGNED, payload=_signed(asked.payload, signer)))
            elif asked.kind == slips.CHECK_SIGNATURE:
                slips.write_slip(out, _checked(asked.payload, asked.a))
        except Unreadable as error:
            slips.write_slip(out, slips.Slip(slips.SORRY, code=slips.PROBLEMS.index(error.problem)))
    return 0


def _rehearse() -> None:
    """Sign a blank page with a certificate nobody keeps, and check it: what is imported late comes before the walls."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "rehearsal")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    since, until = (dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (2000, 2049))
    valid = made.serial_number(1).not_valid_before(since).not_valid_after(until)
    held = pkcs12.serialize_key_and_certificates(None, key, valid.sign(key, hashes.SHA256()), None, NoEncryption())
    signer = signers.SimpleSigner.load_pkcs12_data(held, [])
    writer: Any = PdfFileWriter
    page: Any = PageObject
    blank = writer(stream_xrefs=True)
    out = io.BytesIO()
    nothing = blank.add_object(generic.StreamObject(stream_data=b""))
    blank.insert_page(page(contents=nothing, media_box=(0, 0, 9, 9)))
    blank.write(out)
    _checked(_signed(out.getvalue(), signer), len(out.getvalue()))


def _opened(untrusted: bytes) -> signers.SimpleSigner:
    inside = slips.Unpacker(untrusted)
    passphrase = inside.text(4_000)
    try:
        found: signers.SimpleSigner | None = signers.SimpleSigner.load_pkcs12_data(inside.rest, [], passphrase.encode())
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unreadable("password") from error
    if found is None or found.signing_cert is None:
        raise Unreadable("password")
    return found


def _described(signer: signers.SimpleSigner) -> slips.Slip:
    cert: Any = signer.signing_cert
    words = slips.Packer().text(cert.subject.human_friendly).text(cert.not_valid_after.date().isoformat())
    return slips.Slip(slips.DESCRIBED, payload=words.text(hashlib.sha256(cert.dump()).hexdigest()).done())


def _signed(letter: bytes, signer: signers.SimpleSigner) -> bytes:
    cert: Any = signer.signing_cert
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES,
        name=cert.subject.human_friendly or FIELD,
    )  # fmt: skip
    out = io.BytesIO()
    try:
        more = IncrementalPdfFileWriter(io.BytesIO(letter))
        _carry_out(signers.PdfSigner(meta, signer=signer).async_sign_pdf(more, output=out))
    except (SigningError, PdfError) as error:
        raise Unreadable("damaged") from error
    return out.getvalue()


def _carry_out(steps: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.get_event_loop().run_until_complete(steps)


class _NothingToWaitFor(selectors.BaseSelector):
    """What the event loop of pyHanko asks about its sockets: there are none, and nothing ever comes."""

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return selectors.SelectorKey(fileobj, 0, events, data)

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return selectors.SelectorKey(fileobj, 0, 0, None)

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return []

    def get_map(self) -> dict[Any, selectors.SelectorKey]:
        return {}


def _checked(untrusted: bytes, length: int) -> slips.Slip:
    """Whether the file is a letter of `length` bytes and, behind it, one signature over everything, and no more."""
    try:
        found = PdfFileReader(io.BytesIO(untrusted)).embedded_signatures
        if len(found) != 1 or not _is_plain(untrusted, found[0], length):
            raise Unreadable("damaged")
        nobody = ValidationContext(trust_roots=[], allow_fetching=False)
        said = _carry_out(async_validate_pdf_signature(found[0], signer_validation_context=nobody))
        if not (said.intact and said.valid):
            raise Unreadable("damaged")
        cert = said.signing_cert
        at = said.signer_reported_dt or dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    except (PdfError, SignatureValidationError, ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise Unreadable("damaged") from error
    words = slips.Packer().text(cert.subject.human_friendly).text(at.astimezone(dt.UTC).isoformat())
    return slips.Slip(slips.SIGNATURE, payload=words.text(hashlib.sha256(cert.dump()).hexdigest()).done())


def _is_plain(untrusted: bytes, signature: Any, length: int) -> bool:
    """Whether the signature leaves out nothing but its own place, and that holds nothing but the signature."""
    start, first, second, rest = signature.byte_range
    held = untrusted[first:second]
    if start != 0 or second + rest != len(untrusted) or first < length or held[:1] + held[-1:] != b"<>":
        return False
    written = cms.ContentInfo.load(bytes.fromhex(held[1:-1].decode("ascii"))).dump(force=True)
    return bool(held[1:-1] == written.hex().upper().encode().ljust(len(held) - 2, b"0"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
