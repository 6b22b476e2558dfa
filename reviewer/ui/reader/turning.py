"""Where a point of a page lies once a reviewer has turned the page, and the way back."""

Box = tuple[float, float, float, float]
Size = tuple[float, float]


def turned_size(size: Size, turn: int) -> Size:
    """Width and height of a page turned by 0, 90, 180 or 270 degrees clockwise."""
    return (size[1], size[0]) if turn in (90, 270) else size


def turn_point(x: float, y: float, size: Size, turn: int) -> tuple[float, float]:
    """A point of a page of `size` (before the turn), from the upper left corner of the turned page."""
    width, height = size
    if turn == 90:
        return height - y, x
    if turn == 180:
        return width - x, height - y
    if turn == 270:
        return y, width - x
    return x, y


def turn_box(box: Box, size: Size, turn: int) -> Box:
    """A rectangle x0, y0, x1, y1 of a page of `size`, on the turned page."""
    x0, y0 = turn_point(box[0], box[1], size, turn)
    x1, y1 = turn_point(box[2], box[3], size, turn)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def back_point(x: float, y: float, size: Size, turn: int) -> tuple[float, float]:
    """A point of the turned page, on the page as its file shows it; `size` is that of the unturned page."""
    return turn_point(x, y, turned_size(size, turn), (360 - turn) % 360)
