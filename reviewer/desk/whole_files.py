"""Files that are there whole or not at all."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is either whole or not there."""
    beside = path.with_name(path.name + ".part")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


@contextlib.contextmanager
def only_if_recorded(paths: Sequence[Path]) -> Iterator[None]:
    """What nobody may issue must not lie around: the files go again when their entry is refused or never made."""
    try:
        yield
    except BaseException:
        for path in paths:
            path.unlink(missing_ok=True)
        raise
