"""What people come to a window for in a made-up year."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from singlewindow.demonstration.year.offered import Offered
from singlewindow.demonstration.year.plans import Plan

if TYPE_CHECKING:
    from singlewindow.demonstration.year.lives import Life


class Kind(StrEnum):
    """`receive`: a request is opened · `papers`: missing papers are handed in · `pay`: a fixed fee is paid ·
    `collect`: what is ready is taken · `withdraw`: the request is given up."""

    RECEIVE = "receive"
    PAPERS = "papers"
    PAY = "pay"
    COLLECT = "collect"
    WITHDRAW = "withdraw"


MINUTES = {Kind.RECEIVE: 6.0, Kind.PAPERS: 3.0, Kind.PAY: 3.0, Kind.COLLECT: 2.5, Kind.WITHDRAW: 3.0}


@dataclass(frozen=True, eq=False)
class Errand:
    """A request to be opened as planned, or an errand for one that was."""

    kind: Kind
    plan: Plan
    life: "Life | None" = None

    @property
    def service(self) -> Offered:
        """The service it is about."""
        return self.plan.service

    @property
    def minutes(self) -> float:
        """How long it takes at a window, more or less."""
        return MINUTES[self.kind]
