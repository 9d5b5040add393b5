"""All records, imported once, so that one metadata knows every table."""

from singlewindow import numbering
from singlewindow.audit import records as audit
from singlewindow.cash import records as cash
from singlewindow.catalogue import records as catalogue
from singlewindow.complaints import records as complaints
from singlewindow.devices import records as devices
from singlewindow.documents import records as documents
from singlewindow.field_visits import records as field_visits
from singlewindow.people import records as people
from singlewindow.personal import records as personal
from singlewindow.places import records as places
from singlewindow.records import Base
from singlewindow.reports import records as reports
from singlewindow.reports.unsealing import watch_over
from singlewindow.requests import records as requests
from singlewindow.routes import records as routes
from singlewindow.tickets import records as tickets

AREAS = (
    *(places, people, catalogue, routes, numbering, tickets, requests, complaints, cash, devices, documents, audit),
    *(personal, field_visits, reports),
)
metadata = Base.metadata
watch_over(metadata)
