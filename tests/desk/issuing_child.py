"""A process that issues every letter of a case: says when it began, and can be killed anywhere, or at its Nth step."""

import datetime as dt
import os
import signal
import sys
from pathlib import Path

from reviewer.casefile.case_file import open_case
from reviewer.casefile.keys import keys_in, unlock
from reviewer.desk.issuing import issue_letters

STEPS = ("open", "os.rename", "os.remove", "os.mkdir")
"""What this process does to files, as Python tells of it while it does it."""


def die_at(step: int) -> None:
    """Fall dead at the Nth time that this process touches a file from now on."""
    left = step

    def count(event: str, _: object) -> None:
        nonlocal left
        if event in STEPS:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def main(case: str, out: str, at: str, step: str) -> int:
    """Issue in both languages with the merged print file, as the secretary."""
    folder = Path(case).parent / "keys"
    key = next(one for one in keys_in(folder) if one.member == "sec")

    def began(done: int, _: int) -> None:
        if done == 0:
            print("began", flush=True)
            if int(step):
                die_at(int(step))

    with open_case(Path(case)) as case_file:
        signer = unlock(folder, key.key_id, None)
        issue_letters(
            case_file, signer, Path(out), now=dt.datetime.fromisoformat(at), merged=True, progress=began
        )  # fmt: skip
    print("done", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
