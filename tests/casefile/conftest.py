import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.casefile.case_room import CaseRoom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[CaseRoom]:
    """A founded case with nobody's claims yet."""
    room = CaseRoom(tmp_path)
    yield room
    room.case_file.close()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Mounts a small disk of its own; `disk("ro")` mounts the same one so that nobody can write to it."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")

    def mount(*options: str) -> Path:
        mounted = os.path.ismount(place)
        chosen = ",".join((*(("remount",) if mounted else ()), *options))
        command = ["mount", "-o", chosen, str(place)] if mounted else ["mount", "-t", "tmpfs", "-o", chosen, "x", place]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("this container may not mount a small disk")
        return place

    yield mount
    if os.path.ismount(place):
        subprocess.run(["umount", "-l", place], check=True)
