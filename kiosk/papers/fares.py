"""How a paper fares at its printer, for the pages that show it."""

from uuid import UUID

from flask import Flask

from kiosk.edge import database
from kiosk.papers.printing_words import (
    A_LIST_AT_THE_KIOSK,
    AT_THE_COUNTER,
    AT_THE_KIOSK,
    NAMES,
    OF_A_PRINTER,
    ON_THE_WAY,
    SETTLED,
    TROUBLES,
)
from singlewindow.documents.jobs import is_for_page, job_of
from singlewindow.documents.records import DocumentState, JobState


def register(app: Flask) -> None:
    """Let the templates of `app` say how a paper fares."""
    app.jinja_env.globals.update(
        paper_names=NAMES,
        print_state=print_state,
        is_settled=is_settled,
        is_for_page=is_for_page,
        at_the_kiosk=AT_THE_KIOSK,
        a_list_at_the_kiosk=A_LIST_AT_THE_KIOSK,
        at_the_counter=AT_THE_COUNTER,
        of_a_printer=OF_A_PRINTER,
        print_troubles=TROUBLES,
        on_the_way=ON_THE_WAY,
    )


def print_state(document_id: UUID) -> JobState | None:
    """Give how a paper fares at the printer; None when no printer is to print it."""
    with database().reading() as session:
        job = job_of(session, document_id)
    return job.state if job else None


def is_settled(paper: DocumentState | None, job: JobState | None) -> bool:
    """Tell whether nothing more is to come of a paper, so that its page need not ask again."""
    ended = paper in (DocumentState.SET_ASIDE, DocumentState.CANCELLED)
    return ended or (paper is DocumentState.DONE and (job is None or job in SETTLED))
