"""Issue and call over HTTP against the server as shipped, at 1, 8 and 32 clients, beside plain SQL."""

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import create_engine, func, select, update

from bench.floor import commits_a_second
from bench.load import Load, Timed, under_load
from bench.visitor import Visitor
from singlewindow.demonstration.fill import PASSWORD
from singlewindow.people.records import Staff
from singlewindow.places.records import Center, Window
from singlewindow.records import new_key
from singlewindow.tickets.records import Period, Ticket
from singlewindow.tickets.states import State
from tests.servers import Product

CLIENTS = (1, 8, 32)


def arrive(port: int, _client: int) -> Visitor:
    """Stand at a kiosk."""
    return Visitor(port, "/kiosk/demo/services/rent_payment")


def issue(visitor: Visitor) -> list[Timed]:
    """Take a ticket."""
    return [timed(visitor.take_ticket)]


def sit_down(port: int, client: int) -> Visitor:
    """Sign in and take a window."""
    visitor = Visitor(port, "/signin")
    visitor.send("/signin", username=f"bench{client}", password=PASSWORD)
    visitor.read_token("/counter")
    visitor.send("/counter/window", number=str(100 + client))
    return visitor


def call(visitor: Visitor) -> list[Timed]:
    """Call the next number, then mark it absent: two deeds of the same kind."""
    return [timed(partial(visitor.send, address)) for address in ("/counter/call", "/counter/absent")]


def timed(deed: Callable[[], tuple[int, str]]) -> Timed:
    """Do a deed and give its seconds, status and answer."""
    began = time.perf_counter()
    status, answer = deed()
    return time.perf_counter() - began, status, answer


def seat_bench_clerks(folder: Path) -> None:
    """Add as many clerks and windows as there are clients."""
    engine = create_engine(f"sqlite:///{folder / 'shubbak.sqlite'}")
    with engine.begin() as connection:
        center = connection.scalar(select(Center.id).where(Center.code == "demo"))
        password = connection.scalar(select(Staff.password_hash).limit(1))
        for client in range(max(CLIENTS)):
            staff = {"id": new_key(), "center_id": center, "username": f"bench{client}", "code": f"X{client:03d}"}
            connection.execute(
                Staff.__table__.insert().values(  # type: ignore[attr-defined]
                    **staff, full_name="bench", password_hash=password, role="clerk", active=True
                )
            )
            window = {"id": new_key(), "center_id": center, "number": 100 + client, "state": "closed"}
            connection.execute(Window.__table__.insert().values(**window, center_version=0))  # type: ignore[attr-defined]
    engine.dispose()


def wrong(folder: Path) -> tuple[int, int]:
    """Count numbers given twice or left out, and tickets called twice."""
    engine = create_engine(f"sqlite:///{folder / 'shubbak.sqlite'}")
    with engine.connect() as connection:
        numbers = connection.scalars(select(Ticket.number).where(Ticket.letter == "S").order_by(Ticket.number)).all()
        called = select(Period.ticket_id).where(Period.state == State.WAITING).group_by(Period.ticket_id)
        double = connection.scalar(select(func.count()).select_from(called.having(func.count() > 1).subquery()))
    engine.dispose()
    return sum(number != place for place, number in enumerate(numbers, 1)), double or 0


def free_windows(folder: Path) -> None:
    """Let the next round of clerks sit down."""
    engine = create_engine(f"sqlite:///{folder / 'shubbak.sqlite'}")
    with engine.begin() as connection:
        connection.execute(update(Window).values(staff_id=None))
    engine.dispose()


def row(what: str, clients: int, load: Load, floor: float) -> None:
    """Print one line of the table."""
    ratio = load.rate / floor
    print(f"{what:6} {clients:7} {load.rate:9.0f} {load.p50:8.1f} {load.p99:8.1f} {ratio:9.2f} {load.errors:7}")


def main(quick: bool) -> int:
    """Print the table; give how many errors, repeated or missing numbers and double calls there were."""
    rounds = 64 if quick else 1_600
    floor = commits_a_second(200 if quick else 3_000)
    print(f"floor: plain SQL, one connection, durable: {floor:.0f} commits/s")
    print("deed   clients   a second   p50 ms   p99 ms  to floor  errors")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Product(folder, SHUBBAK_PRESS="beside") as product:
            seat_bench_clerks(folder)
            faults = _issue_and_call(product.port, folder, rounds, floor)
        gaps, double = wrong(folder)
        print(f"numbers twice or left out: {gaps}; double calls: {double}")
    return faults + gaps + double


def _issue_and_call(port: int, folder: Path, rounds: int, floor: float) -> int:
    faults, given = 0, list[str]()
    for clients in CLIENTS:
        load = under_load(partial(arrive, port), issue, clients, rounds // clients)
        row("issue", clients, load, floor)
        given += load.answers
        faults += load.errors
    for clients in CLIENTS:
        load = under_load(partial(sit_down, port), call, clients, rounds // clients // 2)
        row("call", clients, load, floor)
        free_windows(folder)
        faults += load.errors
    return faults + len(given) - len(set(given))
