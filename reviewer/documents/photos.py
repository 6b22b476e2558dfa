"""(child) Photos and scans: the right way up, in plain colours, never larger than this computer can bear."""

import contextlib
import io
import warnings

import pillow_heif
from PIL import Image, ImageCms, ImageFile

from reviewer.documents import slips
from reviewer.documents.shown import Outline, Readable, Unreadable, fit

_PILLOW_NAMES = {
    "jpeg": ("JPEG", "MPO"), "png": ("PNG",), "gif": ("GIF",), "bmp": ("BMP",), "webp": ("WEBP",),
    "tiff": ("TIFF",), "heif": ("HEIF",), "avif": ("AVIF",), "ico": ("ICO",), "ppm": ("PPM",),
}  # fmt: skip
_MAX_BYTES_DECODED = 420_000_000
_MAX_JPEG_PIXELS = 260_000_000
_MANY_PICTURES = frozenset({"TIFF", "HEIF", "GIF", "WEBP"})
_MAX_PICTURES = 2_000


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
        try:
            image = Image.open(io.BytesIO(data), formats=allowed)
        except MemoryError:
            raise Unreadable("too_large") from None
        except Exception as error:  # decoders raise whatever they like on a stranger's bytes
            raise Unreadable(_why(error)) from None
        return Photo(image, format_name, self)

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
        return image.convert("RGB")


def _stretch(image: Image.Image) -> Image.Image:
    low, high = (float(value) for value in image.getextrema())  # type: ignore[arg-type]
    if image.mode.startswith("I;16"):
        low, high = 0.0, 65535.0
    factor = 255.0 / (high - low) if high > low else 1.0
    return image.convert("F").point(lambda value: (value - low) * factor).convert("L").convert("RGB")


def _why(error: Exception) -> str:
    said = str(error).lower()
    if isinstance(error, Image.DecompressionBombError) or "too large" in said or "exceeds" in said:
        return "too_large"
    return "damaged"


class Photo(Readable):
    """An open picture; TIFF, HEIC and animations may hold several, each a page."""

    def __init__(self, image: Image.Image, format_name: str, engine: PhotoEngine) -> None:
        """Measure it without decoding it."""
        self._image, self._engine = image, engine
        self._cache: tuple[int, Image.Image] | None = None
        self._sizes: dict[int, tuple[int, int]] = {}
        super().__init__(Outline("image", format_name, pages=self._count()))
        self._check_size()

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
                raise Unreadable("too_large")
        elif width * height * max(depth, 3) > _MAX_BYTES_DECODED:
            raise Unreadable("too_large")

    def prove(self) -> None:
        """Decode the first picture; measure the others."""
        self._decoded(1)
        width, height = self._sizes[1]
        sizes = [(float(width), float(height))]
        for number in range(2, self.outline.pages + 1):
            try:
                self._image.seek(number - 1)
            except (EOFError, OSError, ValueError, SyntaxError):
                self.outline.pages = number - 1
                self.outline.warnings.add("truncated")
                break
            width, height = _upright_size(self._image)
            sizes.append((float(width), float(height)))
        self.outline.sizes = sizes

    def _decoded(self, page: int) -> Image.Image:
        if self._cache is not None and self._cache[0] == page:
            return self._cache[1]
        if not 1 <= page <= self.outline.pages:
            raise Unreadable("damaged")
        self._cache = None
        try:
            picture = self._decode(page)
        except (MemoryError, Unreadable):
            raise
        except Exception as error:  # decoders raise whatever they like on a stranger's bytes
            raise Unreadable(_why(error)) from None
        self._cache = (page, picture)
        return picture

    def _decode(self, page: int) -> Image.Image:
        image = self._image
        if page > 1 or image.tell() != page - 1:
            image.seek(page - 1)
            self._check_size()
        self._sizes[page] = _upright_size(image)
        if image.format in ("JPEG", "MPO") and image.width * image.height > slips.MAX_PIXELS:
            image.draft("RGB", fit(*image.size, 1.0, slips.MAX_PIXELS))
        self._load()
        picture = self._engine.plain(image)
        picture = _upright(picture, image)
        if picture.width * picture.height > slips.MAX_PIXELS:
            picture = picture.resize(fit(*picture.size, 1.0, slips.MAX_PIXELS), reducing_gap=2.0)
        return picture

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
        picture = self._decoded(page)
        full = self._sizes[page]
        if rotate:
            picture = picture.transpose(getattr(Image.Transpose, f"ROTATE_{360 - rotate}"))
            full = full if rotate == 180 else (full[1], full[0])
        size = fit(*full, min(scale, 4.0), most)
        if size != picture.size:
            picture = picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
        pixels = picture.tobytes("raw", "RGBX")
        target[: len(pixels)] = pixels
        return size

    def text(self, page: int) -> str:
        """A photo has no text of its own."""
        return ""


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
