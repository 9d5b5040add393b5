"""Every role at every door with every method: what each answers is expected here, and a door without a row fails."""

from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.routing import Rule

from singlewindow.demonstration.fill import OF_THE_GOVERNORATE, STAFF
from singlewindow.people.records import Staff
from singlewindow.people.roles import PERMISSIONS, Permission, Role
from tests.cast import Hall
from tests.client import CheckedClient

OPEN, OWN = "open to all", "for anyone signed in"
TABLE: dict[Permission | str, str] = {
    OPEN: "static board.static board.page board.snapshot voice.call spoken.clip health.alive health.ready public.front "
    "proof.form proof.answer proof.small proof.scanned proof.keys proof.worker turn.page turn.more turn.back "
    "turn.give_up signin.form signin.enter signin.leave second_step.form second_step.enter device.page device.renew "
    "device.state device.beat offline.page offline.worker touch.start touch.sector touch.service touch.instructions "
    "touch.ask touch.take touch.ticket touch.printed search.page around.welcome around.lanes around.mine missed.form "
    "missed.send missed.done booked.form booked.use papers_list.ask papers_list.page papers_list.printed "
    "collect.form collect.take complaints.form complaints.page complaints.send track.find track.form "
    "track.page",
    OWN: "account.home account.done account.password account.change account.second_step account.confirm practice.page",
    Permission.SERVE: "counter.absent counter.begin counter.call counter.call_again counter.desk counter.end "
    "counter.fragment counter.go_on counter.help_me counter.keys counter.leave counter.pause counter.reopen "
    "counter.set_aside counter.take visit.another visit.back visit.form visit.to_sector visit.to_skill visit.to_window",
    Permission.GIVE_NUMBERS: "numbers.form numbers.give",
    Permission.PICK_NUMBERS: "numbers.call",
    Permission.BOOK_TIMES: "bookings.page bookings.add bookings.give_up",
    Permission.RECEIVE_REQUESTS: "intake.form intake.take request_file.page "
    "intake.keep request_deeds.attach request_deeds.close request_deeds.hand_over request_deeds.scan "
    "request_deeds.take_papers correction.form correction.correct",
    Permission.ISSUE_CERTIFICATES: "request_file.issue_certificate accounts.certify certificates.find",
    Permission.TAKE_PAYMENTS: "request_file.take_payment drawer.page drawer.begin drawer.end accounts.find "
    "accounts.begin accounts.one accounts.charge accounts.pay cash_review.one "
    "request_fees.find request_fees.one request_fees.take",
    Permission.REVIEW_CASH: "cash_review.all_of_them cash_review.review",
    Permission.CANCEL_MONEY: "receipts.cancel receipts.give_back request_deeds.refund",
    Permission.READ_IDENTITY: "request_file.read_identity",
    Permission.OPEN_NAMED_PAPERS: "papers.read_identity",
    Permission.GIVE_PERSONAL_DATA: "giving.file giving.page giving.say_why",
    Permission.SUPERVISE_HALL: "supervision.answer supervision.close_day supervision.fragment supervision.free "
    "supervision.hall supervision.limit supervision.pause supervision.reopen supervision.seat supervision.window "
    "fairness.page hall_papers.show hall_papers.again "
    "breaches.listed",
    Permission.READ_PAPERS: "papers.file papers.state paper_record.page receipts.find receipts.one",
    Permission.REPRINT_PAPERS: "paper_record.print_copy",
    Permission.CANCEL_PAPERS: "paper_record.search paper_record.end paper_record.replace",
    Permission.READ_AUDIT: "audit.page",
    Permission.READ_REPORTS: "reports.page reports.rows report_files.workbook report_files.text report_files.rows_text "
    "report_files.rows_workbook report_papers.ask report_papers.page report_papers.state report_papers.file "
    "report_papers.workbook report_papers.text report_papers.cancel periodic.page "
    "exports.ask exports.page exports.state exports.file exports.cancel",
    Permission.CHOOSE_REPORTS: "periodic.keep",
    Permission.MANAGE_DEVICES: "manage.index devices.page devices.add devices.one devices.change devices.end "
    "devices.rotate "
    "cards.ask cards.page",
    Permission.MANAGE_STAFF: "staff.add staff.change staff.new_password staff.no_second_step staff.people staff.person",
    Permission.MANAGE_CENTER: "centers.one_more_window centers.page centers.rename accounts.complete hours.page "
    "hours.set_week notices.page notices.say rules.page rules.rule offering.page offering.offer holidays.page "
    "holidays.add holidays.fill holidays.remove letterhead.form letterhead.save letterhead.save_logo letterhead.logo "
    "letterhead.drop_logo letterhead.preview retention.keep retention.page",
    Permission.MANAGE_TARIFF: "tariff.page tariff.suggest tariff.accept tariff.turn_down",
    Permission.MANAGE_GOVERNORATE: "ways.page ways.add ways.change",
    Permission.ANSWER_COMPLAINTS: "complaints.desk complaints.one complaints.reply",
    Permission.ASSIGN_REQUESTS: "department.file department.files department.give department.pass_over department.send",
    Permission.MANAGE_CATALOGUE: "department_list.add department_list.page department_list.put department_list.rename "
    "routes.listed routes.sector routes.service routes.set_form routes.set_sector routes.set_service",
    Permission.READ_VISITS: "field_visits.listed field_visits.page field_visits.picture visit_papers.ask "
    "visit_papers.file visit_papers.page visit_papers.state",
    Permission.VISIT_CENTERS: "visit_plans.form visit_plans.plan visit_plans.move visit_plans.cancel visit_work.begin "
    "visit_work.keep visit_work.save follow_ups.again checklist.page checklist.put",
    Permission.ANSWER_VISITS: "follow_ups.done follow_ups.new_day",
    Permission.KEEP_LATE_LIST: "late.file late.files late.note",
    Permission.WORK_STAGES: "work_desk.ask work_desk.decide_against work_desk.decide_for work_desk.desk "
    "work_desk.put_back work_desk.return_to work_desk.scan work_desk.send_on work_desk.take",
}
EXPECTED = {endpoint: permission for permission, endpoints in TABLE.items() for endpoint in endpoints.split()}
PEOPLE = {role: username for username, _, role in (*STAFF, *OF_THE_GOVERNORATE)}
VALUES = {"UUIDConverter": uuid4(), "IntegerConverter": 1, "AnyConverter": "ar", "kind": "receipt"}
Door = tuple[str, str, str]


@pytest.fixture
def doors(app: Flask) -> list[Door]:
    """Each door that is not open to all: endpoint, method and an address."""
    app.config["WTF_CSRF_ENABLED"] = False
    urls = app.url_map.bind("localhost")
    return [
        (rule.endpoint, method, urls.build(rule.endpoint, _values(rule), method=method))
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"})
        if EXPECTED.get(rule.endpoint) != OPEN
    ]


def _values(rule: Rule) -> dict[str, object]:
    return {name: _value(type(rule._converters[name]).__name__, name) for name in rule._converters}


def _value(converter: str, name: str) -> object:
    return VALUES.get(converter) or VALUES.get(name, "demo")


def enter(client: CheckedClient, username: str) -> None:
    answer = client.post("/signin", data={"username": username, "password": "shubbak-demo"})
    assert answer.status_code == 303, answer.status


def shut(client: CheckedClient, doors: list[Door]) -> list[Door]:
    """Give the doors at which the client is not asked to sign in."""
    asked = []
    for endpoint, method, address in doors:
        answer = client.open(address, method=method)
        reads = (answer.status_code, answer.headers.get("Location", "").startswith("/signin?next=")) == (303, True)
        if not (reads if method == "GET" else answer.status_code == 401):
            asked.append((endpoint, method, answer.status))
    return asked


def test_each_door_has_one_row_in_the_table(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(EXPECTED)
    assert len(EXPECTED) == sum(len(endpoints.split()) for endpoints in TABLE.values())


def test_each_door_asks_for_what_its_row_says(app: Flask) -> None:
    asks = {name: getattr(view, "permission", OPEN) or OWN for name, view in app.view_functions.items()}
    assert asks == EXPECTED


def test_nobody_enters_unasked(client: CheckedClient, doors: list[Door]) -> None:
    assert shut(client, doors) == []


def test_a_disabled_person_is_asked_to_sign_in_at_every_door(
    client: CheckedClient, doors: list[Door], desk: Hall
) -> None:
    enter(client, "manager1")
    with desk.database.writing() as work:
        work.session.get_one(Staff, desk.staff("manager1")).active = False
    assert shut(client, doors) == []


@pytest.mark.parametrize("role", list(Role))
def test_each_role_enters_what_its_permissions_open_and_nothing_else(
    client: CheckedClient, doors: list[Door], role: Role
) -> None:
    enter(client, PEOPLE[role])
    wrong = []
    for endpoint, method, address in doors:
        permission = EXPECTED.get(endpoint)
        allowed = permission == OWN or permission in PERMISSIONS[role]
        answer = client.open(address, method=method)
        outside = answer.status_code in {401, 403} or answer.headers.get("Location", "").startswith("/signin")
        if outside == allowed or (not allowed and answer.status_code != 403):
            wrong.append((endpoint, method, answer.status))
    assert wrong == []


@pytest.mark.parametrize("role", list(Role))
def test_each_role_lands_on_a_page_it_can_use(client: CheckedClient, role: Role) -> None:
    answer = client.submit("/signin", "/signin", username=PEOPLE[role], password="shubbak-demo")
    assert client.get(answer.headers["Location"]).status_code == 200
