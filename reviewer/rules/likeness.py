"""What makes one paper like another: traits of the file and of its pictures, never what it claims."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Traits:
    """What the glovebox says of a file beside its text; "" or an empty tuple where the file does not say.

    Times are ISO 8601 as the file gives them, with offset where it has one. `pictures` holds a perceptual hash of 64
    bits for each of the first pages or photos, in order; 0 for a page that is blank or of one colour.
    """

    producer: str = ""
    creator: str = ""
    created: str = ""
    modified: str = ""
    taken: str = ""
    camera: str = ""
    pictures: tuple[int, ...] = ()
