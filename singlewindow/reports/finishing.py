"""What it means that a request is finished, in terms of the table of states; read from the periods its deeds ended.

Finished: it was made ready to be handed over, or rejected with a reason. Approved is not finished: its paper is still
to be issued. Delivered is not finished again, and withdrawn is not finished at all: nothing was decided.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy.orm import InstrumentedAttribute, aliased

from singlewindow.requests.records import RequestPeriod
from singlewindow.requests.states import RequestDeed, RequestState

Value = TypeVar("Value", bound=StrEnum)
FINISHES = (RequestDeed.MAKE_READY, RequestDeed.REJECT)
WITHDRAWS = (RequestDeed.WITHDRAW, RequestDeed.WITHDRAW_FILE)
LEAVES = (*FINISHES, *WITHDRAWS)
ENDS = (*LEAVES, RequestDeed.DELIVER)
FINISHED_BEFORE = (RequestState.REJECTED, RequestState.READY)

Leaving = aliased(RequestPeriod, name="leaving")
"""The one period with which a request left the work of its center."""


def leaves(period: type[RequestPeriod]) -> ColumnElement[bool]:
    """Choose the periods with which requests left the work of their center, once each: finished or withdrawn."""
    return among(period.deed, LEAVES) & among(period.state, FINISHED_BEFORE, without=True)


def ends(period: type[RequestPeriod]) -> ColumnElement[bool]:
    """Choose the periods that some figure of a report counts."""
    return among(period.deed, ENDS)


def among(column: InstrumentedAttribute[Value], values: Iterable[Value], without: bool = False) -> ColumnElement[bool]:
    """Compare a column with values written into the statement, so that both engines find the index made for them."""
    written = bindparam(None, tuple(values), type_=column.type, expanding=True, literal_execute=True)
    return column.not_in(written) if without else column.in_(written)
