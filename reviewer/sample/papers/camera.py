"""What a telephone, a scanner or a screenshot makes of a drawn sample page."""

import io
from functools import cache
from random import Random

from PIL import Image, ImageChops, ImageFilter, ImageOps
from pillow_heif import register_heif_opener

from reviewer.sample.faults import HEIC, PHOTO, SCAN, SCREEN, SCREEN_PHOTO
from reviewer.sample.papers.surface import PdfSurface

_EXIF_ORIENTATION = 274
_SHEET = 2048
# Pixels are turned one way so that a viewer which honours the orientation turns them back.
_TURNS = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
_DESKS = ((126, 98, 74), (92, 96, 102), (188, 178, 160), (62, 66, 60))


@cache
def _grain_sheet(seed: int, strength: int) -> Image.Image:
    """Fixed noise around 255 - strength / 2 on a sheet larger than any picture; cut to size where it is needed."""
    noise = Image.frombytes("L", (_SHEET // 2, _SHEET // 2), Random(seed).randbytes(_SHEET * _SHEET // 4))
    levels = [255 - strength + level * strength // 255 for level in range(256)]
    return noise.point(levels).resize((_SHEET, _SHEET), Image.Resampling.BILINEAR)


@cache
def _wood() -> Image.Image:
    """Long coarse fibres, grey; coloured and cut to size for each table top."""
    fibres = _grain_sheet(11, 18).crop((0, 0, _SHEET // 3, _SHEET // 16))
    levels = [max(0, 255 - (255 - level) * 80 // 18) for level in range(256)]
    return fibres.point(levels).resize((_SHEET, _SHEET), Image.Resampling.BILINEAR)


def _desk(size: tuple[int, int], which: int) -> Image.Image:
    """A table top of one colour."""
    fibres = _wood().crop((0, 0, *size))
    return Image.merge("RGB", [fibres.point([level * part // 255 for level in range(256)]) for part in _DESKS[which]])


@cache
def _screen_lines() -> Image.Image:
    """The stripes a camera sees on a lit screen."""
    column = Image.frombytes("L", (1, _SHEET), bytes(228 + 27 * (y // 2 % 2) for y in range(_SHEET)))
    return column.resize((_SHEET, _SHEET), Image.Resampling.NEAREST)


def _darken(image: Image.Image, sheet: Image.Image) -> Image.Image:
    """Multiply the picture by the top left part of a grey sheet."""
    part = sheet.crop((0, 0, *image.size))
    return ImageChops.multiply(image, part if image.mode == "L" else Image.merge("RGB", (part, part, part)))


def _lamp(image: Image.Image, corner: int) -> Image.Image:
    """Light the picture unevenly, brightest in one of four corners."""
    cells = ((255, 230, 226, 186), (230, 255, 186, 226), (226, 186, 255, 230), (186, 226, 230, 255))[corner]
    light = Image.frombytes("L", (2, 2), bytes(cells)).resize(image.size, Image.Resampling.BILINEAR)
    return ImageChops.multiply(image, Image.merge("RGB", (light, light, light)))


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination with pivoting for the eight numbers of a perspective."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(column + 1, size):
            factor = rows[row][column] / rows[column][column]
            rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    answer = [0.0] * size
    for row in range(size - 1, -1, -1):
        known = sum(rows[row][column] * answer[column] for column in range(row + 1, size))
        answer[row] = (rows[row][size] - known) / rows[row][row]
    return answer


def _tilt(image: Image.Image, rng: Random, amount: float) -> Image.Image:
    """Look at the picture from slightly aside: each corner moves inward by up to `amount` of its side."""
    width, height = image.size
    corners = ((0, 0), (width, 0), (width, height), (0, height))
    seen = []
    for x, y in corners:
        dx, dy = rng.uniform(0, amount) * width, rng.uniform(0, amount) * height
        seen.append((x + dx if x == 0 else x - dx, y + dy if y == 0 else y - dy))
    matrix, right = [], []
    for (x, y), (u, v) in zip(corners, seen, strict=True):
        matrix += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return image.transform(image.size, Image.Transform.PERSPECTIVE, _solve(matrix, right), Image.Resampling.BILINEAR)


def _on_desk(image: Image.Image, rng: Random) -> Image.Image:
    """Lay the page on a table, a little askew, and look at it under a lamp."""
    margin_x, margin_y = image.width // 12, image.height // 14
    size = (image.width + 2 * margin_x, image.height + 2 * margin_y)
    scene = _desk(size, rng.randrange(len(_DESKS)))
    shadow = (margin_x + 6, margin_y + 8, margin_x + 6 + image.width, margin_y + 8 + image.height)
    scene.paste((30, 28, 26), shadow)
    scene.paste(image, (margin_x, margin_y))
    angle = rng.uniform(-2.2, 2.2)
    turned = scene.rotate(angle, Image.Resampling.NEAREST, fillcolor=(48, 44, 40)) if abs(angle) > 1.6 else scene
    return _lamp(_darken(_tilt(turned, rng, 0.05), _grain_sheet(7, 14)), rng.randrange(4))


def _jpeg(image: Image.Image, quality: int, orientation: int = 1) -> bytes:
    packed = io.BytesIO()
    turn = _TURNS[orientation]
    shown = image.transpose(turn) if turn is not None else image
    exif = Image.Exif()
    exif[_EXIF_ORIENTATION] = orientation
    exif[271], exif[305], exif[306] = "SAMPLE", "SAMPLE camera", "2023:02:10 10:15:00"
    shown.save(packed, "JPEG", quality=quality, exif=exif)
    return packed.getvalue()


def _png(image: Image.Image) -> bytes:
    packed = io.BytesIO()
    image.quantize(96, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(packed, "PNG", compress_level=4)
    return packed.getvalue()


def _heic(image: Image.Image) -> bytes:
    register_heif_opener()
    packed = io.BytesIO()
    image.save(packed, "HEIF", quality=45, enc_params={"preset": "ultrafast"})
    return packed.getvalue()


def crop_head(image: Image.Image, percent: int) -> Image.Image:
    """Cut away the upper part, as a hasty screenshot does."""
    return image.crop((0, image.height * percent // 100, image.width, image.height))


def take(image: Image.Image, form: str, rng: Random, *, blurred: bool = False) -> bytes:
    """Bytes of the picture as photograph, scan, screenshot, HEIC photograph or photograph of a screen."""
    if form == SCREEN:
        return _png(image)
    if form == SCAN:
        return _scan(image, rng)
    if form == SCREEN_PHOTO:
        lit = ImageOps.expand(_darken(image, _screen_lines()), 26, (22, 22, 24))
        return _jpeg(_on_desk(lit, rng), 68)
    scene = _on_desk(image, rng)
    if blurred:
        scene = scene.resize((scene.width // 5, scene.height // 5)).filter(ImageFilter.GaussianBlur(2.6))
        return _jpeg(scene.resize((scene.width * 5, scene.height * 5), Image.Resampling.BILINEAR), 60)
    if form == HEIC:
        return _heic(scene)
    if form == PHOTO:
        return _jpeg(scene, 74, rng.choice([1, 1, 1, 6, 6, 8, 3]))
    raise ValueError(form)


def _scan(image: Image.Image, rng: Random) -> bytes:
    grey = image.convert("L") if rng.random() < 0.4 else image
    turned = grey.rotate(rng.uniform(-1.4, 1.4), Image.Resampling.BILINEAR, fillcolor="white")
    grained = _darken(turned, _grain_sheet(11, 18))
    return _jpeg(grained, 70)


def scanned_pdf(image: Image.Image, rng: Random) -> bytes:
    """A PDF whose only page is a scanned picture, without any text."""
    page = PdfSurface((image.width / 2, image.height / 2), title="scan")
    page.picture(image.rotate(rng.uniform(-1, 1), Image.Resampling.BILINEAR, fillcolor="white"))
    return page.to_bytes()
