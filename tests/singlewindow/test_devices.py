"""Devices: pairing by a code, beats and new tokens, the end of one. On both kinds of database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from singlewindow.devices.admission import Admission, NotPaired, PairedOtherwise, admit
from singlewindow.devices.beats import ROTATED_EVERY, TRIED_AGAIN_AFTER, beat, silent_devices
from singlewindow.devices.keeping import (
    DeviceRevoked,
    Facts,
    UnknownDevice,
    describe,
    devices_of,
    revoke,
    rotate_soon,
)
from singlewindow.devices.pairing import (
    CODE_LASTS,
    CODE_LENGTH,
    LETTERS,
    TAKEN_OVER_AFTER,
    Pairing,
    UnknownDeviceRole,
    UnknownPairingCode,
    pair,
    show_code,
)
from singlewindow.devices.records import Device, DeviceRole
from singlewindow.devices.tokens import device_with
from singlewindow.devices.windows import BadWindows, checked_windows
from singlewindow.places.centers import center_by_code
from singlewindow.places.records import Center
from singlewindow.text import TextMissing
from tests.cast import Hall

MINUTE = timedelta(minutes=1)


def paired(
    hall: Hall, now: datetime, role: str = "board", center: str = "zagazig", windows: str = ""
) -> tuple[UUID, str]:
    """Pair a device with a center; give its key and token."""
    shown = hall.do(show_code, "", now)
    assert shown.token
    with hall.database.reading() as session:
        key = center_by_code(session, center).id
    device = hall.do(pair, Pairing(shown.code, key, role, "شاشة", windows), hall.staff("manager1"), now)
    return device.id, shown.token


def device(hall: Hall, token: str) -> Device | None:
    """Give the device that holds a token."""
    with hall.database.reading() as session:
        return device_with(session, token)


@pytest.fixture
def real(hall: Hall) -> Hall:
    """A hall none of whose centers is a demonstration."""
    with hall.database.writing() as work:
        for center in work.session.scalars(select(Center)):
            center.demonstration = False
    return hall


def test_a_code_has_no_letter_or_digit_that_looks_like_another(hall: Hall, now: datetime) -> None:
    assert not set(LETTERS) & set("0O1IL5S2Z8BGQU")
    codes = {hall.do(show_code, "", now).code for _ in range(20)}
    assert len(codes) == 20
    assert all(len(code) == CODE_LENGTH and set(code) <= set(LETTERS) for code in codes)


def test_a_device_keeps_its_row_and_token_when_its_code_changes(hall: Hall, now: datetime) -> None:
    first = hall.do(show_code, "", now)
    again = hall.do(show_code, first.token, now + CODE_LASTS)
    assert again.code != first.code
    assert again.token is None
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Device)) == 1


def test_rows_that_nobody_paired_are_used_again(hall: Hall, now: datetime) -> None:
    stranger = hall.do(show_code, "", now)
    later = now + CODE_LASTS + TAKEN_OVER_AFTER + MINUTE
    assert hall.do(show_code, "", later).token != stranger.token
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Device)) == 1
    assert device(hall, stranger.token) is None


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "{0:.3}-{1}"])
def test_a_code_may_be_typed_in_any_case_with_blanks_and_dashes(hall: Hall, now: datetime, typed: str) -> None:
    shown = hall.do(show_code, "", now)
    code = shown.code.lower() if typed == "lower" else typed.format(shown.code, shown.code[3:])
    found = hall.do(pair, Pairing(code, hall.center_id, "kiosk", "جهاز المدخل"), hall.staff("manager1"), now)
    assert (found.role, found.name, found.pairing_code) == (DeviceRole.KIOSK, "جهاز المدخل", None)
    assert device(hall, shown.token).id == found.id  # type: ignore[union-attr]


def test_a_code_opens_nothing_once_its_time_is_over_or_it_was_used(hall: Hall, now: datetime) -> None:
    shown = hall.do(show_code, "", now)
    wish = Pairing(shown.code, hall.center_id, "kiosk", "جهاز")
    with pytest.raises(UnknownPairingCode):
        hall.do(pair, wish, hall.staff("manager1"), now + CODE_LASTS)
    hall.do(pair, wish, hall.staff("manager1"), now)
    with pytest.raises(UnknownPairingCode):
        hall.do(pair, wish, hall.staff("manager1"), now)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"code": ""}, UnknownPairingCode),
        ({"role": "printer"}, UnknownDeviceRole),
        ({"name": " "}, TextMissing),
        ({"windows": "1-x"}, BadWindows),
    ],
)
def test_a_wrong_pairing_is_refused_and_pairs_nothing(
    hall: Hall, now: datetime, change: dict[str, str], refusal: type[Exception]
) -> None:
    shown = hall.do(show_code, "", now)
    wish = {"code": shown.code, "center_id": hall.center_id, "role": "board", "name": "شاشة", "windows": "1-4"}
    with pytest.raises(refusal):
        hall.do(pair, Pairing(**(wish | change)), hall.staff("manager1"), now)  # type: ignore[arg-type]
    with hall.database.reading() as session:
        assert devices_of(session, None) == []


@pytest.mark.parametrize(("typed", "kept"), [("", ""), ("١-٤، ٧", "1-4,7"), ("3", "3"), (" 1 - 8 ", "1-8")])
def test_windows_are_kept_plain(typed: str, kept: str) -> None:
    assert checked_windows(typed) == kept


@pytest.mark.parametrize("typed", ["0", "1-", "8-1", "100", "a", ",", "1,,2", "1-99," * 20])
def test_what_is_no_window_is_refused(typed: str) -> None:
    with pytest.raises(BadWindows):
        checked_windows(typed)


@pytest.mark.parametrize("role", list(DeviceRole))
def test_a_device_opens_the_screen_of_its_center_and_role_only(real: Hall, now: datetime, role: DeviceRole) -> None:
    key, token = paired(real, now, role.value)
    other = DeviceRole.BOARD if role is DeviceRole.KIOSK else DeviceRole.KIOSK
    with real.database.reading() as session:
        assert admit(session, "zagazig", role, token).device_id == key
        for center, asked in (("demo", role), ("zagazig", other)):
            with pytest.raises(PairedOtherwise):
                admit(session, center, asked, token)
        for stranger in ("", "x", "x" * 5000):
            with pytest.raises(NotPaired):
                admit(session, "zagazig", role, stranger)
        assert admit(session, "nowhere", role, token) == Admission(known=False)


def test_a_device_that_only_shows_its_code_opens_nothing(real: Hall, now: datetime) -> None:
    token = real.do(show_code, "", now).token
    with real.database.reading() as session, pytest.raises(NotPaired):
        admit(session, "zagazig", DeviceRole.KIOSK, token)
    with pytest.raises(NotPaired):
        real.do(beat, token, "1", now)


def test_a_demonstration_opens_to_everybody_and_knows_its_devices(hall: Hall, now: datetime) -> None:
    key, token = paired(hall, now, "board", "demo")
    with hall.database.reading() as session:
        assert admit(session, "demo", DeviceRole.BOARD, "").device_id is None
        assert admit(session, "demo", DeviceRole.BOARD, token).device_id == key
        assert admit(session, "demo", DeviceRole.KIOSK, token).device_id is None


def test_a_beat_notes_time_and_version_and_touches_no_center(hall: Hall, now: datetime) -> None:
    _, token = paired(hall, now)
    with hall.database.reading() as session:
        before = center_by_code(session, "zagazig").version
    assert hall.do(beat, token, "0.2.0", now + MINUTE) is None
    assert hall.do(beat, token, "a\u202eb", now + 2 * MINUTE) is None
    found = device(hall, token)
    assert found
    assert (found.seen_at, found.version) == (now + 2 * MINUTE, "")
    with hall.database.reading() as session:
        assert center_by_code(session, "zagazig").version == before


def test_a_token_is_renewed_and_the_old_one_ends_once_the_new_one_is_used(hall: Hall, now: datetime) -> None:
    _, token = paired(hall, now)
    assert hall.do(beat, token, "1", now + ROTATED_EVERY - MINUTE) is None
    fresh = hall.do(beat, token, "1", now + ROTATED_EVERY)
    assert fresh
    assert device(hall, token) is not None
    assert hall.do(beat, fresh, "1", now + ROTATED_EVERY + MINUTE) is None
    assert device(hall, token) is None
    assert device(hall, fresh) is not None


def test_a_lost_answer_locks_no_device_out(hall: Hall, now: datetime) -> None:
    _, token = paired(hall, now)
    at = now + ROTATED_EVERY
    lost = hall.do(beat, token, "1", at)
    assert hall.do(beat, token, "1", at + TRIED_AGAIN_AFTER - timedelta(seconds=1)) is None, "two beats at once"
    again = hall.do(beat, token, "1", at + TRIED_AGAIN_AFTER)
    assert again not in (None, lost)
    assert device(hall, lost) is None
    assert hall.do(beat, again, "1", at + 2 * TRIED_AGAIN_AFTER) is None
    assert device(hall, token) is None


def test_a_manager_has_a_token_renewed_at_the_next_beat(hall: Hall, now: datetime) -> None:
    key, token = paired(hall, now)
    hall.do(rotate_soon, key, None, hall.staff("manager1"), now)
    assert hall.do(beat, token, "1", now + MINUTE)


def test_a_revoked_device_is_out_at_once_and_its_reason_is_kept(hall: Hall, now: datetime) -> None:
    key, token = paired(hall, now)
    told: list[UUID] = []
    hall.database.listen(DeviceRevoked, lambda news: told.append(news.device_id))
    with pytest.raises(TextMissing):
        hall.do(revoke, key, None, "", hall.staff("manager1"), now)
    for _ in range(2):
        hall.do(revoke, key, None, "سُرق الجهاز", hall.staff("manager1"), now)
    assert told == [key]
    assert device(hall, token) is None
    with pytest.raises(NotPaired):
        hall.do(beat, token, "1", now)
    with hall.database.reading() as session:
        kept = devices_of(session, None)
    assert [(row.revoked_because, row.revoked_at) for row in kept] == [("سُرق الجهاز", now)]


def test_a_device_of_another_center_is_not_there(hall: Hall, now: datetime) -> None:
    key, _ = paired(hall, now)
    facts = Facts("اسم", "1-2", "escpos://printer:9100", "")
    by = (hall.staff("manager1"), now)
    for deed in ((describe, key, hall.center_id, facts, *by), (rotate_soon, key, hall.center_id, *by)):
        with pytest.raises(UnknownDevice):
            hall.do(*deed)  # type: ignore[arg-type]
    hall.do(describe, key, None, facts, *by)
    with hall.database.reading() as session:
        assert [(row.windows, row.printer) for row in devices_of(session, None)] == [("1-2", "escpos://printer:9100")]
        assert devices_of(session, hall.center_id) == []


def test_a_device_is_silent_after_the_centers_minutes(hall: Hall, now: datetime) -> None:
    _, token = paired(hall, now, center="demo")
    hall.set_rules(device_alarm_minutes=5)
    with hall.database.reading() as session:
        center = session.get_one(Center, hall.center_id)
        assert silent_devices(session, center, now + 5 * MINUTE - timedelta(seconds=1)) == []
        assert [one.minutes for one in silent_devices(session, center, now + 7 * MINUTE)] == [7]
    hall.do(beat, token, "1", now + 6 * MINUTE)
    with hall.database.reading() as session:
        assert silent_devices(session, center, now + 7 * MINUTE) == []


def test_two_beats_at_once_leave_the_device_a_token_that_is_good(hall: Hall, now: datetime) -> None:
    _, token = paired(hall, now)
    at = now + ROTATED_EVERY
    with ThreadPoolExecutor(8) as pool:
        fresh = [one for one in pool.map(lambda _: hall.do(beat, token, "1", at), range(8)) if one]
    assert len(fresh) == 1
    assert device(hall, fresh[0]) is not None
    assert device(hall, token) is not None


def test_a_code_typed_by_many_at_once_pairs_once(hall: Hall, now: datetime) -> None:
    shown = hall.do(show_code, "", now)
    wish, manager = Pairing(shown.code, hall.center_id, "kiosk", "جهاز"), hall.staff("manager1")

    def attempt(_: int) -> bool:
        try:
            hall.do(pair, wish, manager, now)
        except UnknownPairingCode:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 1


def test_strangers_at_once_get_rows_of_their_own(hall: Hall, now: datetime) -> None:
    hall.do(show_code, "", now)
    later = now + CODE_LASTS + TAKEN_OVER_AFTER + MINUTE
    with ThreadPoolExecutor(8) as pool:
        shown = list(pool.map(lambda _: hall.do(show_code, "", later), range(8)))
    assert len({one.code for one in shown}) == 8
    assert all(device(hall, one.token) for one in shown)
