"""The parts of the figures of money: of which rows each is the sum. Figures and their rows both read this."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, select, true

from singlewindow.cash.records import (
    CashSession,
    Charge,
    CounterEntry,
    CounterEntryKind,
    PaidCharge,
    Payment,
    PaymentMethod,
    Tender,
)
from singlewindow.catalogue.records import Service, TariffItem
from singlewindow.places.records import Center
from singlewindow.reports.cairo_days import cairo_day
from singlewindow.reports.request_scope import BY_DAY, NotSplitThus
from singlewindow.reports.scope import Axis, Scope, centers
from singlewindow.reports.span import Span

OF_A_SERVICE = (Axis.SECTOR, Axis.SERVICE, Axis.ITEM)


class MoneyPart(StrEnum):
    """An amount of money. `received` holds what was cancelled or refunded later: its receipt stands."""

    RECEIVED = "received"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"
    SHORT = "short"
    OVER = "over"


@dataclass(frozen=True)
class MoneyBasis:
    """Rows of money with their amount in piastres, and the conditions of the parts among them.

    `table` is what is counted: a payment told by its lines or tenders, `in_pieces`, is still one. `axes` are the
    columns it has.
    """

    table: Any
    query: Select[Any]
    moment: Any
    amount: ColumnElement[int]
    axes: Mapping[Axis, Any]
    parts: Mapping[MoneyPart, ColumnElement[bool]]
    in_pieces: bool = False

    def column(self, axis: Axis) -> Any:
        """Give the column of an axis; raises NotSplitThus for one it has not."""
        if axis not in self.axes:
            raise NotSplitThus
        return self.axes[axis]


def money_bases(scope: Scope, span: Span, axis: Axis | None = None) -> list[MoneyBasis]:
    """Give the payments of a span, what was given back in it, and the cash sessions closed in it.

    Only payments know services, items and ways to pay: narrowed to a service or sector, or split by those, the others
    are absent. Raises NotSplitThus for a department or a lane, which money knows nothing of.
    """
    if scope.department_id is not None or scope.lane is not None:
        raise NotSplitThus
    if axis is Axis.METHOD and not _of_a_service(scope):
        return [_by_method(_payments(scope, span))]
    if axis in OF_A_SERVICE or _of_a_service(scope):
        return [_by_lines(_payments(scope, span), scope)]
    return [_payments(scope, span), _given_back(scope, span), _sessions(scope, span)]


def money_split(basis: MoneyBasis, axis: Axis) -> tuple[Select[Any], Any]:
    """Give the query of a basis and the column of an axis, days numbered. Raises NotSplitThus."""
    if axis in BY_DAY:
        return basis.query, cairo_day(basis.moment)
    if axis in (Axis.KIND, Axis.MARKAZ):
        joined = basis.query.join(Center, Center.id == basis.table.center_id)
        return joined, Center.kind if axis is Axis.KIND else Center.markaz_ar
    return basis.query, basis.column(axis)


def _payments(scope: Scope, span: Span) -> MoneyBasis:
    query = _within(select().select_from(Payment), Payment, Payment.paid_at, scope, span)
    axes = {Axis.CENTER: Payment.center_id, Axis.CLERK: Payment.cashier_id, Axis.WINDOW: Payment.window_id}
    parts = {MoneyPart.RECEIVED: true()}
    return _at_window(MoneyBasis(Payment, query, Payment.paid_at, _of(Payment.amount), axes, parts), scope)


def _by_method(paid: MoneyBasis) -> MoneyBasis:
    query = paid.query.join(Tender, Tender.payment_id == Payment.id)
    query = query.join(PaymentMethod, PaymentMethod.id == Tender.method_id)
    axes = {**paid.axes, Axis.METHOD: PaymentMethod.code}
    return MoneyBasis(Payment, query, paid.moment, _of(Tender.amount), axes, paid.parts, in_pieces=True)


def _by_lines(paid: MoneyBasis, scope: Scope) -> MoneyBasis:
    query = paid.query.join(PaidCharge, PaidCharge.payment_id == Payment.id)
    query = query.join(Charge, Charge.id == PaidCharge.charge_id)
    query = query.join(TariffItem, TariffItem.id == Charge.tariff_item_id)
    query = query.join(Service, Service.id == TariffItem.service_id)
    only = {Service.id: scope.service_id, Service.sector_id: scope.sector_id}
    query = query.where(*(column == value for column, value in only.items() if value is not None))
    item = Service.code + "/" + TariffItem.code
    axes = {**paid.axes, Axis.SERVICE: Service.id, Axis.SECTOR: Service.sector_id, Axis.ITEM: item}
    return MoneyBasis(Payment, query, paid.moment, _of(PaidCharge.amount), axes, paid.parts, in_pieces=True)


def _given_back(scope: Scope, span: Span) -> MoneyBasis:
    query = _within(select().select_from(CounterEntry), CounterEntry, CounterEntry.entered_at, scope, span)
    query = query.join(Payment, Payment.id == CounterEntry.payment_id)
    axes = {Axis.CENTER: CounterEntry.center_id, Axis.CLERK: CounterEntry.entered_by, Axis.WINDOW: Payment.window_id}
    parts = {
        MoneyPart.CANCELLED: CounterEntry.kind == CounterEntryKind.CANCELLATION,
        MoneyPart.REFUNDED: CounterEntry.kind == CounterEntryKind.REFUND,
    }
    basis = MoneyBasis(CounterEntry, query, CounterEntry.entered_at, _of(CounterEntry.amount), axes, parts)
    return _at_window(basis, scope)


def _sessions(scope: Scope, span: Span) -> MoneyBasis:
    query = _within(select().select_from(CashSession), CashSession, CashSession.closed_at, scope, span)
    short, over = CashSession.counted < CashSession.expected, CashSession.counted > CashSession.expected
    difference = CashSession.counted - CashSession.expected
    axes = {
        Axis.CENTER: CashSession.center_id,
        Axis.CLERK: CashSession.cashier_id,
        Axis.WINDOW: CashSession.window_id,
    }
    amount = case((short, -difference), else_=difference)
    parts = {MoneyPart.SHORT: short, MoneyPart.OVER: over}
    return _at_window(MoneyBasis(CashSession, query, CashSession.closed_at, amount, axes, parts), scope)


def _within(query: Select[Any], table: Any, moment: Any, scope: Scope, span: Span) -> Select[Any]:
    began, over = span.moments()
    return query.where(table.center_id.in_(centers(scope)), moment >= began, moment < over)


def _at_window(basis: MoneyBasis, scope: Scope) -> MoneyBasis:
    if scope.window_id is None:
        return basis
    return replace(basis, query=basis.query.where(basis.axes[Axis.WINDOW] == scope.window_id))


def _of_a_service(scope: Scope) -> bool:
    return scope.service_id is not None or scope.sector_id is not None


def _of(amount: Any) -> ColumnElement[int]:
    return amount  # type: ignore[no-any-return]
