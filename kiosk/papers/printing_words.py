"""What is said about a paper at a printer."""

from singlewindow.devices.records import PrinterState
from singlewindow.documents.records import DocumentKind, JobState
from singlewindow.errors import N_

NAMES = {
    DocumentKind.TICKET: N_("Ticket"),
    DocumentKind.PAPERS_LIST: N_("List of papers"),
    DocumentKind.SLIP: N_("Request slip"),
    DocumentKind.RECEIPT: N_("Receipt"),
    DocumentKind.CERTIFICATE: N_("Payment certificate"),
    DocumentKind.CASH_STATEMENT: N_("Cash statement"),
    DocumentKind.REPORT: N_("Report"),
    DocumentKind.EXPORT: N_("Rows of a report"),
    DocumentKind.CARD: N_("Card"),
    DocumentKind.FIELD_VISIT: N_("Record of a field visit"),
}
AT_THE_KIOSK = {
    JobState.WANTED: N_("Your ticket is being printed"),
    JobState.PRINTING: N_("Your ticket is being printed"),
    JobState.PRINTED: N_("Take your ticket from the printer"),
    JobState.PAPER_OUT: N_("The printer has run out of paper"),
    JobState.COVER_OPEN: N_("The printer’s cover is open"),
    JobState.OFFLINE: N_("The printer does not answer"),
    JobState.REFUSED: N_("The printer could not print the ticket"),
    JobState.DROPPED: N_("The ticket was not printed"),
}
A_LIST_AT_THE_KIOSK = AT_THE_KIOSK | {
    JobState.WANTED: N_("Your list is being printed"),
    JobState.PRINTING: N_("Your list is being printed"),
    JobState.PRINTED: N_("Take your list from the printer"),
    JobState.REFUSED: N_("The printer could not print the list"),
    JobState.DROPPED: N_("The list was not printed"),
}
AT_THE_COUNTER = {
    JobState.WANTED: N_("waits for the printer"),
    JobState.PRINTING: N_("is being printed"),
    JobState.PRINTED: N_("printed"),
    JobState.PAPER_OUT: N_("not printed: no paper"),
    JobState.COVER_OPEN: N_("not printed: the printer’s cover is open"),
    JobState.OFFLINE: N_("not printed: the printer does not answer"),
    JobState.REFUSED: N_("not printed: the printer refuses it"),
    JobState.DROPPED: N_("not printed: no longer needed"),
}
OF_A_PRINTER = {
    PrinterState.PAPER_OUT: N_("has no paper"),
    PrinterState.COVER_OPEN: N_("has its cover open"),
    PrinterState.OFFLINE: N_("does not answer"),
    PrinterState.REFUSED: N_("refuses papers"),
}
TROUBLES = (JobState.PAPER_OUT, JobState.COVER_OPEN, JobState.OFFLINE, JobState.REFUSED)
ON_THE_WAY = (JobState.WANTED, JobState.PRINTING)
SETTLED = (JobState.PRINTED, JobState.REFUSED, JobState.DROPPED)
