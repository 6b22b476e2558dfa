"""Where the program starts: `main.py` in a checkout, `claim-reviewer` once installed, and `python -m reviewer`."""

import gc
import sys


def main() -> int:
    """Run a command, or open the window; the exit status."""
    gc.disable()  # what is loaded from here on stays: looking for garbage in it is a fiftieth of the whole start
    from reviewer.app import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
