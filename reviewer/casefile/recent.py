"""Keeps the standings that were read or written last, so that the next act need not read them again."""

import json
import threading
from collections import OrderedDict
from typing import Generic, TypeVar

from reviewer.rules.plain import from_plain

Record = TypeVar("Record")


class Recent(Generic[Record]):
    """Records by the very text that stands for them: a text that was rolled back is never asked for again."""

    def __init__(self, kind: type[Record], size: int) -> None:
        self._kind = kind
        self._size = size
        self._kept: OrderedDict[str, Record] = OrderedDict()
        self._guard = threading.Lock()  # the clerk writes while the reader reads

    def of(self, state: str) -> Record:
        """The record this canonical JSON stands for."""
        with self._guard:
            found = self._kept.get(state)
            if found is not None:
                self._kept.move_to_end(state)
                return found
        made = from_plain(self._kind, json.loads(state))
        self.keep(state, made)
        return made

    def keep(self, state: str, record: Record) -> None:
        """Remember what was just written."""
        with self._guard:
            self._kept[state] = record
            self._kept.move_to_end(state)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
