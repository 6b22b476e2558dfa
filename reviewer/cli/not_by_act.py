"""What `act` does not record by itself: what only the command that makes a file, a print or a delivery knows."""

from collections.abc import Mapping
from typing import Any

from reviewer.rules.problem import Problem

MADE_BY = {
    "DECISION_LOG": "log", "PAYMENTS": "payments", "LETTERS": "reprint", "SHOW": "show", "FIND": "find",
    "ACCESS_LOG": "access", "LANE_LIST": "lanes", "OPEN_LIST": "closing", "CLOSING_SHEET": "closing",
    "QUALITY_LIST": "quality", "SEAL": "seal", "MINUTES": "minutes", "AGENDA": "agenda", "RULES": "rules",
    "DESTRUCTION": "destroy", "ENVELOPES": "labels", "DOSSIER": "dossier", "REPORT": "report",
}  # fmt: skip
"""The command that makes what an export or a print holds; the window alone makes the others."""


def need_act(wish: Mapping[str, Any]) -> None:
    """Raise ActNotAllowed for an entry that would speak of rows or files nobody made (interface.md)."""
    act = wish["act"]
    if act == "take_in":
        raise Problem("ActNotAllowed", act=act, why="only_by_intake")
    if act == "list_payments":
        raise Problem("ActNotAllowed", act=act, why="only_by_command payments")
    if act in ("export", "print"):
        command = MADE_BY.get(str(wish.get("what", "")), "")
        raise Problem("ActNotAllowed", act=act, why=f"only_by_command {command}" if command else "only_by_window")
