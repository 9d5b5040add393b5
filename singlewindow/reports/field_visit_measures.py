"""The measures of field visits. Each code is a field of their figures."""

from singlewindow.errors import N_
from singlewindow.reports.measure import count

MEASURES = (
    count(
        "visits_planned",
        N_("Field visits planned"),
        N_("Field visits planned for the days of the report, but for those that were cancelled."),
    ),
    count("visits_done", N_("Field visits done"), N_("Field visits closed on the days of the report.")),
    count("findings_minor", N_("Minor findings"), N_("Of the field visits done: questions whose finding is minor.")),
    count("findings_major", N_("Major findings"), N_("Of the field visits done: questions whose finding is major.")),
    count(
        "findings_critical",
        N_("Critical findings"),
        N_("Of the field visits done: questions whose finding is critical."),
    ),
    count("follow_ups_given", N_("Follow-ups given"), N_("Of the field visits done: what is to be done about them.")),
    count(
        "follow_ups_done",
        N_("Follow-ups done"),
        N_("Follow-ups done on the days of the report, whenever they were given. One that was opened again is not."),
    ),
    count(
        "follow_ups_open",
        N_("Follow-ups still to do"),
        N_("At the end of the last day not done. Adds up over places, not over days."),
    ),
    count(
        "follow_ups_late",
        N_("Follow-ups late"),
        N_("Of those still to do: those whose day, as it stands now, is before the last day."),
    ),
)
