"""Starts the claim reviewer from a checkout: the window, or a command."""

import sys

from reviewer.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
