"""The states of a ticket and the deeds that lead from one to another: one table, nothing else is possible.

`docs/states.md` prints the table; a test holds the two together.
"""

from dataclasses import dataclass
from enum import StrEnum


class Lane(StrEnum):
    ORDINARY = "ordinary"
    PRIORITY = "priority"
    BOOKED = "booked"


class State(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    FINISHED = "finished"
    ABSENT = "absent"
    LEFT = "left"
    NOT_SERVED = "not_served"


class Deed(StrEnum):
    CALL = "call"
    PICK = "pick"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    MARK_ABSENT = "mark_absent"
    COME_BACK = "come_back"
    HOLD = "hold"
    RESUME = "resume"
    TRANSFER = "transfer"
    SEND_BACK = "send_back"
    ADD_SERVICE = "add_service"
    POSTPONE = "postpone"
    LEAVE = "leave"
    CLOSE_DAY = "close_day"
    CLOSE_LATE = "close_late"


class Outcome(StrEnum):
    """How a visit ended at the window; `left_open` is written at the end of the day for who forgot to say."""

    SERVED = "served"
    NOT_POSSIBLE = "not_possible"
    LEFT_OPEN = "left_open"


@dataclass(frozen=True)
class Transition:
    """From any state of `before` to `after`; with `reason`, only for a reason that is kept."""

    before: frozenset[State]
    after: State
    reason: bool = False


def _from(*before: State, to: State, reason: bool = False) -> Transition:
    return Transition(frozenset(before), to, reason)


TRANSITIONS: dict[Deed, Transition] = {
    Deed.CALL: _from(State.WAITING, to=State.CALLED),
    Deed.PICK: _from(State.WAITING, State.ABSENT, to=State.CALLED, reason=True),
    Deed.RECALL: _from(State.CALLED, to=State.CALLED),
    Deed.START: _from(State.CALLED, to=State.SERVING),
    Deed.FINISH: _from(State.SERVING, to=State.FINISHED),
    Deed.MARK_ABSENT: _from(State.CALLED, to=State.ABSENT),
    Deed.COME_BACK: _from(State.ABSENT, to=State.WAITING),
    Deed.HOLD: _from(State.SERVING, to=State.HELD),
    Deed.RESUME: _from(State.HELD, to=State.SERVING),
    Deed.TRANSFER: _from(State.CALLED, State.SERVING, to=State.WAITING, reason=True),
    Deed.SEND_BACK: _from(State.CALLED, State.SERVING, State.HELD, to=State.WAITING, reason=True),
    Deed.ADD_SERVICE: _from(State.SERVING, to=State.SERVING),
    Deed.POSTPONE: _from(State.WAITING, to=State.WAITING),
    Deed.LEAVE: _from(State.WAITING, State.ABSENT, to=State.LEFT),
    Deed.CLOSE_DAY: _from(State.WAITING, State.CALLED, State.HELD, to=State.NOT_SERVED),
    Deed.CLOSE_LATE: _from(State.SERVING, to=State.FINISHED),
}

AT_WINDOW = (State.CALLED, State.SERVING)
"""A window has at most one number in these states; numbers it holds are beside it."""
