"""The council's certificate on this computer (PKCS#12): kept beside the keys, opened when letters leave."""

from pathlib import Path

from reviewer.desk.whole_files import write_whole
from reviewer.documents.signing import Certificate, SigningRoom
from reviewer.rules.problem import Problem

FILE = "council.p12"
LARGEST = 1_000_000
"""No certificate is as long as that, in bytes."""


def install(folder: Path, source: Path, passphrase: str) -> Certificate:
    """Keep a certificate for the letters of this computer, once its passphrase was seen to open it.

    Its passphrase is not kept. Raises CertificateUnusable, FileUnusable.
    """
    try:
        data = source.read_bytes() if source.stat().st_size <= LARGEST else b""
    except OSError as fault:
        raise Problem("FileUnusable", file=str(source), why="unreadable") from fault
    with SigningRoom(data, passphrase) as room:
        found = room.certificate
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / FILE, data)
    (folder / FILE).chmod(0o600)
    return found


def is_installed(folder: Path) -> bool:
    """Whether letters of this computer are signed."""
    return (folder / FILE).is_file()


def remove(folder: Path) -> bool:
    """Sign no letters any more; whether there was a certificate."""
    was = is_installed(folder)
    (folder / FILE).unlink(missing_ok=True)
    return was


def opened(folder: Path, passphrase: str) -> SigningRoom:
    """The certificate, open for one run of letters; raises CertificateUnusable."""
    return SigningRoom((folder / FILE).read_bytes(), passphrase)
