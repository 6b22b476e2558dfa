"""(child) Landlock of the Linux kernel: read below named folders only, and write nowhere, from here on."""

import ctypes
import os
import sys
from collections.abc import Iterable

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
_VERSION, _BENEATH = 1, 1
_SET_NO_NEW_PRIVILEGES = 38
_EXECUTE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 2, 1 << 3
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # how many rights over files a kernel of this Landlock version knows
_MOST_RIGHTS = 16
_NETWORK_SINCE, _SCOPES_SINCE = 4, 6
_BIND_AND_CONNECT, _SOCKETS_AND_SIGNALS = 3, 3


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _fields_ = (("rights", ctypes.c_uint64), ("folder", ctypes.c_int32))


def read_only(places: Iterable[str]) -> bool:
    """Forbid every file that is not one of `places` or below one; False where the kernel does not offer it.

    No file can be written, made or removed, and (from kernel 6.7 and 6.12 on) no connection made, no process outside
    signalled. Goes over to programs started afterwards and cannot be taken back.
    """
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION)
    if version < 1:
        return False
    asked = _Ruleset(
        (1 << _RIGHTS.get(version, _MOST_RIGHTS)) - 1,
        _BIND_AND_CONNECT if version >= _NETWORK_SINCE else 0,
        _SOCKETS_AND_SIGNALS if version >= _SCOPES_SINCE else 0,
    )
    known = 8 if version < _NETWORK_SINCE else 16 if version < _SCOPES_SINCE else 24
    rules = libc.syscall(_CREATE_RULESET, ctypes.byref(asked), ctypes.c_size_t(known), 0)
    if rules < 0:
        return False
    try:
        for place in places:
            _let_read(libc, rules, place)
        if libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
            return False
        return bool(libc.syscall(_RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(rules)


def _let_read(libc: ctypes.CDLL, rules: int, place: str) -> None:
    try:
        folder = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # what is not there needs no rule
        return
    try:
        is_folder = os.path.isdir(place)  # noqa: PTH112
        rights = _EXECUTE | _READ_FILE | (_READ_FOLDER if is_folder else 0)
        libc.syscall(_ADD_RULE, rules, _BENEATH, ctypes.byref(_Beneath(rights, folder)), 0)
    finally:
        os.close(folder)
