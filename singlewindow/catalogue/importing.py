"""Bringing a checked catalogue file into the database: all of it or nothing."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from singlewindow.cash.tariff import Rule
from singlewindow.catalogue.checking import PARENTS
from singlewindow.catalogue.file import CatalogueFile, Entry, Problem
from singlewindow.catalogue.form_fields import MOST_FIELDS, replace_form
from singlewindow.catalogue.records import Paper, Sector, Service, ServiceField, TariffItem
from singlewindow.catalogue.standing import Standing
from singlewindow.database import Work
from singlewindow.records import new_key


class CatalogueRefused(Exception):
    """A file has problems; nothing was changed."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def import_catalogue(work: Work, file: CatalogueFile) -> Counter[str]:
    """Bring a file in and count what is new, changed or retired by record. What it does not name stays as it is.

    Lines are matched by code. The papers of a service that the file names are replaced by the file's, its form where
    the file has fields for it. A fee is never
    rewritten: a new amount closes the item that stood the day before and adds another. Raises CatalogueRefused.
    """
    standing = Standing.of(work.session)
    problems = file.problems + [problem for entry in file.entries for problem in _problems(entry, standing, file)]
    problems += _long_forms(file)
    if problems:
        raise CatalogueRefused(sorted(problems, key=lambda problem: problem.line))
    changed: Counter[str] = Counter()
    for record, put in (("sector", _put_sector), ("service", _put_service), ("paper", _put_paper), ("fee", _put_fee)):
        places: Counter[str] = Counter()
        for entry in file.entries:
            if entry.record == record:
                places[entry.parent] += 1
                changed[record] += put(work, standing, entry, places[entry.parent])
        work.session.flush()
    changed["paper"] += _retire_papers(standing, file)
    changed["field"] += _put_forms(work, standing, file)
    return changed


def _problems(entry: Entry, standing: Standing, file: CatalogueFile) -> list[Problem]:
    """What only shows beside the rest: parents that are nowhere, letters taken, fees before those that stand."""
    kind = PARENTS[entry.record]
    problems = []
    if kind and (kind, entry.parent) not in file.named and not standing.has(kind, entry.parent):
        problems.append(Problem(entry.line, "parent", f"there is no {kind} “{entry.parent}”"))
    holder = standing.letters.get(entry.letter, entry.code)
    if entry.record == "sector" and holder != entry.code:
        problems.append(Problem(entry.line, "letter", f"{entry.letter} belongs to sector “{holder}”"))
    if entry.record == "fee" and _too_early(standing, entry):
        problems.append(Problem(entry.line, "valid_from", "must be later than that of the fee it follows"))
    return problems


def _put_sector(work: Work, standing: Standing, entry: Entry, place: int) -> bool:
    values = _names(entry) | {"letter": entry.letter, "icon": entry.icon}
    sector = standing.sectors.get(entry.code)
    if sector is None:
        position = standing.last_sector + place
        standing.sectors[entry.code] = sector = Sector(id=new_key(), code=entry.code, position=position, **values)
        work.add(sector)
        return True
    return _set(sector, values)


def _put_service(work: Work, standing: Standing, entry: Entry, place: int) -> bool:
    values = _names(entry) | {
        "sector_id": standing.sectors[entry.parent].id,
        "set_time": entry.set_time,
        "set_time_unit": entry.set_time_unit,
        "source": entry.source,
    }
    service = standing.services.get(entry.code)
    if service is None:
        position = standing.last_service + place
        standing.services[entry.code] = service = Service(id=new_key(), code=entry.code, position=position, **values)
        work.add(service)
        return True
    return _set(service, values)


def _put_paper(work: Work, standing: Standing, entry: Entry, place: int) -> bool:
    values: dict[str, object] = _names(entry) | {
        "position": place,
        "source": entry.source,
        "illustrative": entry.illustrative,
        "active": True,
    }
    if entry.identity is not None:
        values["identity"] = entry.identity
    paper = standing.papers.get((entry.parent, entry.code))
    if paper is None:
        work.add(Paper(service_id=standing.services[entry.parent].id, code=entry.code, **values))
        return True
    return _set(paper, values)


def _put_fee(work: Work, standing: Standing, entry: Entry, place: int) -> bool:
    item = standing.fees.get((entry.parent, entry.code))
    if entry.valid_from is None or (item is not None and _facts(item) == _facts(entry)):
        return False
    if item is not None:
        item.valid_to = entry.valid_from - timedelta(days=1)
    work.add(
        TariffItem(
            service_id=standing.services[entry.parent].id,
            code=entry.code,
            rule=Rule.ASSESSED if entry.amount is None else Rule.FIXED,
            amount=entry.amount,
            position=item.position if item else standing.last_fee[entry.parent] + place,
            valid_from=entry.valid_from,
            source=entry.source,
            illustrative=entry.illustrative,
            **_names(entry),
        )
    )
    return True


def _too_early(standing: Standing, entry: Entry) -> bool:
    item = standing.fees.get((entry.parent, entry.code))
    if item is None or entry.valid_from is None or _facts(item) == _facts(entry):
        return False
    return entry.valid_from <= item.valid_from


def _facts(fee: TariffItem | Entry) -> tuple[object, ...]:
    return fee.amount, fee.name_ar, fee.name_en, fee.source, fee.illustrative


def _retire_papers(standing: Standing, file: CatalogueFile) -> int:
    """Papers that a named service no longer asks for are kept for old requests, and shown no more."""
    kept = {(entry.parent, entry.code) for entry in file.entries if entry.record == "paper"}
    services = {entry.code for entry in file.entries if entry.record == "service"} | {parent for parent, _ in kept}
    retired = 0
    for (service, code), paper in standing.papers.items():
        if service in services and (service, code) not in kept:
            retired += _set(paper, {"active": False})
    return retired


def _put_forms(work: Work, standing: Standing, file: CatalogueFile) -> int:
    """Replace the form of each service that the file has fields for, where it differs; count the new fields."""
    forms: dict[str, list[ServiceField]] = {}
    for entry in file.entries:
        if entry.record == "field":
            form = forms.setdefault(entry.parent, [])
            form.append(_field(entry, standing.services[entry.parent], len(form) + 1))
    return sum(replace_form(work, form) for form in forms.values())


def _field(entry: Entry, service: Service, position: int) -> ServiceField:
    return ServiceField(
        service_id=service.id,
        position=position,
        kind=entry.kind,
        required=entry.required,
        choices="\n".join(entry.choices),
        illustrative=entry.illustrative,
        **_names(entry),
    )


def _long_forms(file: CatalogueFile) -> list[Problem]:
    fields: Counter[str] = Counter()
    wrong = []
    for entry in file.entries:
        fields[entry.parent] += entry.record == "field"
        if entry.record == "field" and fields[entry.parent] == MOST_FIELDS + 1:
            wrong.append(Problem(entry.line, "parent", f"a form has at most {MOST_FIELDS} fields"))
    return wrong


def _names(entry: Entry) -> dict[str, str]:
    return {"name_ar": entry.name_ar, "name_en": entry.name_en}


def _set(record: object, values: Mapping[str, object]) -> bool:
    before = {name: getattr(record, name) for name in values}
    for name, value in values.items():
        setattr(record, name, value)
    return before != values
