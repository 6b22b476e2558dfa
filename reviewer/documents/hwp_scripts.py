"""(child) Tells a script somebody wrote from the empty one that Hancom puts into its documents."""

import re

_NOTHING = re.compile(
    r"(?:varDocuments=XHwpDocuments;|varDocument=Documents\.Active_XHwpDocument;|functionOnDocument_New\(\)\{\})*"
)
_REMARK = re.compile(r"//[^\n]*|\s|[^\x20-\x7e]")


def is_own_script(script: bytes) -> bool:
    """True when a script (UTF-16) does something."""
    text = script.decode("utf-16-le", "replace").replace("\r", "\n")
    return _NOTHING.fullmatch(_REMARK.sub("", text)) is None
