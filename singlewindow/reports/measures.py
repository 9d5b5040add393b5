"""All measures of the reports, each defined once. `docs/measures.md` prints them; a test holds the two together."""

from singlewindow.reports import visit_measures

MEASURES = (*visit_measures.MEASURES,)
