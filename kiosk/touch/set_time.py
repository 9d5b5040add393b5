"""The time a service is set, in words of the visitor's language."""

from flask_babel import ngettext

from singlewindow.catalogue.records import Service, TimeUnit


def set_time_of(service: Service) -> str:
    """Give a service's set time with ASCII digits; empty when the center sets it."""
    count = service.set_time
    if not count:
        return ""
    if service.set_time_unit is TimeUnit.WORKING_DAYS:
        return str(ngettext("%(num)s working day", "%(num)s working days", count))
    if service.set_time_unit is TimeUnit.DAYS:
        return str(ngettext("%(num)s day", "%(num)s days", count))
    return str(ngettext("%(num)s hour", "%(num)s hours", count))
