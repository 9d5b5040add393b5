"""The hall of a made-up day, and the numbers that are shared out: pure, without a database."""

from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from singlewindow.demonstration.year.chance import Chance, Weighed
from singlewindow.demonstration.year.errands import Errand, Kind
from singlewindow.demonstration.year.hall import Guest, Hall
from singlewindow.demonstration.year.offered import Offered
from singlewindow.demonstration.year.people import Place
from singlewindow.demonstration.year.plans import Plan, settle
from singlewindow.demonstration.year.visits import Visit
from singlewindow.demonstration.year.volume import shared_out, volumes
from singlewindow.places.records import CenterKind
from singlewindow.tickets.states import Deed, Lane, State

KINDS = [CenterKind.MAIN] * 20 + [CenterKind.MINI] * 107 + [CenterKind.MOBILE]
SERVICE = Offered(UUID(int=1), "one", UUID(int=2), "B", (), None, (), ())
OTHER = Offered(UUID(int=3), "other", UUID(int=2), "B", (), None, (), ())
PLACES = [Place(UUID(int=n), UUID(int=n + 100)) for n in range(1, 4)]


def plan(service: Offered = SERVICE, day: int = 0, withdrawn: bool = False) -> Plan:
    return Plan(service, day, 0.4, lacks_papers=False, withdrawn=withdrawn, rejected=False)


def guest(minute: float, *errands: Errand, lane: Lane = Lane.ORDINARY) -> Guest:
    return Guest(Visit(SERVICE, lane, minute), UUID(int=int(minute * 10) + 1), list(errands))


def receiving(service: Offered = SERVICE) -> Errand:
    return Errand(Kind.RECEIVE, plan(service))


def hall(windows: int = 3, head_start: float = 20.0) -> Hall:
    return Hall(PLACES[:windows], 420.0, head_start, Chance("hall"))


@given(some.integers(0, 10**6), some.lists(some.floats(0, 100), min_size=1, max_size=50))
def test_what_is_shared_out_adds_up_and_nobody_gets_a_whole_more_than_their_share(
    total: int, weights: list[float]
) -> None:
    shares = shared_out(total, weights)
    assert sum(shares) == (total if sum(weights) else 0)
    assert all(abs(share - total * w / (sum(weights) or 1)) <= 1.01 for share, w in zip(shares, weights, strict=True))


@given(some.integers(0, 10**6), some.floats(0.001, 15.0))
def test_the_announced_january_is_met_at_any_scale(seed: int, scale: float) -> None:
    of_centers = volumes(KINDS, Chance(seed), scale)
    assert sum(each.received[0] for each in of_centers) == round(32_061 * scale)
    assert sum(each.finished_in_january for each in of_centers) == round(26_146 * scale)
    assert of_centers[-1].finished_in_january == round(162 * scale)
    assert all(each.finished_in_january <= each.received[0] for each in of_centers)


def test_a_whole_year_receives_as_announced() -> None:
    of_year = [sum(each.received) for each in volumes(KINDS, Chance(1), 1.0)]
    assert abs(sum(of_year) - 377_221) <= 6


def test_a_month_settles_on_exactly_so_many_finished_whatever_was_planned() -> None:
    plans = [plan(day=n % 20, withdrawn=n % 7 == 0) for n in range(60)]
    settle(plans, 55, 19)
    assert sum(each.finish_by == 19 for each in plans) == 55
    assert sum(each.not_before == 20 for each in plans) == 5
    assert not any(each.withdrawn for each in plans if each.finish_by is not None)


def test_everybody_with_an_errand_is_served_on_the_day_however_full_the_hall() -> None:
    guests = [guest(n / 3, receiving()) for n in range(600)]
    done = list(hall(1).run(guests))
    assert len(done) == 600
    assert {each.visit.state for each in guests} == {State.FINISHED}


def test_who_has_no_errand_finds_closed_windows_when_the_hall_is_overfull() -> None:
    guests = [guest(n / 3, receiving()) for n in range(600)] + [guest(401.0)]
    list(hall(1).run(guests))
    assert guests[-1].visit.state is State.NOT_SERVED
    assert [period["deed"] for period in guests[-1].visit.periods] == [Deed.CLOSE_DAY]


def test_who_loses_patience_leaves_and_takes_no_window() -> None:
    left = guest(5.0)
    left.patience = 1.0
    first = [guest(n / 100, receiving()) for n in range(40)]
    list(hall(1).run([*first, left]))
    assert left.visit.state is State.LEFT
    assert left.visit.calls == 0


def test_who_is_sent_on_keeps_the_turn_and_is_called_again() -> None:
    sent = guest(1.0, receiving())
    sent.sent_on = True
    list(hall().run([sent]))
    deeds = [period["deed"] for period in sent.visit.periods]
    assert deeds.count(Deed.TRANSFER) == 1
    assert deeds[-1] is Deed.FINISH
    assert sent.visit.calls >= 2


def test_who_is_absent_is_called_again_and_comes_back_at_the_end_of_the_line() -> None:
    absent = guest(1.0, receiving())
    absent.absent = True
    list(hall().run([absent]))
    deeds = [period["deed"] for period in absent.visit.periods]
    assert deeds[:5] == [Deed.CALL, Deed.RECALL, Deed.RECALL, Deed.MARK_ABSENT, Deed.COME_BACK]
    assert absent.visit.state is State.FINISHED
    assert absent.visit.returns == 1


def test_priority_is_called_before_those_who_came_less_than_the_head_start_earlier() -> None:
    ordinary = [guest(n / 10, receiving()) for n in range(30)]
    first = guest(3.5, receiving(), lane=Lane.PRIORITY)
    list(hall(1).run([*ordinary, first]))
    later = [each for each in ordinary if (each.visit.called or 0) > (first.visit.called or 0)]
    assert len(later) > 20


def test_two_requests_of_one_visit_are_two_services_of_one_number() -> None:
    both = guest(1.0, receiving(), receiving(OTHER))
    done = list(hall().run([both]))
    assert [each.errand.service for each in done] == [SERVICE, OTHER]
    deeds = Counter(period["deed"] for period in both.visit.periods)
    assert deeds[Deed.ADD_SERVICE] == 1
    assert both.visit.service is OTHER


def test_no_window_serves_two_at_once() -> None:
    guests = [guest(n / 2, receiving()) for n in range(200)]
    list(hall(3).run(guests))
    spans = sorted(
        (period["window_id"], period["began_at"], period["ended_at"])
        for each in guests
        for period in each.visit.periods
        if period["state"] is State.SERVING
    )
    assert all(one[0] != two[0] or one[2] <= two[1] for one, two in pairwise(spans))


def test_keys_are_uuids_of_version_7_in_the_order_of_their_moments() -> None:
    chance = Chance(1)
    keys = [chance.key_at(datetime(2026, 1, day, tzinfo=UTC)) for day in range(1, 29)]
    assert all((key.version, key.variant) == (7, "specified in RFC 4122") for key in keys)
    assert keys == sorted(keys)


def test_what_weighs_more_is_chosen_more_often() -> None:
    chosen = Counter(Weighed(["often", "seldom", "never"], [9.0, 1.0, 0.0]).any(Chance(2), 2_000))
    assert chosen["often"] > 5 * chosen["seldom"] > 0
    assert not chosen["never"]
