"""A driverless IPP printer, or a queue of CUPS reached the same way.

What is handed over is the printer's to keep: it is asked how the job fares, and never given the paper twice.
"""

from typing import Any

from pyipp.enums import IppOperation

from printing.printers.ipp_messages import Endpoint, IppRefused
from printing.printers.media import chosen, name_of
from printing.printers.printer import Ask, Health, Paper, Progress
from singlewindow.devices.records import PrinterState
from singlewindow.documents.records import JobState

NOT_FOUND = 0x0406
BUSY = (0x0507, 0x0501, 0x0502, 0x0505, 0x0506)
STOPPED = 5
JOB_STOPPED, JOB_CANCELED, JOB_ABORTED, JOB_COMPLETED = 6, 7, 8, 9
PRINTER_ATTRIBUTES = ["printer-state", "printer-state-reasons", "printer-is-accepting-jobs"]
JOB_ATTRIBUTES = ["job-id", "job-name", "job-state", "job-state-reasons"]
REASONS = (
    (("media-empty", "media-needed"), PrinterState.PAPER_OUT),
    (("cover-open", "door-open", "interlock-open"), PrinterState.COVER_OPEN),
    (("connecting-to-device", "offline", "shutdown", "timed-out", "media-jam", "paused"), PrinterState.OFFLINE),
)


class IppPrinter:
    """A printer that speaks IPP; `ask` reaches a worker that measures a paper."""

    def __init__(self, host: str, port: int, path: str, secure: bool, ask: Ask) -> None:
        self._endpoint, self._ask = Endpoint(host, port, path, secure), ask

    def health(self) -> Health:
        """Ask for the printer's state and its reasons."""
        try:
            said = self._printer(PRINTER_ATTRIBUTES)
        except OSError as trouble:
            return Health(PrinterState.OFFLINE, str(trouble))
        except IppRefused as refusal:
            return Health(PrinterState.REFUSED, str(refusal))
        return _health(said)

    def submit(self, paper: Paper) -> Progress:
        """Hand the paper over, if the printer has paper of its size."""
        try:
            media = chosen(self._ask("size_of", paper.content), self._media())
            if media is None:
                wanted = name_of(self._ask("size_of", paper.content))
                return Progress(JobState.REFUSED, f"the printer has no paper {wanted}")
            attributes = {"job-name": paper.name, "document-format": "application/pdf"}
            answer = self._print_job(attributes, media, paper.content)
        except OSError as trouble:
            return Progress(JobState.OFFLINE, str(trouble))
        except IppRefused as refusal:
            state = JobState.OFFLINE if refusal.status in BUSY else JobState.REFUSED
            return Progress(state, str(refusal))
        return Progress(JobState.PRINTING, "", str(answer["jobs"][0]["job-id"]))

    def progress(self, reference: str) -> Progress:
        """Ask how a job fares; while it does not, why the printer stands."""
        try:
            job = self._job(reference)
        except OSError as trouble:
            return Progress(JobState.OFFLINE, str(trouble), reference)
        except IppRefused as refusal:
            state = JobState.REFUSED if refusal.status == NOT_FOUND else JobState.OFFLINE
            return Progress(state, str(refusal), reference)
        at = int(job["job-state"])
        if at == JOB_COMPLETED:
            return Progress(JobState.PRINTED, "", reference)
        if at in (JOB_ABORTED, JOB_CANCELED):
            return Progress(JobState.REFUSED, f"the printer gave it up: {job.get('job-state-reasons')}", reference)
        waits = self.health()
        return Progress(waits.job_state or JobState.PRINTING, waits.detail, reference)

    def find(self, name: str) -> str:
        """Look among the printer's jobs for one of this name."""
        for which in ("not-completed", "completed"):
            try:
                attributes = {"which-jobs": which, "requested-attributes": JOB_ATTRIBUTES}
                answer = self._endpoint.ask(IppOperation.GET_JOBS, attributes)
            except (OSError, IppRefused):
                continue
            for job in answer["jobs"]:
                if job.get("job-name") == name:
                    return str(job["job-id"])
        return ""

    def cancel(self, reference: str) -> None:
        """Ask the printer to give a job up; one that is done already stays done."""
        try:
            self._endpoint.ask(IppOperation.CANCEL_JOB, {"job-id": int(reference)})
        except (OSError, IppRefused):
            return

    def _media(self) -> list[str]:
        media = self._printer(["media-supported"]).get("media-supported", [])
        return media if isinstance(media, list) else [media]

    def _printer(self, attributes: list[str]) -> dict[str, Any]:
        answer = self._endpoint.ask(IppOperation.GET_PRINTER_ATTRIBUTES, {"requested-attributes": attributes})
        return dict(answer["printers"][0]) if answer["printers"] else {}

    def _job(self, reference: str) -> dict[str, Any]:
        attributes = {"job-id": int(reference), "requested-attributes": JOB_ATTRIBUTES}
        return dict(self._endpoint.ask(IppOperation.GET_JOB_ATTRIBUTES, attributes)["jobs"][0])

    def _print_job(self, attributes: dict[str, Any], media: str, content: bytes) -> dict[str, Any]:
        return self._endpoint.ask(IppOperation.PRINT_JOB, attributes, content, {"media": media})


def _health(said: dict[str, Any]) -> Health:
    reasons = said.get("printer-state-reasons", [])
    listed = [reasons] if isinstance(reasons, str) else list(reasons)
    detail = ", ".join(reason for reason in listed if reason != "none")
    for words, state in REASONS:
        if any(word in reason and not reason.endswith("-report") for reason in listed for word in words):
            return Health(state, detail)
    if int(said.get("printer-state", 0)) == STOPPED or said.get("printer-is-accepting-jobs") is False:
        return Health(PrinterState.OFFLINE, detail or "stopped")
    return Health(PrinterState.READY, detail)
