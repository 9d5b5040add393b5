"""The audit: an append-only chain that no edit, removal or cut escapes."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, delete, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from singlewindow.audit.actions import PHRASES, Action, phrase_of
from singlewindow.audit.anchors import FILE, anchor, anchor_daily, anchors_in
from singlewindow.audit.note import note
from singlewindow.audit.reading import A_PAGE, Filter, page_of
from singlewindow.audit.records import AuditEntry, entries
from singlewindow.audit.seals import NOTHING_BEFORE
from singlewindow.audit.verify import Verdict, verify
from singlewindow.database import Database, prepare_sqlite
from singlewindow.errors import Refusal
from singlewindow.everything import metadata
from tests.cast import Hall
from tests.conftest import NOON

KEY = b"a key that lies outside"


def fill_chain(database: Database, count: int = 6) -> None:
    """Note some deeds, one transaction each."""
    database.audit_key = KEY
    for number in range(count):
        with database.writing() as work:
            note(work, Action.PICK, None, None, f"B{number}", NOON + timedelta(seconds=number), ticket=number)


def look(database: Database, folder: Path, key: bytes = KEY) -> Verdict:
    with database.reading() as session:
        return verify(session, key, anchors_in(folder))


def unguarded(database: Database, deed: Callable[[Any], object]) -> None:
    """Do something to the chain as an attacker would who owns the database: triggers dropped first."""
    drop = {
        "sqlite": [f"DROP TRIGGER audit_entry_no_{name}" for name in ("update", "delete", "replace")],
        "postgresql": [f"DROP TRIGGER audit_entry_no_{name} ON audit_entry" for name in ("change", "truncate")],
    }[database.engine.dialect.name]
    with database.writing() as work:
        for statement in drop:
            work.session.execute(text(statement))
        deed(work.session)


def test_a_whole_chain_holds(database: Database, tmp_path: Path) -> None:
    fill_chain(database)
    assert look(database, tmp_path) == Verdict(6, 0)


def test_an_empty_chain_holds_and_has_nothing_to_anchor(database: Database, tmp_path: Path) -> None:
    assert look(database, tmp_path).holds
    with database.reading() as session:
        assert anchor(session, tmp_path, NOON) is None


def test_each_entry_holds_the_seal_of_the_one_before(database: Database) -> None:
    fill_chain(database, 3)
    with database.reading() as session:
        chain = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence)).all()
    assert [entry.sequence for entry in chain] == [1, 2, 3]
    assert [entry.previous for entry in chain] == [NOTHING_BEFORE, chain[0].seal, chain[1].seal]
    assert len({entry.site for entry in chain}) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET subject = 'B9' WHERE sequence = 2",
        "UPDATE audit_entry SET seal = seal",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE sequence = 6",
    ],
)
def test_the_database_itself_refuses_plain_changes(database: Database, tmp_path: Path, statement: str) -> None:
    fill_chain(database)
    with pytest.raises(DatabaseError, match="append-only"), database.writing() as work:
        work.session.execute(text(statement))
    assert look(database, tmp_path).holds


def test_sqlite_refuses_to_replace_an_entry(database: Database, tmp_path: Path) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL knows no REPLACE")
    fill_chain(database)
    with pytest.raises(DatabaseError, match="append-only"), database.writing() as work:
        work.session.execute(text("INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE sequence = 2"))
    assert look(database, tmp_path).holds


def test_postgresql_refuses_to_truncate(database: Database, tmp_path: Path) -> None:
    if database.engine.dialect.name != "postgresql":
        pytest.skip("SQLite knows no TRUNCATE")
    fill_chain(database)
    with pytest.raises(DatabaseError, match="append-only"), database.writing() as work:
        work.session.execute(text("TRUNCATE audit_entry"))
    assert look(database, tmp_path).holds


COLUMNS: dict[str, object] = {
    "done_at": NOON + timedelta(days=1),
    "action": "payment",
    "subject": "another",
    "facts": '{"ticket":99}',
    "previous": "1" * 64,
    "seal": "2" * 64,
    "site": "elsewhere",
    "sequence": 77,
}


@pytest.mark.parametrize("column", COLUMNS)
def test_an_edit_of_any_column_is_found_where_it_is(database: Database, tmp_path: Path, column: str) -> None:
    fill_chain(database)
    change = update(entries).where(entries.c.sequence == 3).values(**{column: COLUMNS[column]})
    unguarded(database, lambda session: session.execute(change))
    verdict = look(database, tmp_path)
    assert not verdict.holds
    assert verdict.sequence is not None
    assert verdict.sequence == 3


@contextmanager
def chain_of_its_own(folder: Path) -> Iterator[Database]:
    """A database with an anchored chain for one example of a property."""
    engine = create_engine(f"sqlite:///{folder / 'x.sqlite'}")
    prepare_sqlite(engine)
    metadata.create_all(engine)
    database = Database(engine, strict=True)
    fill_chain(database)
    with database.reading() as session:
        anchor(session, folder, NOON)
    yield database
    engine.dispose()


def move_head(session: Any) -> None:
    """Let the head say that what is last now was always last."""
    last = session.execute(select(entries).order_by(entries.c.sequence.desc())).first()
    values = {"n": last.sequence, "s": last.seal} if last else {"n": 0, "s": NOTHING_BEFORE}
    session.execute(text("UPDATE audit_head SET sequence = :n, seal = :s"), values)


SOME = settings(max_examples=25, deadline=None)


@SOME
@given(lost=st.sets(st.integers(1, 6), min_size=1), forged=st.booleans())
def test_no_removal_is_missed(tmp_path_factory: pytest.TempPathFactory, lost: set[int], forged: bool) -> None:
    folder = tmp_path_factory.mktemp("chain")

    def remove(session: Any) -> None:
        session.execute(delete(entries).where(entries.c.sequence.in_(lost)))
        if forged:
            move_head(session)

    with chain_of_its_own(folder) as database:
        unguarded(database, remove)
        assert not look(database, folder).holds


@SOME
@given(
    sequence=st.integers(1, 6),
    column=st.sampled_from(["subject", "facts", "action", "previous"]),
    said=st.text("abc{}"),
)
def test_no_edit_is_missed(tmp_path_factory: pytest.TempPathFactory, sequence: int, column: str, said: str) -> None:
    folder = tmp_path_factory.mktemp("chain")
    change = update(entries).where(entries.c.sequence == sequence).values(**{column: said})
    with chain_of_its_own(folder) as database:
        unguarded(database, lambda session: session.execute(change))
        assert look(database, folder).sequence == sequence


def test_a_forger_without_the_key_can_add_nothing(database: Database, tmp_path: Path) -> None:
    fill_chain(database)
    database.audit_key = b"a guess"
    with database.writing() as work:
        note(work, Action.PAYMENT, None, None, "R-1", NOON)
    verdict = look(database, tmp_path)
    assert (verdict.sequence, verdict.wrong) == (7, "An entry was changed.")


def test_a_chain_forged_as_a_whole_is_not_the_anchored_one(database: Database, tmp_path: Path) -> None:
    fill_chain(database)
    with database.reading() as session:
        anchored = anchor(session, tmp_path, NOON)
    assert anchored is not None
    (tmp_path / FILE).write_text(f"{NOON.isoformat()} {anchored.site} 4 {'a' * 64}\n")
    verdict = look(database, tmp_path)
    assert (verdict.sequence, verdict.wrong) == (4, "An entry is not the one that was anchored.")


def test_a_tail_cut_with_its_head_is_found_by_the_anchor(database: Database, tmp_path: Path) -> None:
    fill_chain(database)
    with database.reading() as session:
        anchor(session, tmp_path, NOON)
        fourth = session.execute(select(entries).where(entries.c.sequence == 4)).one()

    def cut(session: Any) -> None:
        session.execute(delete(entries).where(entries.c.sequence > 4))
        session.execute(text("UPDATE audit_head SET sequence = 4, seal = :seal"), {"seal": fourth.seal})

    unguarded(database, cut)
    assert look(database, tmp_path).wrong == "The end of the chain was cut off."


def test_a_tail_cut_without_its_head_is_found_at_once(database: Database, tmp_path: Path) -> None:
    fill_chain(database)
    unguarded(database, lambda session: session.execute(delete(entries).where(entries.c.sequence > 4)))
    assert look(database, tmp_path).sequence == 5


def test_anchors_are_added_once_a_day_and_kept_for_their_owner(database: Database, tmp_path: Path) -> None:
    fill_chain(database)
    moments = [NOON, NOON + timedelta(hours=23), NOON + timedelta(hours=25)]
    with database.reading() as session:
        written = [anchor_daily(session, tmp_path, moment) is not None for moment in moments]
    assert written == [True, False, True]
    assert [known.sequence for known in anchors_in(tmp_path)] == [6, 6]
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert look(database, tmp_path) == Verdict(6, 1)


def test_an_anchor_outlives_what_comes_after_it(database: Database, tmp_path: Path) -> None:
    fill_chain(database, 3)
    with database.reading() as session:
        anchor(session, tmp_path, NOON)
    fill_chain(database, 3)
    assert look(database, tmp_path) == Verdict(6, 1)


def test_a_refused_deed_leaves_no_entry(database: Database, tmp_path: Path) -> None:
    fill_chain(database, 2)
    with pytest.raises(Refusal), database.writing() as work:
        note(work, Action.PICK, None, None, "B7", NOON)
        raise Refusal
    assert look(database, tmp_path) == Verdict(2, 0)


@pytest.mark.parametrize("first", [0, 1])
def test_deeds_at_once_make_one_chain_without_forks(database: Database, tmp_path: Path, first: int) -> None:
    fill_chain(database, first)
    database.audit_key = KEY
    start = threading.Barrier(8)

    def deeds(thread: int) -> None:
        start.wait(30)
        for number in range(10):
            with database.writing() as work:
                note(work, Action.PICK, None, None, f"B{thread}-{number}", NOON)

    threads = [threading.Thread(target=deeds, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert look(database, tmp_path) == Verdict(first + 80, 0)


def test_facts_are_sealed_as_they_are_stored(hall: Hall, tmp_path: Path) -> None:
    hall.database.audit_key = KEY
    clerk, center = hall.staff("clerk1"), hall.center_id
    hall.do(note, Action.PAYMENT, clerk, center, "R-1", NOON)
    with hall.database.writing() as work:
        note(work, Action.PAYMENT, clerk, center, "R-2", NOON, method="نقدي", amount=3750)
    with hall.database.reading() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
    assert last is not None
    assert json.loads(last.facts) == {"method": "نقدي", "amount": 3750}
    assert look(hall.database, tmp_path).holds


def test_entries_are_found_by_day_action_person_and_center(hall: Hall) -> None:
    clerk, center = hall.staff("clerk1"), hall.center_id
    hall.do(note, Action.PAYMENT, clerk, center, "R-1", NOON)
    hall.do(note, Action.SIGN_IN, clerk, center, "D001", NOON + timedelta(days=1))
    hall.do(note, Action.SIGN_IN, hall.staff("auditor1"), None, "D401", NOON)
    everything = Filter()
    wanted = {
        replace(everything, action="sign_in"): 2,
        replace(everything, person="D001"): 2,
        replace(everything, center="demo"): 2,
        replace(everything, day=NOON.date()): 2,
        replace(everything, person="D001", action="payment"): 1,
        replace(everything, person="nobody"): 0,
    }
    with hall.database.reading() as session:
        assert {key: len(page_of(session, key, 1)[0]) for key in wanted} == wanted
        assert [line.person for line in page_of(session, everything, 1)[0]] == ["D401", "D001", "D001"]


def test_pages_hold_fifty_and_the_newest_comes_first(database: Database) -> None:
    fill_chain(database, A_PAGE + 3)
    with database.reading() as session:
        first, pages = page_of(session, Filter(), 1)
        second, _ = page_of(session, Filter(), 2)
    assert (len(first), len(second), pages) == (A_PAGE, 3, 2)
    assert first[0].entry.sequence == A_PAGE + 3


def test_every_action_has_its_phrase_and_an_unknown_one_its_name() -> None:
    assert set(PHRASES) == set(Action)
    assert phrase_of("payment") == "Took a payment"
    assert phrase_of("of_a_later_version") == "of_a_later_version"


def test_an_entry_put_in_by_hand_is_found(database: Database, tmp_path: Path) -> None:
    fill_chain(database)
    with database.writing() as work:
        row = work.session.execute(select(entries).where(entries.c.sequence == 6)).one()._asdict()
        work.session.execute(insert(entries), row | {"sequence": 7})
    assert look(database, tmp_path).sequence == 7
