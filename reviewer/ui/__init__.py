"""The windows; only this room and `app.py` know Qt."""

import builtins

from PySide6 import QtCore  # noqa: F401

# PySide6 reads the source of every module imported after it and keeps all lines, to see whether the module asks for
# names in snake_case (`from __feature__ import`). Nobody does here, and it made a sixth of a start and 8 MB (ADR 32).
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
