"""Sessions: what ends them, and what fails before they begin."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from singlewindow.audit.actions import Action
from singlewindow.audit.records import AuditEntry
from singlewindow.people.passwords import (
    PasswordHasName,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
    checked_password,
)
from singlewindow.people.records import SignInTry, Staff
from singlewindow.people.signing_in import (
    SessionEnded,
    SessionLimits,
    begin_session,
    end_session,
    end_sessions_of,
    end_stale_sessions,
    present,
    refuse_sign_in,
    touch,
)
from singlewindow.people.tries import LONGEST, TooManyTries, Trier, forgive, locked_for, require_unlocked
from tests.cast import Hall

LIMITS = SessionLimits(timedelta(hours=2), timedelta(hours=12))


def begun(hall: Hall, now: datetime, username: str = "clerk1") -> str:
    with hall.database.writing() as work:
        return begin_session(work, work.session.get_one(Staff, hall.staff(username)), now)[0]


def is_in(hall: Hall, token: str, now: datetime) -> bool:
    with hall.database.reading() as session:
        return present(session, token, now, LIMITS) is not None


def told(hall: Hall) -> list[UUID]:
    """Collect the sessions that are told to have ended."""
    ended: list[UUID] = []
    hall.database.listen(SessionEnded, lambda news: ended.append(news.sign_in_id))
    return ended


@pytest.mark.parametrize(("hours", "alive"), [(1.9, True), (2.1, False)])
def test_a_session_nobody_uses_ends(hall: Hall, now: datetime, hours: float, alive: bool) -> None:
    token = begun(hall, now)
    assert is_in(hall, token, now + timedelta(hours=hours)) is alive


def test_a_session_in_use_lasts_until_its_end(hall: Hall, now: datetime) -> None:
    token = begun(hall, now)
    for hour in range(1, 12):
        moment = now + timedelta(hours=hour)
        with hall.database.writing() as work:
            found = present(work.session, token, moment, LIMITS)
            assert found is not None
            touch(work, found.sign_in.id, moment)
    assert not is_in(hall, token, now + timedelta(hours=12))


def test_ending_all_sessions_of_a_person_tells_of_each_and_spares_others(hall: Hall, now: datetime) -> None:
    own, another = [begun(hall, now) for _ in range(2)], begun(hall, now, "clerk2")
    ended = told(hall)
    hall.do(end_sessions_of, hall.staff("clerk1"), now)
    assert len(ended) == 2
    assert [is_in(hall, token, now) for token in (*own, another)] == [False, False, True]


def test_signing_out_ends_one_session_and_tells_of_it(hall: Hall, now: datetime) -> None:
    first, second = begun(hall, now), begun(hall, now)
    ended = told(hall)
    hall.do(end_session, first, now)
    hall.do(end_session, "no token of anyone", now)
    assert (len(ended), is_in(hall, first, now), is_in(hall, second, now)) == (1, False, True)


def test_stale_sessions_are_ended_and_told_of(hall: Hall, now: datetime) -> None:
    begun(hall, now - timedelta(hours=3))
    fresh = begun(hall, now)
    ended = told(hall)
    hall.do(end_stale_sessions, now, LIMITS)
    hall.do(end_stale_sessions, now, LIMITS)
    assert len(ended) == 1
    assert is_in(hall, fresh, now)


def test_sign_ins_and_failures_are_noted_and_a_name_nobody_has_is_not(hall: Hall, now: datetime) -> None:
    begun(hall, now)
    for username in ("clerk2", "somebody.else"):
        hall.do(refuse_sign_in, Trier(username, "192.0.2.1"), now)
    with hall.database.reading() as session:
        noted = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence)).all()
    assert [(entry.action, entry.subject) for entry in noted] == [
        (Action.SIGN_IN, "D001"), (Action.SIGN_IN_FAILED, "D002"), (Action.SIGN_IN_FAILED, ""),
    ]  # fmt: skip
    assert "somebody" not in "".join(entry.subject + entry.facts for entry in noted)


@pytest.mark.parametrize("username", ["clerk1", "nobody.at.all"])
def test_a_name_is_locked_from_the_tenth_failure_on_whether_it_exists_or_not(
    hall: Hall, now: datetime, username: str
) -> None:
    trier = Trier(username, "192.0.2.1")
    for failures in range(10):
        with hall.database.reading() as session:
            require_unlocked(session, trier, now)
        assert failures < 10
        hall.do(refuse_sign_in, trier, now)
    with hall.database.reading() as session:
        with pytest.raises(TooManyTries, match="wait 1 minutes"):
            require_unlocked(session, Trier(f" {username.upper()} ", "198.51.100.9"), now)
        require_unlocked(session, Trier("clerk2", "192.0.2.1"), now)
        require_unlocked(session, trier, now + timedelta(minutes=1, seconds=1))


def test_an_address_is_locked_after_a_hundred_names(hall: Hall, now: datetime) -> None:
    with hall.database.writing() as work:
        for number in range(100):
            refuse_sign_in(work, Trier(f"name{number}", "192.0.2.1"), now)
    with hall.database.reading() as session:
        require_unlocked(session, Trier("clerk1", "192.0.2.2"), now)
        with pytest.raises(TooManyTries):
            require_unlocked(session, Trier("clerk1", "192.0.2.1"), now)


def test_each_further_failure_locks_twice_as_long_up_to_a_quarter_of_an_hour() -> None:
    minutes = [locked_for(failures, 10) / timedelta(minutes=1) for failures in (9, 10, 11, 12, 13, 14, 500)]
    assert minutes == [0, 1, 2, 4, 8, 15, 15]
    assert timedelta(minutes=15) == LONGEST


def test_failures_are_forgiven_by_a_sign_in_and_forgotten_after_a_day(hall: Hall, now: datetime) -> None:
    trier = Trier("clerk1", "192.0.2.1")
    hall.do(refuse_sign_in, trier, now)
    hall.do(forgive, trier)
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignInTry)) == 1
    hall.do(refuse_sign_in, Trier("clerk2", "192.0.2.2"), now + timedelta(days=1, seconds=1))
    with hall.database.reading() as session:
        assert session.scalar(select(func.max(SignInTry.failures))) == 1
        assert session.scalar(select(func.count()).select_from(SignInTry)) == 2


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("short", PasswordTooShort),
        ("x" * 201, PasswordTooLong),
        ("1234567890", PasswordTooCommon),
        ("Password123", PasswordTooCommon),
        ("ababababab", PasswordTooCommon),
        ("my-clerk1-pass", PasswordHasName),
    ],
)
def test_a_poor_password_is_refused(password: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        checked_password(password, "clerk1")


@pytest.mark.parametrize("password", ["جمل نافذة قمر", "three words apart", "k7#pQ2!xLw"])
def test_a_good_password_is_taken(password: str) -> None:
    assert checked_password(password, "clerk1") == password
