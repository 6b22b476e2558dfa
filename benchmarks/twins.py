"""Looking up a new paper among 315,000, and how well reused papers are found: on samples and on copies of them."""

import io
import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from PIL import Image, ImageEnhance

from benchmarks.result import Result, at_share, seconds
from benchmarks.sample import Sample
from reviewer.casefile import fingerprints
from reviewer.casefile.case_file import create
from reviewer.casefile.connections import CaseFile
from reviewer.desk.reading_papers import read_paper
from reviewer.desk.twins import compare_pictures
from reviewer.documents.gloves import Spare
from reviewer.rules.fingerprinting import fingerprints_of
from reviewer.rules.likeness import RADIUS, Fingerprint, digest_of
from reviewer.rules.twins import WEAK

PAPERS, ASKED = 315_000, 400
SEEDS = (7, 11, 23)
COPIED = 24
"""Pictures of each sample of which copies are made."""


def measure(sample: Sample) -> list[Result]:
    """The look-up, the size of its tables, and precision and recall of the finder."""
    return [*_look_up(), *_found()]


# --- looking up ---------------------------------------------------------------------------------------


def made_paper(number: int, rng: random.Random, forms: Sequence[int]) -> list[Fingerprint]:
    """The fingerprints of an invented paper: a third sheets, a quarter PDFs with text, the rest pictures.

    Every second picture is filled into one of some forms, whose hashes differ in a few bits.
    """
    kind = rng.random()
    if kind < 0.32:
        return [Fingerprint("WEEK" if kind < 0.27 else "ROWS", f"{rng.getrandbits(64):016x}", 1) for _ in range(8)]
    if kind < 0.57:
        times = f"maker {number % 40} · 2023-02-{1 + number % 28:02d}T10:00:{rng.randrange(60):02d} · {number}"
        page = Fingerprint("TEXT", f"{rng.getrandbits(64):016x}", 1)
        return [page, Fingerprint("TIMES", times), Fingerprint("BRN", f"{rng.randrange(10**10):010d}", 1)]
    form = rng.choice(forms) if rng.random() < 0.5 else rng.getrandbits(64)
    for _ in range(rng.randrange(9)):
        form ^= 1 << rng.randrange(64)
    found = [Fingerprint("PICTURE", f"{form:016x}", 1)]
    return [*found, Fingerprint("EXIF", f"camera · {number}")] if number % 2 else found


def _document(number: int) -> str:
    return digest_of("paper", str(number)) * 4


def _filled(case_file: CaseFile, rng: random.Random, forms: Sequence[int]) -> None:
    """Three papers a claim, kept as the program keeps them."""
    with case_file.writing() as conn:
        conn.execute("INSERT INTO deliveries VALUES (?, 'a.csv', '{}', '2023-01-01')", ("ab" * 32,))
        conn.executemany(
            "INSERT INTO papers VALUES (?, ?, ?, 9, ?, 'OTH', 'NEW')",
            ((("ab" * 32), f"{n}", _document(n), f"C{n // 3}") for n in range(PAPERS + ASKED)),
        )
        for number in range(PAPERS):
            fingerprints.keep(conn, _document(number), made_paper(number, rng, forms))


def _look_up() -> list[Result]:
    rng = random.Random(1)
    forms = [rng.getrandbits(64) for _ in range(60)]
    with tempfile.TemporaryDirectory() as folder, create(Path(folder, "a.casedb"), is_sample=True) as case_file:
        conn = case_file.writer
        spent = seconds(lambda: _filled(case_file, rng, forms))
        size = sum(row[0] for row in _sizes(Path(folder, "a.casedb")))
        times, scans, burnt = [], [], []
        for number in range(PAPERS, PAPERS + ASKED):
            document, claim = _document(number), f"C{number // 3}"
            prints = made_paper(number, rng, forms)
            with case_file.writing():
                fingerprints.keep(conn, document, prints)
            began = time.process_time()
            times.append(seconds(lambda: _asked(conn, claim, document)) * 1_000)  # noqa: B023
            burnt.append((time.process_time() - began) * 1_000)
            if number % 40 == 0:
                scans.append(seconds(lambda: _scanned(conn, prints)) * 1_000)  # noqa: B023
    among = f"looking up a new paper among {PAPERS:,}"
    return [
        Result(f"{among}, median", median(times), "ms", "reading every fingerprint", median(scans), None, ASKED, 50),
        Result(f"{among}, p95", at_share(times, 0.95), "ms", aim=50, rounds=ASKED),
        Result(f"{among}, longest", max(times), "ms", rounds=ASKED),
        Result(f"{among}, longest, processor time", max(burnt), "ms", aim=50, rounds=ASKED),
        Result(f"keeping the fingerprints of {PAPERS:,} papers", PAPERS / spent, "papers/s", is_rate=True),
        Result(f"tables of {PAPERS:,} papers' fingerprints", size / 1e6, "MB"),
    ]


def _asked(conn: Any, claim: str, document: str) -> int:
    found = fingerprints.likes_of(conn, claim, [document])
    return len(found) + len(fingerprints.pairs_to_compare(conn, document, claim))


def _scanned(conn: Any, prints: Sequence[Fingerprint]) -> int:
    """The same question without an index: every fingerprint is read and held against those of the new paper."""
    wanted = {(one.kind, one.value) for one in prints}
    pictures = [int(one.value, 16) for one in prints if one.kind == "PICTURE"]
    found = 0
    for kind, value in conn.execute("SELECT kind, value FROM fingerprints"):
        if kind == "PICTURE" and pictures:
            found += any((int(value, 16) ^ one).bit_count() <= RADIUS for one in pictures)
        else:
            found += (kind, value) in wanted
    return found


def _sizes(path: Path) -> list[tuple[int]]:
    """Bytes of the tables and indexes that belong to fingerprints."""
    conn = sqlite3.connect(path)
    try:
        return conn.execute(
            "SELECT pgsize FROM dbstat WHERE aggregate = TRUE AND (name LIKE '%fingerprint%' OR name LIKE 'picture_%')"
        ).fetchall()
    finally:
        conn.close()


# --- finding ------------------------------------------------------------------------------------------

Paper = tuple[str, str, bytes]
"""A paper: its claim, its name, its bytes."""


def _found() -> list[Result]:
    hits = wrong = missed = 0
    known, copies = dict.fromkeys(COPIES, 0), 0
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            case = Finder(Path(folder), seed)
            found, wanted = case.pairs(), case.wanted
            hits, wrong, missed = hits + len(found & wanted), wrong + len(found - wanted), missed + len(wanted - found)
            chosen = case.pictures()
            copies += len(chosen)
            for way, count in case.copies_found(chosen).items():
                known[way] += count
    seeds = f"{len(SEEDS)} samples"
    return [
        Result(f"reused papers of {seeds}: precision", 100 * hits / max(hits + wrong, 1), "%", aim=100, is_rate=True),
        Result(f"reused papers of {seeds}: recall", 100 * hits / max(hits + missed, 1), "%", aim=95, is_rate=True),
        *(Result(f"{copies} copies of pictures, {way}: recall", 100 * count / copies, "%", is_rate=True)
          for way, count in known.items()),
    ]  # fmt: skip


def _jpeg(picture: Image.Image, quality: int = 88) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _cut(picture: Image.Image, part: float) -> Image.Image:
    wide, high = picture.size
    return picture.crop((int(wide * part), int(high * part), int(wide * (1 - part)), int(high * (1 - part))))


def _smaller(picture: Image.Image, part: float) -> Image.Image:
    return picture.resize((int(picture.width * part), int(picture.height * part)), Image.Resampling.BICUBIC)


COPIES: dict[str, Callable[[Image.Image], bytes]] = {
    "saved again": lambda picture: _jpeg(picture, 60),
    "sent on smaller (70 %, quality 50)": lambda picture: _jpeg(_smaller(picture, 0.7), 50),
    "brighter by 15 %": lambda picture: _jpeg(ImageEnhance.Brightness(picture).enhance(1.15)),
    "with 30 % more contrast": lambda picture: _jpeg(ImageEnhance.Contrast(picture).enhance(1.3)),
    "cut by 1 % at each side": lambda picture: _jpeg(_cut(picture, 0.01)),
    "cut by 3 % at each side": lambda picture: _jpeg(_cut(picture, 0.03)),
}


class Finder:
    """A sample whose papers are all read; who looks like whom is asked as the program does."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.spare = Spare()
        self.papers = list(_papers_of(folder / "sample", seed))
        self.bytes = {digest_of(claim, name): data for claim, name, data in self.papers}
        self.claims = {digest_of(claim, name): claim for claim, name, _ in self.papers}
        self.case_file = create(folder / "a.casedb", is_sample=True)
        with self.case_file.writing() as conn:
            conn.execute("INSERT INTO deliveries VALUES (?, 'a.csv', '{}', '2023-01-01')", ("ab" * 32,))
        self.prints = {document: self._read(document) for document in self.bytes}
        self.wanted = {
            frozenset((self.claims[one], self.claims[other]))
            for one, data in self.bytes.items()
            for other, same in self.bytes.items()
            if one < other and data == same and self.claims[one] != self.claims[other]
        }

    def _read(self, document: str) -> list[Fingerprint]:
        """Read a paper in the glovebox and keep it; the same bytes stand under two names, so that reading is tried."""
        name = next((name for claim, name, _ in self.papers if digest_of(claim, name) == document), "copy.jpg")
        prints = fingerprints_of(read_paper(document, self.bytes[document], name, spare=self.spare).reading)
        with self.case_file.writing() as conn:
            conn.execute(
                "INSERT OR IGNORE INTO papers VALUES (?, ?, ?, 9, ?, 'OTH', 'NEW')",
                ("ab" * 32, document, document, self.claims[document]),
            )
            fingerprints.keep(conn, document, prints)
        return prints

    def compare(self, document: str) -> None:
        """Look at the pictures near this paper's."""
        claim = self.claims[document]
        pairs = fingerprints.pairs_to_compare(self.case_file.writer, document, claim)
        found = compare_pictures(pairs, self.bytes.__getitem__, spare=self.spare)
        with self.case_file.writing() as conn:
            fingerprints.keep_pairs(conn, found)

    def likes(self, document: str) -> set[str]:
        """The papers of other claims that agree with this one in more than a program or a camera."""
        found = fingerprints.likes_of(self.case_file.writer, self.claims[document], [document])
        rows = [one for one in found if one.kind not in WEAK]
        return {one.other_document for one in rows}

    def pairs(self) -> set[frozenset[str]]:
        """The pairs of claims that the finder names."""
        for document in self.bytes:
            self.compare(document)
        return {
            frozenset((self.claims[document], self.claims[other]))
            for document in self.bytes
            for other in self.likes(document)
        }

    def pictures(self) -> list[str]:
        """Some pictures that can be opened, spread over the sample."""
        whole = [document for document, prints in self.prints.items() if any(one.kind == "PICTURE" for one in prints)]
        whole = [document for document in whole if _is_whole_picture(self.bytes[document])]
        return whole[:: max(1, len(whole) // COPIED)][:COPIED]

    def copies_found(self, chosen: Sequence[str]) -> dict[str, int]:
        """How many copies of these pictures, sent with another claim, are found, by the way they were made."""
        found = dict.fromkeys(COPIES, 0)
        for document in chosen:
            picture = _opened(self.bytes[document])
            for place, (way, make) in enumerate(COPIES.items()):
                copy = digest_of(document, way)
                self.bytes[copy], self.claims[copy] = make(picture), f"copy {place}"
                self._read(copy)
                self.compare(copy)
                found[way] += document in self.likes(copy)
                with self.case_file.writing() as conn:
                    fingerprints.forget(conn, copy)
        return found


def _is_whole_picture(data: bytes) -> bool:
    """The sample has pictures that were cut off as well, of which nobody makes copies."""
    try:
        return data[:4] != b"%PDF" and bool(_opened(data).size)
    except OSError:
        return False


def _opened(data: bytes) -> Image.Image:
    from PIL import ImageOps
    from pillow_heif import register_heif_opener

    register_heif_opener()
    return ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")


def _papers_of(folder: Path, seed: int) -> Iterator[Paper]:
    """The papers of a sample of twenty applications and more."""
    from reviewer.sample.delivery import make_delivery

    made = make_delivery(folder, 5_000, seed)
    for line in made.truth.read_text("utf-8").splitlines():
        told = json.loads(line)
        file = folder / told["path"]
        yield told["claim"], file.name, file.read_bytes()
