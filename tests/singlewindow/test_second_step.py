"""The second step of a sign-in, by deeds."""

from datetime import datetime, timedelta

import pyotp
import pytest
from cryptography.fernet import InvalidToken
from sqlalchemy import func, select

from singlewindow.people.records import RecoveryCode, SecondStep, Staff
from singlewindow.people.roles import Role
from singlewindow.people.second_step import (
    Enrolment,
    SecondStepIsSet,
    WrongCode,
    check_code,
    drop_second_step,
    enrolment,
    needs_second_step,
    set_second_step,
)
from singlewindow.people.signing_in import Presence, SessionLimits, awaited, begin_session, complete_session, present
from singlewindow.people.vault import Vault
from tests.cast import Hall

VAULT = Vault(b"a key")
LIMITS = SessionLimits()


def code_of(offered: Enrolment, moment: datetime) -> str:
    return pyotp.TOTP(offered.secret).at(moment)


def signed_in(hall: Hall, now: datetime) -> Presence:
    with hall.database.writing() as work:
        token, _ = begin_session(work, work.session.get_one(Staff, hall.staff("supervisor1")), now)
    with hall.database.reading() as session:
        found = present(session, token, now, LIMITS)
    assert found is not None
    return found


@pytest.fixture
def offered(hall: Hall, now: datetime) -> Enrolment:
    """What a supervisor has set up a second step with."""
    presence = signed_in(hall, now)
    offered = enrolment(VAULT, presence.sign_in.id)
    hall.do(set_second_step, presence, VAULT, code_of(offered, now), now)
    return offered


def check(hall: Hall, typed: str, now: datetime) -> None:
    with hall.database.writing() as work:
        check_code(work, work.session.get_one(Staff, hall.staff("supervisor1")), VAULT, typed, now)


def test_all_above_the_window_need_it() -> None:
    assert {role for role in Role if not needs_second_step(role)} == {Role.RECEIVER, Role.CLERK, Role.CASHIER}


def test_what_is_offered_stays_the_same_while_signed_in_and_differs_by_sign_in(hall: Hall, now: datetime) -> None:
    first, second = signed_in(hall, now).sign_in.id, signed_in(hall, now).sign_in.id
    assert enrolment(VAULT, first) == enrolment(VAULT, first)
    assert enrolment(VAULT, first).secret != enrolment(VAULT, second).secret
    assert len(set(enrolment(VAULT, first).recovery_codes)) == 8
    assert enrolment(Vault(b"another"), first).secret != enrolment(VAULT, first).secret


def test_a_wrong_first_code_sets_up_nothing(hall: Hall, now: datetime) -> None:
    presence = signed_in(hall, now)
    with pytest.raises(WrongCode):
        hall.do(set_second_step, presence, VAULT, "000000", now)
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SecondStep)) == 0


def test_it_is_set_up_once(hall: Hall, now: datetime, offered: Enrolment) -> None:
    with pytest.raises(SecondStepIsSet):
        hall.do(set_second_step, signed_in_anyhow(hall, now), VAULT, code_of(offered, now), now)


def signed_in_anyhow(hall: Hall, now: datetime) -> Presence:
    with hall.database.writing() as work:
        token, waits = begin_session(work, work.session.get_one(Staff, hall.staff("supervisor1")), now)
        assert waits
    with hall.database.reading() as session:
        found = awaited(session, token, now)
    assert found is not None
    return found


def test_a_session_that_waits_for_its_code_opens_nothing_and_lapses(
    hall: Hall, now: datetime, offered: Enrolment
) -> None:
    with hall.database.writing() as work:
        token, waits = begin_session(work, work.session.get_one(Staff, hall.staff("supervisor1")), now)
    assert waits
    with hall.database.reading() as session:
        assert present(session, token, now, LIMITS) is None
        assert awaited(session, token, now + timedelta(minutes=4)) is not None
        assert awaited(session, token, now + timedelta(minutes=6)) is None


def test_a_completed_session_opens(hall: Hall, now: datetime, offered: Enrolment) -> None:
    with hall.database.writing() as work:
        token, _ = begin_session(work, work.session.get_one(Staff, hall.staff("supervisor1")), now)
    with hall.database.writing() as work:
        found = awaited(work.session, token, now)
        assert found is not None
        complete_session(work, found, now)
    with hall.database.reading() as session:
        assert present(session, token, now, LIMITS) is not None
        assert awaited(session, token, now) is None


@pytest.mark.parametrize("late", [-30, 0, 30])
def test_a_clock_half_a_minute_off_is_borne(hall: Hall, now: datetime, offered: Enrolment, late: int) -> None:
    moment = now + timedelta(minutes=5)
    check(hall, code_of(offered, moment + timedelta(seconds=late)), moment)


@pytest.mark.parametrize("late", [-90, 90])
def test_an_older_or_later_code_is_refused(hall: Hall, now: datetime, offered: Enrolment, late: int) -> None:
    moment = now + timedelta(minutes=5)
    with pytest.raises(WrongCode):
        check(hall, code_of(offered, moment + timedelta(seconds=late)), moment)


def test_a_code_opens_once_and_no_earlier_one_after_it(hall: Hall, now: datetime, offered: Enrolment) -> None:
    moment = now + timedelta(minutes=5)
    check(hall, code_of(offered, moment), moment)
    for typed in (code_of(offered, moment), code_of(offered, moment - timedelta(seconds=30))):
        with pytest.raises(WrongCode):
            check(hall, typed, moment)
    check(hall, code_of(offered, moment + timedelta(seconds=30)), moment)


def test_the_code_of_the_setting_up_does_not_sign_in(hall: Hall, now: datetime, offered: Enrolment) -> None:
    with pytest.raises(WrongCode):
        check(hall, code_of(offered, now), now)


def test_digits_may_be_arabic_and_spaced(hall: Hall, now: datetime, offered: Enrolment) -> None:
    moment = now + timedelta(minutes=5)
    code = code_of(offered, moment).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    check(hall, f" {code[:3]} {code[3:]} ", moment)


def test_a_recovery_code_opens_once(hall: Hall, now: datetime, offered: Enrolment) -> None:
    check(hall, f" {offered.recovery_codes[0].lower().replace('-', ' ')} ", now)
    with pytest.raises(WrongCode):
        check(hall, offered.recovery_codes[0], now)
    check(hall, offered.recovery_codes[1], now)


@pytest.mark.parametrize("typed", ["", "0", "abc", "١٢٣", "9" * 300, "AAAA-AAAA-AAAA-AAAA"])
def test_anything_else_is_refused(hall: Hall, now: datetime, offered: Enrolment, typed: str) -> None:
    with pytest.raises(WrongCode):
        check(hall, typed, now + timedelta(minutes=5))


def test_the_database_holds_neither_secret_nor_codes(hall: Hall, offered: Enrolment) -> None:
    with hall.database.reading() as session:
        kept = session.scalars(select(SecondStep)).one()
        hashes = session.scalars(select(RecoveryCode.code_hash)).all()
    assert offered.secret not in kept.secret
    assert VAULT.open(kept.secret) == offered.secret
    with pytest.raises(InvalidToken):
        Vault(b"another").open(kept.secret)
    assert not set(hashes) & set(offered.recovery_codes)


def test_dropping_it_takes_the_recovery_codes_too(hall: Hall, now: datetime, offered: Enrolment) -> None:
    hall.do(drop_second_step, hall.staff("supervisor1"))
    for typed in (code_of(offered, now + timedelta(minutes=5)), offered.recovery_codes[0]):
        with pytest.raises(WrongCode):
            check(hall, typed, now + timedelta(minutes=5))
