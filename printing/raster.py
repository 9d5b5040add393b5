"""A paper as dots: what a thermal printer prints. Runs in the workers of the pool."""

import pypdfium2
from PIL import Image

from printing.sizes import Raster, Size

DOTS_AN_INCH = 203
POINTS_AN_INCH = 72
DOTS_ACROSS = 576
DARK = 150
"""Greys up to this one print; the edges of letters stay whole."""


def rasterise(pdf: bytes) -> list[Raster]:
    """Give each page of `pdf` as dots; what is wider than the printer prints is cut evenly at both edges."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_page(document[number]) for number in range(len(document))]


def size_of(pdf: bytes) -> Size:
    """Give the size of the first page of `pdf`."""
    with pypdfium2.PdfDocument(pdf) as document:
        width, height = document[0].get_size()
    return Size(width * 25.4 / POINTS_AN_INCH, height * 25.4 / POINTS_AN_INCH)


def _page(page: pypdfium2.PdfPage) -> Raster:
    bitmap = page.render(scale=DOTS_AN_INCH / POINTS_AN_INCH, grayscale=True)
    grey = bitmap.to_pil()
    edge = (grey.width - DOTS_ACROSS) // 2
    dots = grey.crop((edge, 0, edge + DOTS_ACROSS, grey.height)) if edge else grey
    if edge < 0:
        dots.paste(255, (0, 0, -edge, grey.height))
        dots.paste(255, (grey.width - edge, 0, DOTS_ACROSS, grey.height))
    black: Image.Image = dots.point([255 if value <= DARK else 0 for value in range(256)], "1")
    return Raster(black.height, black.tobytes())
