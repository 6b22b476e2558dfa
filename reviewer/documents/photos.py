"""(child) Photos and scans: the right way up, in plain colours, never larger than this computer can bear."""

import contextlib
import io
import time
import warnings

import pillow_heif
from PIL import Image, ImageCms, ImageFile

from reviewer.documents import slips
from reviewer.documents.photo_traits import photo_traits
from reviewer.documents.picture_hash import picture_hash
from reviewer.documents.shown import Outline, Readable, Unreadable, fit
from reviewer.rules.likeness import Traits

_PILLOW_NAMES = {
    "jpeg": ("JPEG", "MPO"), "png": ("PNG",), "gif": ("GIF",), "bmp": ("BMP",), "webp": ("WEBP",),
    "tiff": ("TIFF",), "heif": ("HEIF",), "avif": ("AVIF",), "ico": ("ICO",), "ppm": ("PPM",),
}  # fmt: skip
_MAX_BYTES_DECODED = 420_000_000
_MAX_JPEG_PIXELS = 260_000_000
_ABSURD_PIXELS, _ABSURD_RATIO = 120_000_000, 100
_MANY_PICTURES = frozenset({"TIFF", "HEIF", "GIF", "WEBP"})
_ONE_SIZE = frozenset({"GIF", "WEBP"})
_MAX_PICTURES = 2_000
_HASH_SIZE = (256, 256)
_HASH_SECONDS = 12.0


class PhotoEngine:
    """Pillow and libheif, made ready once in a glovebox, before its walls go up."""

    def __init__(self) -> None:
        """Load the decoders of the kinds of picture a claimant may send, and no others."""
        Image.MAX_IMAGE_PIXELS = _MAX_JPEG_PIXELS // 2  # Pillow refuses from twice this; _check_size is stricter
        warnings.simplefilter("ignore")
        for name in ("Jpeg", "Png", "Gif", "Bmp", "WebP", "Tiff", "Ico", "Ppm", "Mpo"):
            __import__(f"PIL.{name}ImagePlugin")
        pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)
        with contextlib.suppress(ImportError):
            __import__("PIL.AvifImagePlugin")
        self._lab = ImageCms.createProfile("LAB")
        self._srgb = ImageCms.createProfile("sRGB")

    def open(self, data: bytes, format_name: str) -> "Photo":
        """Open a picture; Unreadable with `damaged`, `too_large` or `unsupported`."""
        allowed = _PILLOW_NAMES.get(format_name)
        if allowed is None:
            raise Unreadable("unsupported")
        return Photo(data, format_name, self, allowed)

    def plain(self, image: Image.Image) -> Image.Image:
        """The picture in RGB on white, whatever colours it was made in."""
        if image.mode == "LAB":
            turned = ImageCms.profileToProfile(image, self._lab, self._srgb, outputMode="RGB")
            return turned if turned is not None else image.convert("RGB")
        if image.mode.startswith("I;16") or image.mode in ("I", "F"):
            return _stretch(image)
        if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
            seen = image.convert("RGBA")
            white = Image.new("RGB", seen.size, "white")
            white.paste(seen, mask=seen.getchannel("A"))
            return white
        return image.convert("RGB")  # also where it is RGB: one that still holds its file would be read again later


def _stretch(image: Image.Image) -> Image.Image:
    low, high = (float(value) for value in image.getextrema())  # type: ignore[arg-type]
    if image.mode.startswith("I;16"):
        low, high = 0.0, 65535.0
    factor = 255.0 / (high - low) if high > low else 1.0
    return image.convert("F").point(lambda value: (value - low) * factor).convert("L").convert("RGB")


def _refusal(error: Exception) -> Unreadable:
    said = str(error).lower()
    if isinstance(error, Image.DecompressionBombError) or "too large" in said or "exceeds" in said:
        return Unreadable("too_large", "absurd_size")
    return Unreadable("damaged")


class Photo(Readable):
    """An open picture; TIFF, HEIC and animations may hold several, each a page."""

    def __init__(self, data: bytes, format_name: str, engine: PhotoEngine, allowed: tuple[str, ...]) -> None:
        """Measure it without decoding it."""
        self._data, self._allowed, self._engine = data, allowed, engine
        self._image = self._opened()
        self._kept: tuple[int, Image.Image, bool] | None = None
        super().__init__(Outline("image", format_name, pages=self._count()))
        self._check_size()

    def _opened(self) -> Image.Image:
        try:
            return Image.open(io.BytesIO(self._data), formats=self._allowed)
        except MemoryError:
            raise Unreadable("too_large") from None
        except Exception as error:  # decoders raise whatever they like on a stranger's bytes
            raise _refusal(error) from None

    def _count(self) -> int:
        if self._image.format not in _MANY_PICTURES:
            return 1
        try:
            count = int(getattr(self._image, "n_frames", 1))
        except MemoryError:
            raise
        except Exception:  # a chain of pictures that breaks off: the first is still there
            return 1
        return min(max(count, 1), _MAX_PICTURES)

    def _check_size(self) -> None:
        width, height = self._image.size
        if width < 1 or height < 1:
            raise Unreadable("damaged")
        depth = len(self._image.getbands()) * (4 if self._image.mode in ("I", "F") else 1)
        if self._image.format in ("JPEG", "MPO"):
            if width * height > _MAX_JPEG_PIXELS:
                raise Unreadable("too_large", "absurd_size")
        elif width * height * max(depth, 3) > _MAX_BYTES_DECODED:
            raise Unreadable("too_large", "absurd_size")
        if width * height > _ABSURD_PIXELS or max(width, height) > _ABSURD_RATIO * min(width, height):
            self.outline.warnings.add("absurd_size")

    def measure(self) -> None:
        """Measure every picture; nothing is decoded."""
        sizes = [_upright_size(self._image)]
        if self._image.format in _ONE_SIZE:
            sizes *= self.outline.pages
        for number in range(len(sizes) + 1, self.outline.pages + 1):
            try:
                self._image.seek(number - 1)
            except MemoryError:
                raise
            except Exception:  # a chain of pictures that breaks off: the first ones are still there
                self.outline.pages = number - 1
                self.outline.warnings.add("truncated")
                break
            sizes.append(_upright_size(self._image))
        self.outline.sizes = [(float(width), float(height)) for width, height in sizes]

    def prove(self, seconds: float) -> bool:
        """Decode the first picture."""
        self._decoded(1, self._size(1))
        return True

    def _size(self, page: int) -> tuple[int, int]:
        if not 1 <= page <= len(self.outline.sizes):
            raise Unreadable("damaged")
        width, height = self.outline.sizes[page - 1]
        return int(width), int(height)

    def _decoded(self, page: int, wanted: tuple[int, int]) -> Image.Image:
        """The picture the right way up, at least as large as `wanted` where it has that many pixels; it is kept."""
        if self._kept is not None and self._kept[0] == page:
            picture, is_whole = self._kept[1:]
            if is_whole or (picture.width >= wanted[0] and picture.height >= wanted[1]):
                return picture
        self._kept = None
        try:
            picture, is_whole = self._decode(page, wanted)
        except (MemoryError, Unreadable):
            raise
        except Exception as error:  # decoders raise whatever they like on a stranger's bytes
            raise _refusal(error) from None
        self._kept = (page, picture, is_whole)
        return picture

    def _decode(self, page: int, wanted: tuple[int, int]) -> tuple[Image.Image, bool]:
        is_jpeg = self._image.format in ("JPEG", "MPO")
        if is_jpeg:
            self._image = self._opened()  # one that was decoded at a lower resolution cannot be decoded again
        image = self._image
        if page > 1 or image.tell() != page - 1:
            image.seek(page - 1)
            self._check_size()
        full = self._size(page)
        if is_jpeg:
            size = fit(*full, min(max(wanted[0] / full[0], wanted[1] / full[1]), 1.0), slips.MAX_PIXELS)
            image.draft("RGB", size if _upright_size(image) == image.size else (size[1], size[0]))
        self._load()
        picture = _upright(self._engine.plain(image), image)
        is_whole = picture.size == full
        if picture.width * picture.height > slips.MAX_PIXELS:
            picture, is_whole = picture.resize(fit(*picture.size, 1.0, slips.MAX_PIXELS), reducing_gap=2.0), True
        return picture, is_whole

    def _load(self) -> None:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            self._image.load()
        except (OSError, ValueError, SyntaxError) as error:
            if "truncated" not in str(error).lower() and "broken" not in str(error).lower():
                raise
            ImageFile.LOAD_TRUNCATED_IMAGES = True  # show as far as it goes, and say so
            self._image.load()
            self.outline.warnings.add("truncated")

    def draw(self, page: int, scale: float, most: int, rotate: int, target: memoryview) -> tuple[int, int]:
        """Draw at `scale` pixels a pixel of the photo, at most `most` pixels."""
        size = fit(*self._size(page), min(scale, 4.0), most)
        picture = self._decoded(page, size)
        if size != picture.size:
            picture = picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
        if rotate:
            picture = picture.transpose(getattr(Image.Transpose, f"ROTATE_{360 - rotate}"))
        pixels = picture.tobytes("raw", "RGBX")
        target[: len(pixels)] = pixels
        return picture.size

    def picture(self, most: int) -> Image.Image:
        """The first picture in at most about `most` pixels."""
        size = fit(*self._size(1), 1.0, most)
        picture = self._decoded(1, size)
        return picture if picture.width * picture.height <= most else picture.resize(size, reducing_gap=2.0)

    def text(self, page: int) -> str:
        """A photo has no text of its own."""
        return ""

    def words(self, page: int) -> list[tuple[str, float, float, float, float]]:
        """None: words of a photo are recognised elsewhere, from its pixels."""
        return []

    def traits(self) -> Traits:
        """What its EXIF says, and hashes of as many of its pictures as can be decoded in a few seconds."""
        until = time.monotonic() + _HASH_SECONDS
        pictures: list[int] = []
        while len(pictures) < min(self.outline.pages, slips.MAX_PICTURES) and time.monotonic() < until:
            number = len(pictures) + 1
            try:
                pictures.append(picture_hash(self._decoded(number, _HASH_SIZE)))
            except Unreadable:
                pictures.append(0)
        return photo_traits(self._image, tuple(pictures))


def _orientation(image: Image.Image) -> int:
    try:
        value = image.getexif().get(0x0112, 1)
    except Exception:  # broken EXIF says nothing about the picture
        return 1
    return value if value in range(1, 9) else 1


def _upright_size(image: Image.Image) -> tuple[int, int]:
    width, height = image.size
    turned = _orientation(image) >= 5 and image.format not in ("HEIF", "AVIF")
    return (height, width) if turned else (width, height)


def _upright(picture: Image.Image, original: Image.Image) -> Image.Image:
    """Turn by the EXIF orientation; invalid values mean upright. HEIC comes upright from its decoder."""
    if original.format in ("HEIF", "AVIF"):
        return picture
    method = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }.get(_orientation(original))  # fmt: skip
    return picture.transpose(method) if method is not None else picture
