"""Charts drawn as SVG: bars, lines and small trend lines, from the right for Arabic. Standard library only.

The drawing holds no words but its title and description, which screen readers read: the names and figures stand in
the table beside it as text like any other. Bars differ from their ground in lightness, and a line of comparison is
dashed, so that a drawing is read in grey too.
"""

from collections.abc import Sequence
from html import escape

INK, GROUND, RULE, PALE = "#0b4f5c", "#e3eff0", "#c9d2d3", "#6b7f86"
THICK, THIN = 2.5, 1.5


class Svg(str):
    """A drawing, which templates put on a page as it is: all text in it has been escaped."""

    __slots__ = ()

    def __html__(self) -> str:
        """Give the drawing as markup (the protocol of MarkupSafe)."""
        return str(self)


def bar(share: float, width: int, height: int, direction: str, title: str) -> Svg:
    """Draw a bar that fills `share` (from 0 to 1) of its ground, from where reading begins."""
    long = round(width * min(max(share, 0), 1), 1)
    start = round(width - long, 1) if direction == "rtl" else 0
    drawn = f'<rect x="0" y="0" width="{width}" height="{height}" fill="{GROUND}"/>'
    drawn += f'<rect x="{start}" y="0" width="{long}" height="{height}" fill="{INK}"/>'
    return _svg(width, height, drawn, title)


def places_of(
    values: Sequence[float | None], width: float, height: float, direction: str, greatest: float
) -> list[tuple[float, float] | None]:
    """Give the place of each value in a field of `width` by `height`, amid its share, in the order of reading.

    None for a value that is None: a line breaks off there.
    """
    step = width / max(len(values), 1)
    across = [(index + 0.5) * step for index in range(len(values))]
    if direction == "rtl":
        across = [width - place for place in across]
    return [
        None if value is None else (place, height * (1 - value / greatest))
        for place, value in zip(across, values, strict=True)
    ]


def line(
    values: Sequence[float | None],
    width: int,
    height: int,
    direction: str,
    title: str,
    description: str = "",
    before: Sequence[float | None] = (),
) -> Svg:
    """Draw values as a line over three rules, the lowest at zero; `before` as a dashed line to compare them with."""
    greatest = max((value for value in (*values, *before) if value is not None), default=0) or 1
    rules = "".join(f"M0 {round(height * part / 2, 1)}H{width}" for part in range(3))
    drawn = f'<path d="{rules}" stroke="{RULE}" stroke-width="1" fill="none"/>'
    dashed = places_of(before, width, height, direction, greatest)
    drawn += _strokes(dashed, f'stroke="{PALE}" stroke-width="{THIN}" stroke-dasharray="5 4"', PALE)
    drawn += _strokes(places_of(values, width, height, direction, greatest), f'stroke="{INK}" stroke-width="{THICK}"')
    return _svg(width, height, drawn, title, description, margin=4)


def spark(values: Sequence[float | None], width: int, height: int, direction: str, title: str) -> Svg:
    """Draw a small trend line with a dot at its end, the latest value."""
    greatest = max((value for value in values if value is not None), default=0) or 1
    places = places_of(values, width, height, direction, greatest)
    drawn = _strokes(places, f'stroke="{INK}" stroke-width="{THIN}"')
    last = places[-1] if places else None
    if last is not None:
        drawn += f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="2.5" fill="{INK}"/>'
    return _svg(width, height, drawn, title, margin=3)


def _strokes(places: Sequence[tuple[float, float] | None], looks: str, ink: str = INK) -> str:
    """Draw runs of places as lines; a place alone, with nothing on either side, as a dot."""
    drawn, run = "", list[tuple[float, float]]()
    for place in (*places, None):
        if place is not None:
            run.append(place)
        elif run:
            drawn += _stroke(run, looks, ink)
            run = []
    return drawn


def _stroke(run: Sequence[tuple[float, float]], looks: str, ink: str) -> str:
    if len(run) == 1:
        return f'<circle cx="{run[0][0]:.1f}" cy="{run[0][1]:.1f}" r="2" fill="{ink}"/>'
    points = " ".join(f"{across:.1f},{down:.1f}" for across, down in run)
    return f'<polyline points="{points}" fill="none" stroke-linejoin="round" {looks}/>'


def _svg(width: int, height: int, drawn: str, title: str, description: str = "", margin: int = 0) -> Svg:
    told = f"<desc>{escape(description)}</desc>" if description else ""
    full = height + 2 * margin
    return Svg(
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{full}" '
        f'viewBox="0 {-margin} {width} {full}"><title>{escape(title)}</title>{told}{drawn}</svg>'
    )
