"""Writes `docs/measures.md` from the registry of measures. Run: `python -m docs.write_measures`."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from singlewindow.reports.measure import Measure
from singlewindow.reports.measures import MEASURES

PAGE = Path(__file__).with_name("measures.md")
ARABIC = Path(__file__).parents[1] / "kiosk/translations/ar/LC_MESSAGES/messages.po"
HEAD = """# المقاييس · The measures

Each measure of the reports, defined once in `singlewindow/reports/`, counted from the rows themselves. The numbers of
the practice center count nowhere. Days are those of Cairo; a week is from Saturday to Friday.

Of each time the reports give the median and the 90th percentile: the time that half, or nine tenths, of the visits do
not exceed. Both are exact, by nearest rank over all visits that have the time, in whole seconds. Those of a whole can't
be made from those of its parts; only what is marked so adds up.

A visit counts on the day of its number, under the service it was taken for (and that service's sector), at the window
and for the clerk where it last stood. An hour is the hour of arrival.

| code | المقياس | measure | unit | adds up | الصيغة | formula |
|---|---|---|---|---|---|---|
"""


def page() -> str:
    """Give the page of the measures as it should stand."""
    with ARABIC.open("rb") as file:
        arabic = read_po(file, locale="ar")
    return HEAD + "".join(_row(arabic, measure) for measure in MEASURES)


def _row(arabic: Catalog, measure: Measure) -> str:
    name, formula = (_arabic(arabic, phrase) for phrase in (measure.name, measure.formula))
    adds_up = "yes" if measure.adds_up else ""
    cells = (f"`{measure.code}`", name, measure.name, measure.unit, adds_up, formula, measure.formula)
    return f"| {' | '.join(cells)} |\n"


def _arabic(arabic: Catalog, phrase: str) -> str:
    message = arabic.get(phrase)
    return str(message.string) if message else ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
