"""The money of a day at a center: what is paid at which window, what is undone, and the sessions of the cashiers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from singlewindow.cash.records import (
    CashCount,
    CashSession,
    Charge,
    CounterEntry,
    CounterEntryKind,
    PaidCharge,
    Payment,
    Tender,
)
from singlewindow.cash.sessions import DENOMINATIONS
from singlewindow.catalogue.records import TariffItem
from singlewindow.demonstration.year.calendar import MINUTE, OpenDay
from singlewindow.demonstration.year.chance import Chance
from singlewindow.demonstration.year.counting import Counting
from singlewindow.demonstration.year.lives import Life
from singlewindow.demonstration.year.offered import Catalogue
from singlewindow.demonstration.year.people import Place
from singlewindow.demonstration.year.rows import Row, Rows, Values
from singlewindow.numbering import fiscal_year, money_number
from singlewindow.places.clock import service_day

FLOAT = 50_000
UNDONE, PARTLY_BACK, DIFFERS, UNSEEN = 0.006, 0.002, 0.02, 0.03
WRONG = "خطأ في بند السداد (توضيحي)"
TOO_MUCH = "مبلغ محصل بالزيادة (توضيحي)"
SHORT = "فرق عد (توضيحي)"


@dataclass
class Bill:
    """What is paid at a moment for a request, by its charges; `undone`: the payment is cancelled soon after."""

    moment: datetime
    place: Place
    life: Life
    charges: list[tuple[UUID, int]]
    undone: bool = False

    @property
    def total(self) -> int:
        """The piastres of all charges."""
        return sum(amount for _, amount in self.charges)


@dataclass
class _Drawer:
    key: UUID
    place: Place
    number: str
    row: Values
    inside: int = FLOAT
    last: datetime | None = None


@dataclass
class Till:
    """The money of one center; `own` are the columns that its rows share, `number` is the center's."""

    own: Values
    number: int
    supervisor: UUID
    counting: Counting
    catalogue: Catalogue
    chance: Chance
    _bills: list[Bill] = field(default_factory=list)
    _drawers: dict[UUID, _Drawer] = field(default_factory=dict)

    def pay(self, life: Life, items: Sequence[tuple[TariffItem, int]], moment: datetime, place: Place) -> None:
        """Charge a request and take what it owes, if anything."""
        if not items:
            return
        charges = [self._charge(life, item, amount, moment, place) for item, amount in items]
        undone = self.chance.happens(UNDONE)
        self._bills.append(Bill(moment, place, life, charges, undone))
        if undone:
            self._bills.append(Bill(moment + 4 * MINUTE, place, life, charges))

    def end_day(self, rows: Rows, day: OpenDay) -> None:
        """Give the receipts their numbers in the order of the payments, and write the day's cash sessions."""
        self._open(day)
        for bill in sorted(self._bills, key=lambda bill: bill.moment):
            self._take(bill)
        for drawer in self._drawers.values():
            self._close(rows, drawer, day)
        self._bills, self._drawers = [], {}

    def _charge(self, life: Life, item: TariffItem, amount: int, moment: datetime, place: Place) -> tuple[UUID, int]:
        key = self.chance.key_at(moment)
        charge = {
            "id": key,
            "request_id": life.row["id"],
            "tariff_item_id": item.id,
            "name_ar": item.name_ar,
            "name_en": item.name_en,
            "amount": amount,
            "raised_at": moment,
            "raised_by": place.staff_id,
            "position": item.position,
        }
        life.rows.append((Charge, charge))
        return key, amount

    def _open(self, day: OpenDay) -> None:
        for place in {bill.place.staff_id: bill.place for bill in self._bills}.values():
            opened = day.opens + self.chance.uniform(-15, -2) * MINUTE
            serial, year = self._serial("cash session", day.opens)
            number = money_number("S", self.number, year, serial)
            row = {
                **self.own,
                "id": self.chance.key_at(opened),
                "number": number,
                "fiscal_year": year,
                "serial": serial,
                "form_key": self.chance.form_key(),
                "cashier_id": place.staff_id,
                "window_id": place.window_id,
                "day": day.day,
                "opening_float": FLOAT,
                "opened_at": opened.replace(microsecond=0),
            }
            self._drawers[place.staff_id] = _Drawer(row["id"], place, number, row)

    def _take(self, bill: Bill) -> None:
        drawer = self._drawers[bill.place.staff_id]
        serial, year = self._serial("receipt", bill.moment)
        key = self.chance.key_at(bill.moment)
        payment = {
            **self.own,
            "id": key,
            "receipt_number": money_number("R", self.number, year, serial),
            "fiscal_year": year,
            "serial": serial,
            "form_key": self.chance.form_key(),
            "request_id": bill.life.row["id"],
            "session_id": drawer.key,
            "amount": bill.total,
            "paid_at": bill.moment,
            "cashier_id": bill.place.staff_id,
            "window_id": bill.place.window_id,
        }
        out = bill.life.rows
        out.append((Payment, payment))
        out.extend((PaidCharge, {"payment_id": key, "charge_id": c, "amount": a}) for c, a in bill.charges)
        cash = self._tender(out, key, bill)
        drawer.inside, drawer.last = drawer.inside + cash, bill.moment
        if bill.undone:
            self._give_back(bill, key, cash, bill.total)
        elif self.chance.happens(PARTLY_BACK) and bill.total > 2_000:
            self._give_back(bill, key, cash, 500)

    def _tender(self, out: list[Row], payment: UUID, bill: Bill) -> int:
        """Note how it was paid and give the piastres that came into the drawer."""
        method = self.catalogue.methods.any(self.chance)[0]
        reference = f"{self.chance.getrandbits(40):012d}" if method.reference_required else ""
        tender = {"payment_id": payment, "method_id": method.id, "amount": bill.total, "reference": reference}
        out.append((Tender, {"id": self.chance.key_at(bill.moment), **tender}))
        return bill.total if method.drawer else 0

    def _give_back(self, bill: Bill, payment: UUID, cash: int, amount: int) -> None:
        drawer, moment = self._drawers[bill.place.staff_id], bill.moment + 2 * MINUTE
        out = min(cash, amount)
        serial, year = self._serial("counter entry", moment)
        whole = amount == bill.total
        entry = {
            **self.own,
            "id": self.chance.key_at(moment),
            "kind": CounterEntryKind.CANCELLATION if whole else CounterEntryKind.REFUND,
            "number": money_number("X", self.number, year, serial),
            "fiscal_year": year,
            "serial": serial,
            "form_key": self.chance.form_key(),
            "payment_id": payment,
            "session_id": drawer.key if out else None,
            "amount": amount,
            "drawer_amount": out,
            "reason": WRONG if whole else TOO_MUCH,
            "entered_at": moment,
            "entered_by": self.supervisor,
        }
        bill.life.rows.append((CounterEntry, entry))
        drawer.inside, drawer.last = drawer.inside - out, moment

    def _close(self, rows: Rows, drawer: _Drawer, day: OpenDay) -> None:
        chance, last = self.chance, drawer.last or day.opens
        closed = max(day.at(day.minutes), last) + chance.randint(10, 30) * MINUTE
        counted = drawer.inside - drawer.inside % DENOMINATIONS[-1]
        if chance.happens(DIFFERS):
            counted += chance.choice((-2_000, -500, 500, 1_000))
        row = {**drawer.row, "closed_at": closed, "expected": drawer.inside, "counted": counted}
        row["explanation"] = SHORT if counted != drawer.inside else ""
        if not chance.happens(UNSEEN):
            row |= {"reviewed_at": closed + 15 * MINUTE, "reviewed_by": self.supervisor}
        rows.add(CashSession, row)
        for denomination in DENOMINATIONS:
            notes, counted = divmod(counted, denomination)
            if notes:
                rows.add(CashCount, {"session_id": drawer.key, "denomination": denomination, "count": notes})

    def _serial(self, kind: str, moment: datetime) -> tuple[int, str]:
        year = fiscal_year(service_day(moment))
        return self.counting.next(kind, year), year
