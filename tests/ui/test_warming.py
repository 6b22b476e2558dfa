"""What is loaded behind the window: modules with windows only on its thread, for a class made elsewhere fells it."""

import subprocess
import sys

from reviewer.ui.warming import imports_of

SOURCE = """
from typing import TYPE_CHECKING
import csv
if TYPE_CHECKING:
    from reviewer.ui.palette import Palette
from reviewer.ui import keys
from reviewer.ui.parts import label
def later():
    import json
"""
CHILD = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from reviewer.app import Reviewer
from reviewer.ui import warming
app = QApplication([])
before = set(sys.modules)
thread = warming.warm()
while not any(name.startswith("reviewer.desk.reading_papers") for name in sys.modules) or len(thread._order) < 100:
    time.sleep(0.05)
time.sleep(1)
early = [one for one in set(sys.modules) - before if warming.has_windows(one) and hasattr(sys.modules[one], "QWidget")]
assert not early, early
look = QTimer(app)
look.timeout.connect(lambda: thread.is_alive() or app.quit())
look.start(20)
app.exec()
assert set(warming.NEEDED) <= set(sys.modules)
known = set(sys.modules)
assert [one for one in thread._order if one not in known] == []
"""


def test_what_a_module_loads_is_known_without_running_it() -> None:
    found = list(imports_of(compile(SOURCE, "source", "exec")))
    assert found == ["typing", "csv", "reviewer.ui", "reviewer.ui.keys", "reviewer.ui.parts"]


def test_modules_with_windows_are_run_on_the_windows_thread_alone() -> None:
    subprocess.run([sys.executable, "-c", CHILD], check=True, timeout=120)
