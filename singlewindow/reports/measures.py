"""All measures of the reports, each defined once. `docs/measures.md` prints them; a test holds the two together."""

from singlewindow.reports import field_visit_measures, money_measures, request_measures, visit_measures

MEASURES = (
    *visit_measures.MEASURES,
    *request_measures.MEASURES,
    *money_measures.MEASURES,
    *field_visit_measures.MEASURES,
)
