"""The walls of Windows and macOS, as far as they can be tried on another system: what is asked, and in what form."""

import ctypes
import sys
from pathlib import Path
from typing import Any

import pytest

from reviewer.children import interpreter
from reviewer.documents import limits, walls_macos, walls_windows


class System:
    """Stands for kernel32 and advapi32: notes what is asked, and refuses what it is told to refuse."""

    def __init__(self, *refused: str) -> None:
        """`refused` are the functions that answer 0."""
        self.refused, self.asked = refused, list[tuple[Any, ...]]()

    def __getattr__(self, name: str) -> Any:
        def ask(*arguments: Any) -> int:
            noted = [getattr(argument, "value", argument) for argument in arguments]
            if name == "SetInformationJobObject":  # what it points to is gone afterwards
                kept = type(arguments[2]._obj).from_buffer_copy(arguments[2]._obj)
                noted[2] = getattr(kept, "value", kept)
            if name == "SetTokenInformation":
                noted[2] = arguments[2]._obj.attributes
            self.asked.append((name, *noted))
            return 0 if name in self.refused else 15 if name == "CreateJobObjectW" else 1

        return ask

    def names(self) -> list[str]:
        return [name for name, *_ in self.asked]


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="sizes of 64-bit systems")
def test_the_structures_are_as_long_as_windows_expects_them() -> None:
    assert ctypes.sizeof(walls_windows.BasicLimits) == 64
    assert ctypes.sizeof(walls_windows.ExtendedLimits) == 144
    assert walls_windows.BasicLimits.flags.offset == 16
    assert walls_windows.BasicLimits.active_processes.offset == 40
    assert walls_windows.ExtendedLimits.process_memory.offset == 112


def test_a_child_of_windows_gets_memory_time_and_one_process_and_dies_with_the_program() -> None:
    system = System()
    job = walls_windows.Job(limits.MEMORY, 300, system)
    job.take(99)
    job.close()
    job.close()
    assert system.names() == [
        "CreateJobObjectW", "SetInformationJobObject", "SetInformationJobObject", "AssignProcessToJobObject",
        "CloseHandle",
    ]  # fmt: skip
    _, handle, which, told, size = system.asked[1]
    assert (handle, which, size) == (15, 9, 144)
    assert told.basic.flags == 0x2 | 0x8 | 0x100 | 0x400 | 0x2000
    assert (told.basic.active_processes, told.process_memory) == (1, 1 << 30)
    assert told.basic.process_time == 300 * 10_000_000
    assert system.asked[2] == ("SetInformationJobObject", 15, 4, 0xFF, 4)
    assert system.asked[3] == ("AssignProcessToJobObject", 15, 99)


@pytest.mark.parametrize("refused", ["CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject"])
def test_a_child_that_cannot_be_put_into_a_job_is_not_used(refused: str) -> None:
    system = System(refused)
    with pytest.raises(OSError, match="job object"):
        walls_windows.Job(limits.MEMORY, 300, system).take(99)
    assert ("CloseHandle" in system.names()) is (refused == "SetInformationJobObject")


def test_a_child_of_windows_lowers_its_own_rights() -> None:
    system = System()
    assert walls_windows.lower_own_rights(system, system)
    assert next(call for call in system.asked if call[0] == "ConvertStringSidToSidW")[1] == "S-1-16-4096"
    (_, _, which, attributes, size), *_ = [call for call in system.asked if call[0] == "SetTokenInformation"]
    assert (which, attributes, size) == (25, 0x20, 17)
    assert system.names()[-2:] == ["LocalFree", "CloseHandle"]


@pytest.mark.parametrize("refused", ["OpenProcessToken", "ConvertStringSidToSidW", "SetTokenInformation"])
def test_rights_that_cannot_be_lowered_stop_nothing(refused: str) -> None:
    system = System(refused)
    assert not walls_windows.lower_own_rights(system, system)
    assert ("CloseHandle" in system.names()) is (refused != "OpenProcessToken")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has them")
def test_elsewhere_no_rights_of_windows_are_asked_for() -> None:
    assert not walls_windows.lower_own_rights()
    assert interpreter() == sys.executable


def test_a_child_of_macos_is_started_under_a_profile_where_the_command_is_there(tmp_path: Path) -> None:
    command = tmp_path / "sandbox-exec"
    assert walls_macos.fenced(["python", "-I"], command) == ["python", "-I"]
    command.touch()
    assert walls_macos.fenced(["python", "-I"], command) == [
        str(command), "-p", walls_macos.PROFILE, "python", "-I"
    ]  # fmt: skip


def test_the_profile_of_macos_forbids_what_it_says() -> None:
    for rule in ("(deny network*)", "(deny file-write*)", "(deny process-fork)", "(deny signal)", "casedb"):
        assert rule in walls_macos.PROFILE
    lines = [line for line in walls_macos.PROFILE.splitlines() if "regex" not in line]
    assert all(line.count("(") == line.count(")") and line.startswith("(") for line in lines)
