"""Papers made in code for the reader: PDFs with words, damaged ones, photos."""

import io

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas


def pdf(pages: int, *, words: str = "daily sales 1,234,000 won page {page}", size: tuple[float, float] = A4) -> bytes:
    """A PDF whose pages hold one line of words near the top, 72 points from the left and the upper edge."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=size, invariant=1)
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(72, size[1] - 84, words.format(page=page))
        canvas.drawString(72, size[1] - 104, f"second line {page}")
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def photo(width: int = 800, height: int = 600) -> bytes:
    """A JPEG: red at the left, white at the right."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste((200, 0, 0), (0, 0, width // 2, height))
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=90)
    return held.getvalue()
