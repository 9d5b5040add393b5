"""The tariff: four rules of computing, and changes that two persons make."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from singlewindow.cash import tariff_changes
from singlewindow.cash.charges import Debtor, raise_charges
from singlewindow.cash.tariff import MOST_UNITS, AmountIsFixed, BaseMissing, Rule, UnitsWrong, amount_owed
from singlewindow.cash.tariff_changes import TariffWish, approve, open_changes, propose, refuse
from singlewindow.catalogue.records import TariffChange
from singlewindow.catalogue.services import service_by_code, tariff_of
from tests.cast import Hall
from tests.singlewindow.at_the_window import intake

DAY = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("rule", "figure", "typed", "owed"),
    [
        (Rule.FIXED, 3750, 3750, 3750),
        (Rule.PER_UNIT, 250, 12, 3000),
        (Rule.PERCENTAGE, 250, 100_000, 2500),
        (Rule.PERCENTAGE, 1, 4_999, 0),
        (Rule.PERCENTAGE, 1, 5_000, 1),
        (Rule.ASSESSED, None, 777, 777),
    ],
)
def test_each_rule_computes_its_amount(rule: Rule, figure: int | None, typed: int, owed: int) -> None:
    assert amount_owed(rule, figure, typed, "رسم") == owed


def test_what_does_not_fit_a_rule_is_refused() -> None:
    for rule, figure, typed, refusal in (
        (Rule.FIXED, 3750, 3749, AmountIsFixed),
        (Rule.PER_UNIT, 250, 0, UnitsWrong),
        (Rule.PER_UNIT, 250, MOST_UNITS + 1, UnitsWrong),
        (Rule.PERCENTAGE, 250, 0, BaseMissing),
    ):
        with pytest.raises(refusal):
            amount_owed(rule, figure, typed, "رسم")


@given(st.integers(1, 10_000), st.integers(1, 1_000_000_000))
def test_a_percentage_is_within_half_a_piastre_of_the_share(percent: int, base: int) -> None:
    assert abs(amount_owed(Rule.PERCENTAGE, percent, base, "x") * 10_000 - percent * base) <= 5_000


def wish(**changes: object) -> TariffWish:
    """A dearer fixed fee from the first of January."""
    values: dict[str, object] = {
        "service": "building_permit_issue", "code": "service", "name_ar": "مقابل خدمة (توضيحي)",
        "name_en": "Service charge (illustrative)", "rule": Rule.FIXED, "figure": 5000, "valid_from": DAY,
        "source": "بيانات توضيحية",
    }  # fmt: skip
    return TariffWish(**(values | changes))  # type: ignore[arg-type]


def amounts(hall: Hall, day: date) -> dict[str, int | None]:
    """The tariff of the building permit on a day, by code."""
    with hall.database.reading() as session:
        items = tariff_of(session, service_by_code(session, "building_permit_issue").id, day)
        return {item.code: item.amount for item in items}


def code_of_the_fixed(hall: Hall, now: datetime) -> str:
    """The code of the service's fixed item."""
    return next(code for code, amount in amounts(hall, now.date()).items() if amount is not None)


def test_a_change_takes_two_persons_and_begins_on_its_day(hall: Hall, now: datetime) -> None:
    code = code_of_the_fixed(hall, now)
    change = hall.do(propose, wish(code=code), hall.staff("manager1"), now)
    assert amounts(hall, DAY)[code] == 3750
    with pytest.raises(tariff_changes.OwnProposal):
        hall.do(approve, change.id, hall.staff("manager1"), now)
    hall.do(approve, change.id, hall.staff("admin1"), now)
    assert (amounts(hall, DAY - timedelta(days=1))[code], amounts(hall, DAY)[code]) == (3750, 5000)
    with hall.database.reading() as session:
        assert open_changes(session) == []
        settled = session.get_one(TariffChange, change.id)
    assert (settled.approved, settled.settled_by) == (True, hall.staff("admin1"))


def test_an_item_may_end_or_begin(hall: Hall, now: datetime) -> None:
    code = code_of_the_fixed(hall, now)
    for each in (wish(code=code, rule=None, figure=None), wish(code="per_metre", rule=Rule.PER_UNIT, figure=100)):
        hall.do(approve, hall.do(propose, each, hall.staff("manager1"), now).id, hall.staff("admin1"), now)
    assert code not in amounts(hall, DAY)
    assert amounts(hall, DAY)["per_metre"] == 100


def test_a_proposal_is_settled_once(hall: Hall, now: datetime) -> None:
    change = hall.do(propose, wish(), hall.staff("manager1"), now)
    hall.do(refuse, change.id, hall.staff("manager1"), now)
    for deed in (approve, refuse):
        with pytest.raises(tariff_changes.SettledAlready):
            hall.do(deed, change.id, hall.staff("admin1"), now)
    with pytest.raises(tariff_changes.UnknownChange):
        hall.do(approve, hall.center_id, hall.staff("admin1"), now)


def test_a_change_begins_after_the_item_that_it_ends(hall: Hall, now: datetime) -> None:
    code = code_of_the_fixed(hall, now)
    later, sooner = wish(code=code), wish(code=code, valid_from=DAY - timedelta(days=9))
    hall.do(approve, hall.do(propose, later, hall.staff("manager1"), now).id, hall.staff("admin1"), now)
    early = hall.do(propose, sooner, hall.staff("manager1"), now)
    with pytest.raises(tariff_changes.BeginsTooEarly):
        hall.do(approve, early.id, hall.staff("admin1"), now)
    assert amounts(hall, DAY)[code] == 5000


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"valid_from": date(2026, 11, 24)}, tariff_changes.DayPassed),
        ({"figure": None}, tariff_changes.FigureWrong),
        ({"figure": 0}, tariff_changes.FigureWrong),
        ({"rule": Rule.PERCENTAGE, "figure": 10_001}, tariff_changes.FigureWrong),
    ],
)
def test_a_wrong_proposal_is_refused(
    hall: Hall, now: datetime, changes: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        hall.do(propose, wish(**changes), hall.staff("manager1"), now)


def test_a_proposal_whose_day_has_come_is_not_approved(hall: Hall, now: datetime) -> None:
    change = hall.do(propose, wish(), hall.staff("manager1"), now)
    with pytest.raises(tariff_changes.DayPassed):
        hall.do(approve, change.id, hall.staff("admin1"), datetime(2027, 1, 1, 10, 0, tzinfo=now.tzinfo))


def test_a_request_owes_an_item_once(hall: Hall, now: datetime) -> None:
    from singlewindow.cash.charges import ChargedAlready
    from singlewindow.requests.receive import receive

    hall.take_ticket(now)
    clerk = hall.seat("clerk1", 1)
    hall.serve(clerk, now)
    with hall.database.writing() as work:
        request = receive(work, clerk, intake(), now).request
        items = tariff_of(work.session, request.service_id, now.date())
        typed = {item.id: item.amount for item in items if item.amount}
        debtor = Debtor(request_id=request.id)
        raise_charges(work, debtor, request.service_id, typed, clerk, now)
        with pytest.raises(ChargedAlready):
            raise_charges(work, debtor, request.service_id, typed, clerk, now)
