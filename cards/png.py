"""An SVG as a picture, in the fonts that ship with the program: Teams shows no SVG, and a machine may lack fonts."""

import struct
from pathlib import Path

import resvg_py

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Figtree"
FONT_FILES = [str(FONTS / f"Figtree-{weight}.ttf") for weight in ("Regular", "Bold")]
LARGEST_SIDE = 1024
LARGEST_FILE = 1_000_000


class PictureTooLarge(ValueError):
    """Teams would not show it: more than 1024 pixels on a side, or a megabyte."""


def png_of(svg: str, *, width: int) -> bytes:
    """The SVG as PNG, `width` pixels wide; PictureTooLarge if Teams would not show it."""
    picture = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        skip_system_fonts=True,
        font_files=FONT_FILES,
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
    png = bytes(picture)
    if max(size_of(png)) > LARGEST_SIDE or len(png) > LARGEST_FILE:
        raise PictureTooLarge(f"{size_of(png)} pixels, {len(png)} bytes")
    return png


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height in pixels, as the PNG's header states them."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height
