"""The deeds of the hall beyond the plain visit: each moves one number, leaves its period, or is refused in words."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from singlewindow.people.records import Skill, StaffSkill
from singlewindow.places.clock import service_day
from singlewindow.places.records import Window, WindowState
from singlewindow.places.windows import WindowIsBusy, leave_window, open_window, pause_window
from singlewindow.text import TextMissing
from singlewindow.tickets.day_end import close_days, close_past_days
from singlewindow.tickets.desk import NoTicketHere, WindowHasTicket, WindowIsPaused
from singlewindow.tickets.hall import Limits, UnknownClerk, free_window, limit_window, seat_clerk
from singlewindow.tickets.holder import (
    PostponedOften,
    ReturnedBefore,
    TooLate,
    UnknownFollowCode,
    come_back,
    come_back_by_number,
    leave,
    postpone,
)
from singlewindow.tickets.records import Period
from singlewindow.tickets.reroute import (
    OwnWindow,
    SameService,
    add_service,
    send_back,
    transfer_to_sector,
    transfer_to_skill,
    transfer_to_window,
)
from singlewindow.tickets.serve import (
    CalledOften,
    CalledTooSoon,
    NobodyWaits,
    UnknownNumber,
    finish,
    hold,
    mark_absent,
    pick,
    recall,
    resume,
    start,
)
from singlewindow.tickets.states import Deed, Lane, Outcome, State
from singlewindow.tickets.transit import NotPossibleNow
from tests.cast import Hall

MINUTE = timedelta(minutes=1)


def periods(hall: Hall, ticket_id: UUID) -> list[tuple[State, Deed, str]]:
    """Give the periods of a ticket in order: state, the deed that ended it, the reason."""
    with hall.database.reading() as session:
        query = select(Period).where(Period.ticket_id == ticket_id).order_by(Period.began_at, Period.id)
        return [(period.state, period.deed, period.reason) for period in session.scalars(query)]


def window(hall: Hall, number: int) -> Window:
    with hall.database.reading() as session:
        own = (Window.center_id == hall.center_id, Window.number == number)
        return session.scalars(select(Window).where(*own)).one()


def test_a_number_is_called_again_at_most_so_often_and_not_at_once(hall: Hall, now: datetime) -> None:
    hall.set_rules(most_recalls=2, recall_after_seconds=10)
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.call(clerk, now)
    with pytest.raises(CalledTooSoon) as soon:
        hall.do(recall, clerk, now + timedelta(seconds=4))
    assert soon.value.values == {"seconds": 6}
    for n in (1, 2):
        hall.do(recall, clerk, now + n * MINUTE)
    with pytest.raises(CalledOften):
        hall.do(recall, clerk, now + 3 * MINUTE)


def test_a_held_visit_lets_the_window_call_and_goes_on_later(hall: Hall, now: datetime) -> None:
    first, second = hall.take_ticket(now), hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.serve(clerk, now)
    hall.do(hold, clerk, now)
    assert hall.serve(clerk, now).id == second.id
    with pytest.raises(WindowHasTicket):
        hall.do(resume, clerk, first.id, now)
    hall.do(finish, clerk, Outcome.SERVED, now)
    with pytest.raises(WindowIsBusy):
        hall.do(leave_window, clerk)
    with pytest.raises(NoTicketHere):
        hall.do(resume, clerk, second.id, now)
    hall.do(resume, clerk, first.id, now)
    assert hall.ticket(first.id).state is State.SERVING


def test_a_colleague_does_not_take_a_held_number(hall: Hall, now: datetime) -> None:
    held = hall.take_ticket(now)
    clerk, colleague = hall.seat("clerk1", 1), hall.seat("clerk2", 2)
    hall.serve(clerk, now)
    hall.do(hold, clerk, now)
    with pytest.raises(NoTicketHere):
        hall.do(resume, colleague, held.id, now)


def test_a_transfer_to_a_window_is_called_there_only_and_first(hall: Hall, now: datetime) -> None:
    sent = hall.take_ticket(now)
    for n in (1, 2):
        hall.take_ticket(now + n * MINUTE)
    clerk, other, third = hall.seat("clerk1", 1), hall.seat("clerk2", 2), hall.seat("clerk3", 3)
    later = now + 3 * MINUTE
    hall.serve(clerk, later)
    with pytest.raises(OwnWindow):
        hall.do(transfer_to_window, clerk, 1, "خطأ", later)
    with pytest.raises(TextMissing):
        hall.do(transfer_to_window, clerk, 2, " ", later)
    hall.do(transfer_to_window, clerk, 2, "يحتاج إلى ختم", later)
    assert hall.call(third, later).number == 2
    assert hall.call(other, later).id == sent.id
    assert periods(hall, sent.id)[2] == (State.SERVING, Deed.TRANSFER, "يحتاج إلى ختم")


def test_a_transfer_to_a_sector_or_a_skill_waits_for_who_serves_it(hall: Hall, now: datetime) -> None:
    to_sector, to_skill = hall.take_ticket(now), hall.take_ticket(now + MINUTE)
    clerk, other = hall.seat("clerk1", 1), hall.seat("clerk2", 2)
    with hall.database.writing() as work:
        skill = Skill(code="drawings", name_ar="قراءة الرسومات", name_en="Reading drawings")
        work.add(skill)
        work.session.flush()
        work.add(StaffSkill(staff_id=other, skill_id=skill.id))
    hall.do(limit_window, hall.center_id, 2, Limits(frozenset({"revenue"}), frozenset(), False))
    later = now + 2 * MINUTE
    hall.call(clerk, later)
    hall.do(transfer_to_sector, clerk, "revenue", "سداد أولا", later)
    assert hall.call(other, later).id == to_sector.id
    hall.call(clerk, later)
    hall.do(transfer_to_skill, clerk, "drawings", "رسومات هندسية", later)
    with pytest.raises(NobodyWaits):
        hall.call(clerk, later)
    hall.do(start, other, later)
    hall.do(finish, other, Outcome.SERVED, later)
    hall.do(limit_window, hall.center_id, 2, Limits(frozenset(), frozenset(), False))
    assert hall.call(other, later).id == to_skill.id


def test_a_number_sent_back_keeps_its_turn(hall: Hall, now: datetime) -> None:
    first, _second = hall.take_ticket(now), hall.take_ticket(now + MINUTE)
    clerk = hall.seat("clerk1", 1)
    hall.call(clerk, now + 2 * MINUTE)
    turn = hall.ticket(first.id).turn
    hall.do(send_back, clerk, "الموظف المختص غائب", now + 2 * MINUTE)
    ticket = hall.ticket(first.id)
    assert (ticket.state, ticket.turn, ticket.window_id) == (State.WAITING, turn, None)
    assert hall.call(clerk, now + 3 * MINUTE).id == first.id


def test_a_second_service_goes_on_under_the_same_number(hall: Hall, now: datetime) -> None:
    visit = hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    before = hall.serve(clerk, now).service_id
    with pytest.raises(SameService):
        hall.do(add_service, clerk, "building_permit_issue", now)
    hall.do(add_service, clerk, "rent_payment", now + MINUTE)
    ticket = hall.ticket(visit.id)
    assert (ticket.state, ticket.letter, ticket.number) == (State.SERVING, "B", 1)
    assert ticket.service_id != before
    hall.do(finish, clerk, Outcome.SERVED, now + 2 * MINUTE)
    with hall.database.reading() as session:
        served = select(Period.service_id).where(Period.state == State.SERVING).order_by(Period.began_at)
        assert session.scalars(served).all() == [before, ticket.service_id]


def test_a_given_number_is_called_with_a_reason_only(hall: Hall, now: datetime) -> None:
    for _ in range(3):
        hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    with pytest.raises(TextMissing):
        hall.do(pick, clerk, "B", 3, "", now)
    with pytest.raises(UnknownNumber):
        hall.do(pick, clerk, "B", 9, "حالة صحية", now)
    picked = hall.do(pick, clerk, "B", 3, "حالة صحية", now)
    assert hall.ticket(picked).number == 3
    assert periods(hall, picked) == [(State.WAITING, Deed.PICK, "حالة صحية")]


def test_an_absent_number_comes_back_once_at_the_end_of_the_line_within_the_grace(hall: Hall, now: datetime) -> None:
    hall.set_rules(grace_minutes=10)
    gone = hall.take_ticket(now)
    other = hall.take_ticket(now + MINUTE)
    clerk = hall.seat("clerk1", 1)
    with pytest.raises(NotPossibleNow):
        hall.do(come_back, gone.follow_code, now)
    hall.call(clerk, now + 2 * MINUTE)
    hall.do(mark_absent, clerk, now + 2 * MINUTE)
    with pytest.raises(TooLate):
        hall.do(come_back, gone.follow_code, now + 13 * MINUTE)
    hall.do(come_back, gone.follow_code, now + 5 * MINUTE)
    assert hall.call(clerk, now + 6 * MINUTE).id == other.id
    hall.do(mark_absent, clerk, now + 6 * MINUTE)
    assert hall.do(come_back_by_number, hall.center_id, "B", 2, now + 7 * MINUTE) == other.follow_code
    assert hall.call(clerk, now + 8 * MINUTE).id == gone.id
    hall.do(mark_absent, clerk, now + 8 * MINUTE)
    with pytest.raises(ReturnedBefore):
        hall.do(come_back, gone.follow_code, now + 9 * MINUTE)


def test_ten_more_minutes_twice_and_nobody_calls_before(hall: Hall, now: datetime) -> None:
    slow = hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.do(postpone, slow.follow_code, now)
    with pytest.raises(NobodyWaits):
        hall.call(clerk, now + 9 * MINUTE)
    hall.do(postpone, slow.follow_code, now + 9 * MINUTE)
    with pytest.raises(PostponedOften):
        hall.do(postpone, slow.follow_code, now + 9 * MINUTE)
    with pytest.raises(NobodyWaits):
        hall.call(clerk, now + 19 * MINUTE)
    assert hall.call(clerk, now + 20 * MINUTE).id == slow.id


def test_who_leaves_is_called_no_more_and_a_wrong_or_old_code_says_the_same(hall: Hall, now: datetime) -> None:
    ticket = hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    for code, when in (("no-such-code-at-all", now), (ticket.follow_code, now + timedelta(days=1))):
        with pytest.raises(UnknownFollowCode):
            hall.do(leave, code, when)
    hall.do(leave, ticket.follow_code, now)
    with pytest.raises(NobodyWaits):
        hall.call(clerk, now)
    with pytest.raises(NotPossibleNow):
        hall.do(leave, ticket.follow_code, now)


def test_a_paused_window_calls_nobody(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    with pytest.raises(TextMissing):
        hall.do(pause_window, clerk, "")
    hall.do(pause_window, clerk, "صلاة")
    assert (window(hall, 1).state, window(hall, 1).paused_because) == (WindowState.PAUSED, "صلاة")
    with pytest.raises(WindowIsPaused):
        hall.call(clerk, now)
    hall.do(open_window, clerk)
    assert hall.call(clerk, now).number == 1


def test_a_limited_window_calls_only_its_sectors_and_lanes(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    hall.take_ticket(now + MINUTE, lane=Lane.PRIORITY)
    hall.take_ticket(now + 2 * MINUTE, service="rent_payment")
    clerk, other, third = hall.seat("clerk1", 1), hall.seat("clerk2", 2), hall.seat("clerk3", 3)
    hall.do(limit_window, hall.center_id, 1, Limits(frozenset({"revenue"}), frozenset(), False))
    hall.do(limit_window, hall.center_id, 2, Limits(frozenset(), frozenset({Lane.ORDINARY}), False))
    later = now + 3 * MINUTE
    assert hall.call(clerk, later).number == 1
    assert hall.call(other, later).lane is Lane.ORDINARY
    assert hall.call(third, later).lane is Lane.PRIORITY


def test_a_window_that_serves_priority_first_still_serves_others(hall: Hall, now: datetime) -> None:
    hall.set_rules(head_start_minutes=0)
    hall.take_ticket(now)
    late = hall.take_ticket(now + MINUTE, lane=Lane.PRIORITY)
    clerk = hall.seat("clerk1", 1)
    hall.do(limit_window, hall.center_id, 1, Limits(frozenset(), frozenset(), True))
    later = now + 2 * MINUTE
    assert hall.serve(clerk, later).id == late.id
    hall.do(finish, clerk, Outcome.SERVED, later)
    assert hall.call(clerk, later).number == 1


def test_a_freed_window_gives_its_numbers_back_to_the_queue(hall: Hall, now: datetime) -> None:
    held, present = hall.take_ticket(now), hall.take_ticket(now)
    clerk, colleague = hall.seat("clerk1", 1), hall.seat("clerk2", 2)
    hall.serve(clerk, now)
    hall.do(hold, clerk, now)
    hall.serve(clerk, now)
    hall.do(free_window, hall.center_id, 1, "غادر الموظف", now)
    assert window(hall, 1).staff_id is None
    assert [hall.ticket(key).state for key in (held.id, present.id)] == [State.WAITING, State.WAITING]
    assert hall.call(colleague, now).id == held.id


def test_a_clerk_is_moved_to_another_window(hall: Hall, now: datetime) -> None:
    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.seat("clerk2", 2)
    hall.call(clerk, now)
    hall.do(seat_clerk, hall.center_id, 2, clerk, "تبديل", now)
    assert (window(hall, 1).staff_id, window(hall, 2).staff_id) == (None, clerk)
    assert hall.call(clerk, now).number == 1
    with pytest.raises(UnknownClerk):
        hall.do(seat_clerk, hall.center_id, 2, hall.center_id, "خطأ", now)


def test_the_end_of_the_day_closes_what_was_left_and_deletes_nothing(hall: Hall, now: datetime) -> None:
    waiting, called, held, serving = (hall.take_ticket(now) for _ in range(4))
    clerks = [hall.seat(f"clerk{n}", n) for n in (1, 2, 3)]
    hall.do(pick, clerks[0], "B", 2, "اختبار", now)
    hall.do(pick, clerks[1], "B", 3, "اختبار", now)
    hall.do(start, clerks[1], now)
    hall.do(hold, clerks[1], now)
    hall.do(pick, clerks[2], "B", 4, "اختبار", now)
    hall.do(start, clerks[2], now)
    assert close_past_days(hall.database, now) == 0, "today goes on"
    assert close_past_days(hall.database, now + timedelta(days=1)) == 4
    assert [hall.ticket(ticket.id).state for ticket in (waiting, called, held)] == [State.NOT_SERVED] * 3
    left = hall.ticket(serving.id)
    assert (left.state, left.outcome) == (State.FINISHED, Outcome.LEFT_OPEN)
    assert close_past_days(hall.database, now + timedelta(days=1)) == 0
    hall.take_ticket(now)
    tomorrow = service_day(now) + timedelta(days=1)
    assert hall.do(close_days, hall.center_id, tomorrow, now) == 1
