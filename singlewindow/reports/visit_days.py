"""The visits of each day of a center, packed for its summary."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.reports.scope import Scope
from singlewindow.reports.seconds import civil_hour, civil_weekday
from singlewindow.reports.span import Span
from singlewindow.reports.visit_facts import visit_facts
from singlewindow.reports.visit_figures import TIMES
from singlewindow.reports.visit_packs import NAMED, Packed, pack


def visit_days(session: Session, scope: Scope, span: Span) -> dict[date, Packed]:
    """Give the visits of each day of a span, also of those on which nobody came."""
    facts = visit_facts(scope, span)
    columns = [facts.c[name] for name in ("day", *NAMED, "lane", "state", *TIMES)]
    arrived = (
        civil_hour(facts.c.issued_at, span).label("hour"),
        civil_weekday(facts.c.issued_at, span).label("weekday"),
    )
    found: defaultdict[date, list[Any]] = defaultdict(list)
    for row in session.execute(select(*columns, *arrived).order_by(facts.c.issued_at, facts.c.id)):
        found[row.day].append(row)
    return {day: pack(found[day]) for day in span.each()}
