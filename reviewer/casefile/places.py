"""Where a case file may be written: on this computer, not on a share and not in a folder copied to the internet."""

import ctypes
import os
import re
import sys
import unicodedata
from pathlib import Path

from reviewer.rules.problem import Problem

NETWORK_KINDS = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|afs|9p|ceph|coda|glusterfs|lustre|ncpfs|davfs|vboxsf|prl_fs|vmhgfs"
    r"|fuse\.(sshfs|davfs2?|rclone|s3fs|glusterfs|vmhgfs-fuse|gvfsd-fuse|curlftpfs|smbnetfs)"
)
CLOUD_PARTS = re.compile(
    r"onedrive( .*)?|dropbox( .*)?|google ?drive( .*)?|googledrive-.*|my drive|내 드라이브|drivefs"
    r"|icloud ?drive|icloud|mobile documents|com~apple~clouddocs|cloudstorage|(naver|네이버)? ?mybox( .*)?"
    r"|(naver|n) ?cloud( ?drive)?|네이버 ?클라우드|box sync|pcloud( ?drive)?"
)
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


def refuse_unsafe(path: Path, *, allow_cloud: bool) -> None:
    """Raise NetworkFolder or CloudFolder when a case file must not be written at this place."""
    folder = path.absolute().parent
    if is_network(folder):
        raise Problem("NetworkFolder", folder=str(folder), file=str(path))
    if not allow_cloud and cloud_part(folder):
        raise Problem("CloudFolder", folder=str(folder), file=str(path), service=cloud_part(folder))


def cloud_part(folder: Path) -> str:
    """The part of the folder's path that belongs to a service which copies files; "" when there is none."""
    for part in folder.absolute().parts:
        if CLOUD_PARTS.fullmatch(unicodedata.normalize("NFC", part).casefold().strip()):
            return part
    return ""


def is_network(folder: Path) -> bool:
    """Whether the folder is on another computer; WAL needs memory shared by all who open the file."""
    if sys.platform == "win32":
        return _is_remote_drive(folder)
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return False
    return is_network_kind(kind_of_mount(folder.resolve(), mounts.read_text("utf-8", "replace")))


def is_network_kind(kind: str) -> bool:
    """Whether a file system of this kind is served by another computer."""
    return NETWORK_KINDS.fullmatch(kind) is not None


def kind_of_mount(folder: Path, mounts: str) -> str:
    """The kind of file system the folder is on, from the text of /proc/mounts; "" when no line fits."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # The kernel writes spaces and the like in mount points as three octal digits.
        raw = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[1])
        place = Path(raw)
        if (folder == place or place in folder.parents) and len(place.parts) >= best:
            best, kind = len(place.parts), fields[2]
    return kind


def _is_remote_drive(folder: Path) -> bool:
    drive = os.path.splitdrive(folder)[0]
    if drive.startswith(("\\\\", "//")):
        return True
    windows = getattr(ctypes, "windll", None)
    return windows is not None and windows.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE_DRIVE
