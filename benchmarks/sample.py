"""The sample the figures are measured on: made once under build/, copied before anything is written to it."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.processes import ROOT, child_environment
from reviewer.casefile import keys
from reviewer.casefile.keys import Signer

REPORTS = 105_116
"""How many reports reached Kakao (domain.md 1)."""
KEPT = ROOT / "build" / "benchmarks"


class Sample:
    """A sample folder as `demo` makes it: `demo.casedb`, `delivery/`, `keys/`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.case = folder / "demo.casedb"
        self.table = folder / "delivery" / "delivery.csv"

    @property
    def claims(self) -> int:
        """How many claims the case holds."""
        from reviewer.casefile.case_file import open_case

        with open_case(self.case, writing=False) as case_file:
            return int(case_file.reader().execute("SELECT count(*) FROM claims").fetchone()[0])

    def signers(self) -> dict[str, Signer]:
        """Everybody's key, by roster id; sample keys have no passphrase."""
        folder = self.folder / "keys"
        return {key.member: keys.unlock(folder, key.key_id, None) for key in keys.keys_in(folder)}

    def paper(self, suffix: str) -> Path:
        """The first proof file of the delivery with this suffix."""
        return next(path for path in sorted((self.folder / "delivery" / "proofs").rglob(f"*{suffix}")))

    @contextmanager
    def copy(self) -> Iterator["Sample"]:
        """A copy of the case and keys on the same disk that may be written to."""
        KEPT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=KEPT) as name:
            for file in ("demo.casedb", "demo.documents"):
                shutil.copy(self.folder / file, Path(name, file))
            shutil.copytree(self.folder / "keys", Path(name, "keys"))
            yield Sample(Path(name))


def sample_of(claims: int, case: Path | None = None) -> Sample:
    """The sample beside `case`, or one with this many reports, made by the program itself when there is none yet."""
    if case is not None:
        return Sample(case.parent)
    found = Sample(KEPT / f"sample-{claims}")
    done = found.folder / "made.json"
    if not done.exists():
        shutil.rmtree(found.folder, ignore_errors=True)
        print(f"making a sample of {claims:,} reports; this takes some minutes", file=sys.stderr)
        command = [
            sys.executable, "main.py", "demo", str(found.folder), "--claims", str(claims), "--review", "40", "--json",
        ]  # fmt: skip
        made = subprocess.run(
            command, cwd=ROOT, env=child_environment(), check=True, capture_output=True, text=True, timeout=3_600
        )
        done.write_text(json.dumps(json.loads(made.stdout), ensure_ascii=False, indent=1), encoding="utf-8")
    return found


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder on the disk of the sample, removed afterwards."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT) as name:
        yield Path(name)
