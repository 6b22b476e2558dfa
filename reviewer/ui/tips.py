"""Tips with words of strangers in them: shown as they were written, never as a page with pictures to load."""

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """The tip that shows this text as it is: Qt takes what looks like marks of a page for one."""
    if not Qt.mightBeRichText(text):
        return text
    written = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<p style="white-space:pre-wrap">{written}</p>'
