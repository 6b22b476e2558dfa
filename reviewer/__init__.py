"""The claim reviewer: offline review of claims for the 1015 Damage Support Council."""

import gc
from pathlib import Path

# A start makes some hundred thousand objects that stay; looking through them again and again took a tenth of it.
gc.set_threshold(20_000, 20, 20)

__version__ = "0.1.0"

_beside = Path(__file__).parent / "resources"
RESOURCES: Path = _beside if _beside.is_dir() else Path(__file__).parent.parent / "resources"
"""The program's own files (plans, fonts, wording): inside the wheel, or beside `reviewer/` in a checkout."""

_manual = RESOURCES / "manual"
MANUAL: Path = _manual if _manual.is_dir() else RESOURCES.parent / "docs"
"""The manual of the windows: inside the wheel and the bundle, or docs/ of a checkout."""
