"""QR codes on screens."""

import segno
from markupsafe import Markup


def qr_svg(content: str, title: str) -> Markup:
    """Give a QR code (ISO/IEC 18004, level M) as inline SVG with a title for screen readers."""
    code = segno.make(content, error="m", micro=False)
    return Markup(
        code.svg_inline(border=2, title=title, svgclass="qr-code", lineclass=None, light="#fff", omitsize=True)
    )
