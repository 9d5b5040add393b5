"""The states of a ticket and the deeds that lead from one to another: one table, nothing else is possible."""

from enum import StrEnum


class Lane(StrEnum):
    ORDINARY = "ordinary"
    PRIORITY = "priority"


class State(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    FINISHED = "finished"
    ABSENT = "absent"


class Deed(StrEnum):
    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    MARK_ABSENT = "mark_absent"


class Outcome(StrEnum):
    """How a visit ended at the window."""

    SERVED = "served"
    NOT_POSSIBLE = "not_possible"


TRANSITIONS: dict[Deed, tuple[State, State]] = {
    Deed.CALL: (State.WAITING, State.CALLED),
    Deed.RECALL: (State.CALLED, State.CALLED),
    Deed.START: (State.CALLED, State.SERVING),
    Deed.FINISH: (State.SERVING, State.FINISHED),
    Deed.MARK_ABSENT: (State.CALLED, State.ABSENT),
}

AT_WINDOW = (State.CALLED, State.SERVING)
