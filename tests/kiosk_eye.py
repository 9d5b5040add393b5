"""What an eye with a ruler sees on a kiosk page: too small, out of reach, too near, cut off, of too little contrast."""

from pathlib import Path

from playwright.sync_api import Page

CONTROLS = "a[href], button, input:not([type=hidden]), label.btn"
SCRIPTS = Path(__file__).parent / "eye"
FAULTS, DOUBLED, LOW_CONTRAST = (
    (SCRIPTS / f"{name}.js").read_text(encoding="utf-8") for name in ("faults", "doubled", "contrast")
)


def faults(page: Page, target: float, reach: float, gap: float, text: float = 0) -> list[str]:
    """Give what is wrong with sizes and places; `reach` is the part of the height, from above, that nobody reaches."""
    measures = {"controls": CONTROLS, "target": target, "reach": reach, "gap": gap, "text": text}
    return list(page.evaluate(FAULTS, measures))


def double_texts(page: Page) -> None:
    """Write each text twice, as a language with long words would, and let the page fit itself."""
    page.evaluate(DOUBLED)


def low_contrast(page: Page, least: float = 7.0) -> list[str]:
    """Give the texts whose contrast (WCAG 2.2, 1.4.6) is lower than `least`."""
    return list(page.evaluate(LOW_CONTRAST, least))
