"""The operator's commands."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from kiosk.edge import now
from singlewindow.catalogue.records import Service
from singlewindow.people.passwords import matches
from singlewindow.people.records import Staff
from singlewindow.places.centers import COUNTS
from singlewindow.places.clock import service_day
from singlewindow.places.records import Center
from singlewindow.reports.records import VisitsOfDay
from singlewindow.requests.records import Request
from singlewindow.tickets.records import Ticket
from tests.cast import Hall
from tests.conftest import NOON

COLUMNS = "record,code,parent,name_ar,name_en,letter,icon,set_time,set_time_unit,amount,valid_from,source,illustrative"
SERVICE = "service,new_service,revenue,خدمة,Service,,,,,,,,"


def test_staff_are_added_with_a_password_that_is_asked_for(app: Flask, desk: Hall) -> None:
    added = app.test_cli_runner().invoke(
        args=["staff", "add", "Mona", "--center", "zagazig", "--name", "منى", "--role", "receiver"],
        input="long enough\nlong enough\n",
    )
    assert added.exit_code == 0, added.output
    assert "long enough" not in added.output
    with desk.database.reading() as session:
        mona = session.scalars(select(Staff).where(Staff.username == "mona")).one()
    assert matches(mona.password_hash, "long enough")


@pytest.mark.parametrize(
    ("arguments", "password", "said"),
    [
        (["mona", "--center", "zagazig", "--name", "م"], "short", "at least 10"),
        (["mona", "--center", "nowhere", "--name", "م"], "long enough", "no such center"),
        (["clerk1", "--center", "zagazig", "--name", "م"], "long enough", "already"),
        (["mona", "--center", "zagazig", "--name", "a\u202eb"], "long enough", "control characters"),
    ],
)
def test_bad_staff_are_refused_in_words(app: Flask, desk: Hall, arguments: list[str], password: str, said: str) -> None:
    refused = app.test_cli_runner().invoke(args=["staff", "add", *arguments], input=f"{password}\n{password}\n")
    assert refused.exit_code == 1
    assert said in refused.output
    with desk.database.reading() as session:
        assert session.scalar(select(Staff.id).where(Staff.username == "mona")) is None


def test_a_catalogue_comes_in_whole_or_not_at_all(app: Flask, desk: Hall, tmp_path: Path) -> None:
    file = tmp_path / "services.csv"
    file.write_text(f"{COLUMNS}\n{SERVICE}\nservice,,revenue,ا,X,,,,,,,,\n", encoding="utf-8")
    refused = app.test_cli_runner().invoke(args=["catalogue", "import", str(file)])
    assert refused.exit_code == 1
    assert "line 3" in refused.output
    assert "nothing was changed" in refused.output
    file.write_text(f"{COLUMNS}\n{SERVICE}\n", encoding="utf-8")
    assert app.test_cli_runner().invoke(args=["catalogue", "import", str(file)]).exit_code == 0
    with desk.database.reading() as session:
        assert session.scalar(select(Service.id).where(Service.code == "new_service"))


def test_check_names_what_is_not_ready(app: Flask) -> None:
    checked = app.test_cli_runner().invoke(args=["check"])
    assert checked.exit_code == 1
    assert "database: ready" in checked.output
    assert "press: NOT READY" in checked.output


def test_a_misspelt_setting_stops_a_command_in_one_line(tmp_path: Path) -> None:
    environment = os.environ | {"SHUBBAK_DATA_DIR": str(tmp_path), "SHUBBAK_PROT": "8001"}
    program = Path(sys.executable).with_name("shubbak")
    stopped = subprocess.run([program, "init"], env=environment, capture_output=True, text=True, check=False)
    assert stopped.returncode != 0
    assert "unknown setting: SHUBBAK_PROT" in stopped.stderr
    assert "Traceback" not in stopped.stderr


def test_a_year_is_made_up_and_said_center_by_center(app: Flask, desk: Hall) -> None:
    made = app.test_cli_runner().invoke(args=["simulate", "year", "--year", "2020", "--scale", "0.001"])
    assert made.exit_code == 0, made.output
    lines = made.output.splitlines()
    assert len(lines) == 129
    assert lines[-1].startswith("2020: ")
    with desk.database.reading() as session:
        assert session.scalar(select(Request.id).limit(1)) is not None


def test_no_year_is_made_up_beside_a_real_center(app: Flask, desk: Hall) -> None:
    with desk.database.writing() as work:
        work.session.execute(update(Center).where(Center.number == 5).values(demonstration=False))
    refused = app.test_cli_runner().invoke(args=["simulate", "year", "--year", "2020", "--scale", "0.001"])
    assert refused.exit_code == 1
    assert "not of the demonstration" in refused.output


def test_sums_of_past_days_are_counted_anew(app: Flask, desk: Hall) -> None:
    desk.take_ticket(NOON)
    today = service_day(now())
    with desk.database.writing() as work:
        work.session.execute(update(Ticket).values(day=today - timedelta(days=2)))
        centers = work.session.scalar(select(func.count()).select_from(Center).where(COUNTS))
    for options, days in (
        (["rebuild"], 2),
        (["rebuild", "--from", f"{today - timedelta(days=1)}", "--to", "2099-01-01"], 1),
    ):
        done = app.test_cli_runner().invoke(args=["reports", *options])
        assert done.exit_code == 0, done.output
        assert done.output == f"{3 * (centers or 0) * days} sums of a center's day counted, 0 left to the server\n"
    with desk.database.reading() as session:
        days_of_all = session.execute(select(func.count(), func.min(VisitsOfDay.day), func.max(VisitsOfDay.day))).one()
    assert tuple(days_of_all) == (2 * (centers or 0), today - timedelta(days=2), today - timedelta(days=1))
