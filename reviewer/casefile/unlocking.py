"""Opens a case file by the one passphrase a person has: its own, or that of a key file which knows the case."""

from pathlib import Path

from reviewer.casefile import case_file, keys
from reviewer.casefile.connections import CaseFile
from reviewer.rules.problem import Problem


def open_with(
    path: Path, passphrase: str | None, *, writing: bool, allow_cloud: bool = False, keys_folder: Path | None = None
) -> tuple[CaseFile, str]:
    """The case file, and the public half of the key whose file opened it; "" where the case's own passphrase did.

    Raises what `open_case` does.
    """
    try:
        return case_file.open_case(path, passphrase=passphrase, writing=writing, allow_cloud=allow_cloud), ""
    except Problem as problem:
        if problem.code != "WrongPassphrase" or passphrase is None:
            raise
        known = keys.knowing(keys_folder or keys.default_folder(), passphrase, path)
        if known is None:
            raise
        return case_file.open_case(path, key=known[1], writing=writing, allow_cloud=allow_cloud), known[0].public_key
