"""(child) A hash of what a picture looks like: copies that were saved anew, scaled or brightened keep theirs.

Only the ink counts, what is darker than its surroundings, so that light and shade do not matter; it is averaged down to
64 by 64. Of its cosine transform 64 waves, 8 to 24 halves across the picture, are compared with their median, one bit
each. These waves are finer than those of the usual "pHash" (Zauner, 2010): papers of one form look alike from afar and
differ in where their letters stand. Two copies differ in few of the bits.
"""

import math
import operator

from PIL import Image, ImageChops, ImageFilter

SIDE = 64
_SEEN, _AROUND = 256, 8
"""Pixels across when ink is looked for, and how far its surroundings reach."""
_FAINT = 0.3
_BITS = 64
_WAVES = sorted(
    ((down, across) for down in range(25) for across in range(25) if 8 <= down + across <= 24),
    key=lambda waves: (sum(waves), waves),
)[::4][:_BITS]
_COSINES = [[math.cos(math.pi * wave * (2 * at + 1) / (2 * SIDE)) for at in range(SIDE)] for wave in range(25)]


def picture_hash(picture: Image.Image) -> int:
    """64 bits; 0 for a picture of one colour or of nothing but a soft shade."""
    seen = picture.convert("L").resize((_SEEN, _SEEN), Image.Resampling.BOX)
    ink = ImageChops.subtract(seen.filter(ImageFilter.BoxBlur(_AROUND)), seen)
    greys = ink.resize((SIDE, SIDE), Image.Resampling.BOX).tobytes()
    lines = [greys[top * SIDE : (top + 1) * SIDE] for top in range(SIDE)]
    across = {wide: [_strength(_COSINES[wide], line) for line in lines] for wide in {wide for _, wide in _WAVES}}
    values = [_strength(_COSINES[down], across[wide]) for down, wide in _WAVES]
    if max(map(abs, values)) * 4 / SIDE**2 < _FAINT:
        return 0
    middle = sorted(values)[_BITS // 2]
    bits = 0
    for value in values:
        bits = bits << 1 | (value > middle)
    return bits


def _strength(wave: list[float], greys: bytes | list[float]) -> float:
    return float(sum(map(operator.mul, wave, greys)))
