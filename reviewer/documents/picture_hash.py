"""(child) A hash of what a picture looks like: copies that were saved anew, scaled or brightened keep theirs.

The picture is averaged down to 32 by 32 greys; of its cosine transform the 64 lowest frequencies but the mean are
compared with their median, one bit each (the "pHash" of Zauner, 2010). Two copies differ in few of the 64 bits.
"""

import math

from PIL import Image

SIDE = 32
_WAVES = 9
_FAINT = 0.25
_COSINES = [[math.cos(math.pi * wave * (2 * at + 1) / (2 * SIDE)) for at in range(SIDE)] for wave in range(_WAVES)]
_CHOSEN = sorted(
    ((down, across) for down in range(_WAVES) for across in range(_WAVES) if down + across),
    key=lambda waves: (waves[0] + waves[1], waves),
)[:64]


def picture_hash(picture: Image.Image) -> int:
    """64 bits; 0 for a picture of one colour or of nothing but a soft shade."""
    grey = picture.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
    greys = grey.tobytes()
    lines = [greys[top * SIDE : (top + 1) * SIDE] for top in range(SIDE)]
    across = [[sum(map(float.__mul__, wave, map(float, line))) for wave in _COSINES] for line in lines]
    values = [sum(_COSINES[down][top] * across[top][wide] for top in range(SIDE)) for down, wide in _CHOSEN]
    drawn = (abs(value) for value, waves in zip(values, _CHOSEN, strict=True) if min(waves) and max(waves) > 1)
    if max(drawn) * 4 / SIDE**2 < _FAINT:  # a shade over the whole picture is no drawing
        return 0
    middle = sorted(values)[len(values) // 2]
    bits = 0
    for value in values:
        bits = bits << 1 | (value > middle)
    return bits
