"""Speed and memory of the program, each figure beside what a reviewer would use instead, measured in the same run."""

import reviewer.ui  # noqa: F401 - before the toolkit, as the program does: else it keeps the source of all that is read
