"""(child) Zip and OLE containers: what is inside, and whether it is safe to unpack."""

import io
import zipfile
from collections.abc import Iterator

import olefile

from reviewer.documents.kinds import Kind, refine_ole, refine_zip
from reviewer.documents.shown import Unreadable

MAX_UNPACKED = 512 * 1024 * 1024
MAX_ENTRIES = 20_000
_HARMLESS_UNPACKED = 64 * 1024 * 1024
_MAX_RATIO = 200
_MOST_COUNTED = 32 * 1024 * 1024
_MAX_PART = 128 * 1024 * 1024


class ZipContainer:
    """A zip that holds a document (XLSX, DOCX, HWPX, ODS): its parts are read with a limit each."""

    def __init__(self, data: bytes) -> None:
        """Read the directory; Unreadable with `damaged` or, for a bomb, `too_large`."""
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except MemoryError:
            raise
        except Exception:  # zipfile raises whatever it likes on a stranger's bytes
            raise Unreadable("damaged") from None
        self.entries = self.zip.infolist()
        self.names = [entry.filename for entry in self.entries]
        self._packed = len(data)

    def kind(self) -> Kind:
        """What the zip really is."""
        return refine_zip(self.names, self.part("mimetype", 200) if "mimetype" in self.names else b"")

    def refuse_locked(self) -> None:
        """Unreadable(`locked_format`) when the manifest of an ODF or HWPX document says its parts are encrypted."""
        manifest = "META-INF/manifest.xml"
        if manifest in self.names and b"encryption-data" in self.part(manifest, 4_000_000).lower():
            raise Unreadable("locked_format", "encrypted")

    def refuse_bombs(self) -> None:
        """Unreadable(`too_large`) when it would unpack to more than a document ever needs."""
        unpacked = sum(entry.file_size for entry in self.entries)
        if len(self.entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
            raise Unreadable("too_large")
        if unpacked > _HARMLESS_UNPACKED and unpacked > self._packed * _MAX_RATIO:
            raise Unreadable("too_large")

    def part(self, name: str, most: int = _MAX_PART) -> bytes:
        """The bytes of one part, at most `most`; Unreadable when it is missing, broken or larger."""
        try:
            with self.zip.open(name) as file:
                data = file.read(most + 1)
        except MemoryError:
            raise
        except Exception as error:  # zipfile raises whatever it likes on a stranger's bytes
            locked = isinstance(error, RuntimeError) and "password" in str(error)
            raise Unreadable("locked_format" if locked else "damaged") from None
        if len(data) > most:
            raise Unreadable("too_large")
        return data

    def find(self, beginning: str, ending: str) -> list[str]:
        """Names of parts in their natural order (section2 before section10)."""
        found = [name for name in self.names if name.startswith(beginning) and name.endswith(ending)]
        return sorted(dict.fromkeys(found), key=lambda name: (len(name), name))

    def scan(self, names: list[str], sign: bytes, most: int = MAX_UNPACKED) -> bool:
        """True when one of the parts contains `sign`; broken parts count as not."""
        for name in names:
            try:
                with self.zip.open(name) as file:
                    if any(sign in piece for piece in _overlapping(file, len(sign), most)):
                        return True
            except MemoryError:
                raise
            except Exception:  # a broken part is told when it is read, not here
                continue
        return False

    def count(self, names: list[str], *signs: bytes) -> int:
        """How often these signs, all of one length, stand in the parts; 0 where that is too much to read through."""
        sizes = {entry.filename: entry.file_size for entry in self.entries}
        if sum(sizes.get(name, 0) for name in names) > _MOST_COUNTED:
            return 0
        found = 0
        for name in names:
            try:
                with self.zip.open(name) as file:
                    for piece in _overlapping(file, len(signs[0]) - 1, _MOST_COUNTED):
                        found += sum(map(piece.count, signs))
            except MemoryError:
                raise
            except Exception:  # a broken part is told when it is read, not here
                return 0
        return found


def _overlapping(file: object, overlap: int, most: int) -> Iterator[bytes]:
    tail, seen = b"", 0
    while seen < most:
        piece = file.read(1 << 20)  # type: ignore[attr-defined]
        if not piece:
            return
        yield tail + piece
        tail = piece[-overlap:]
        seen += len(piece)


class OleContainer:
    """An OLE file (HWP 5, XLS, DOC, locked XLSX): its streams are read with a limit each."""

    def __init__(self, data: bytes) -> None:
        """Read the directory; Unreadable(`damaged`) when there is none."""
        try:
            self.ole = olefile.OleFileIO(io.BytesIO(data))
            self.names = ["/".join(path) for path in self.ole.listdir(streams=True, storages=True)]
        except MemoryError:
            raise
        except Exception:  # olefile raises whatever it likes on a stranger's bytes
            raise Unreadable("damaged") from None

    def kind(self, name: str) -> Kind:
        """What the OLE file really is."""
        return refine_ole(self.names, name)

    def stream(self, name: str, most: int = _MAX_PART) -> bytes:
        """The bytes of one stream; Unreadable when it is missing, broken or larger than `most`."""
        try:
            if self.ole.get_size(name) > most:
                raise Unreadable("too_large")
            data: bytes = self.ole.openstream(name).read()
        except (MemoryError, Unreadable):
            raise
        except Exception:  # olefile raises whatever it likes on a stranger's bytes
            raise Unreadable("damaged") from None
        return data
