"""Files that are there whole or not at all."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from reviewer.letters.whole_file import whole_file


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is either whole or not there. Raises what `whole_file` raises."""
    with whole_file(path) as file:
        file.write(data)


@contextlib.contextmanager
def only_if_recorded(paths: Sequence[Path]) -> Iterator[None]:
    """What nobody may issue must not lie around: the files go again when their entry is refused or never made.

    For files that stand before their entry: a letter shown as issued always exists, and a payment list takes nobody's
    place. Everything else is written with `once_recorded`, which leaves an older file as it was.
    """
    try:
        yield
    except BaseException:
        for path in paths:
            path.unlink(missing_ok=True)
        raise
