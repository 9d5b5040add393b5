"""Bringing a checked catalogue file into the database: all of it or nothing."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from singlewindow.catalogue.file import PARENTS, CatalogueFile, Entry, Problem
from singlewindow.catalogue.records import Paper, Sector, Service, TariffItem
from singlewindow.database import Work

Keys = dict[tuple[str, str], UUID]


class CatalogueRefused(Exception):
    """A file has problems; nothing was changed."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def import_catalogue(work: Work, file: CatalogueFile) -> Counter[str]:
    """Bring a file in and count its new and changed lines by record. What the file does not name stays as it is.

    Lines are matched by code. The papers of a service that the file names are replaced by the file's. A fee is never
    rewritten: a new amount closes the item that stood the day before and adds another. Raises CatalogueRefused.
    """
    problems = file.problems + _problems_with(work.session, file)
    if problems:
        raise CatalogueRefused(sorted(problems, key=lambda problem: problem.line))
    changed: Counter[str] = Counter()
    keys: Keys = _known(work.session)
    for record, put in (("sector", _put_sector), ("service", _put_service), ("paper", _put_paper), ("fee", _put_fee)):
        lines = [entry for entry in file.entries if entry.record == record]
        for position, entry in enumerate(lines, 1):
            changed[record] += put(work, keys, entry, position)
        work.session.flush()
    _retire_papers(work.session, keys, file)
    return changed


def _known(session: Session) -> Keys:
    sectors = {("sector", code): key for code, key in session.execute(select(Sector.code, Sector.id))}
    services = {("service", code): key for code, key in session.execute(select(Service.code, Service.id))}
    return sectors | services


def _problems_with(session: Session, file: CatalogueFile) -> list[Problem]:
    """What only shows beside the rest: parents that are nowhere, letters taken, fees before those that stand."""
    keys = _known(session)
    named = set(keys) | {(entry.record, entry.code) for entry in file.entries}
    letters = {row.letter: row.code for row in session.execute(select(Sector.letter, Sector.code))}
    problems = []
    for entry in file.entries:
        kind = PARENTS[entry.record]
        if kind and (kind, entry.parent) not in named:
            problems.append(Problem(entry.line, f"there is no {kind} “{entry.parent}”"))
        if entry.record == "sector" and letters.get(entry.letter, entry.code) != entry.code:
            problems.append(Problem(entry.line, f"letter {entry.letter} belongs to sector “{letters[entry.letter]}”"))
        if entry.record == "fee" and _too_early(session, keys, entry):
            problems.append(Problem(entry.line, "valid_from must be later than that of the fee it follows"))
    return problems


def _put_sector(work: Work, keys: Keys, entry: Entry, position: int) -> bool:
    sector = work.session.get(Sector, keys[key]) if (key := ("sector", entry.code)) in keys else None
    values = _names(entry) | {"letter": entry.letter, "icon": entry.icon}
    if sector is None:
        sector = Sector(code=entry.code, position=position, **values)
        work.add(sector)
        work.session.flush()
        keys["sector", entry.code] = sector.id
        return True
    return _set(sector, values)


def _put_service(work: Work, keys: Keys, entry: Entry, position: int) -> bool:
    service = work.session.get(Service, keys[key]) if (key := ("service", entry.code)) in keys else None
    values = _names(entry) | {
        "sector_id": keys["sector", entry.parent],
        "set_time": entry.set_time,
        "set_time_unit": entry.set_time_unit,
        "source": entry.source,
    }
    if service is None:
        service = Service(code=entry.code, position=position, **values)
        work.add(service)
        work.session.flush()
        keys["service", entry.code] = service.id
        return True
    return _set(service, values)


def _put_paper(work: Work, keys: Keys, entry: Entry, position: int) -> bool:
    service_id = keys["service", entry.parent]
    same = (Paper.service_id == service_id, Paper.code == entry.code)
    paper = work.session.scalar(select(Paper).where(*same))
    values = _names(entry) | {"source": entry.source, "illustrative": entry.illustrative, "active": True}
    if paper is None:
        work.add(Paper(service_id=service_id, code=entry.code, position=position, **values))
        return True
    return _set(paper, values)


def _put_fee(work: Work, keys: Keys, entry: Entry, position: int) -> bool:
    standing = _standing_fee(work.session, keys, entry)
    if entry.valid_from is None or (standing is not None and _same_fee(standing, entry)):
        return False
    if standing is not None:
        standing.valid_to = entry.valid_from - timedelta(days=1)
    work.add(
        TariffItem(
            service_id=keys["service", entry.parent],
            code=entry.code,
            amount=entry.amount,
            position=position,
            valid_from=entry.valid_from,
            source=entry.source,
            illustrative=entry.illustrative,
            **_names(entry),
        )
    )
    return True


def _standing_fee(session: Session, keys: Keys, entry: Entry) -> TariffItem | None:
    service_id = keys.get(("service", entry.parent))
    same = (TariffItem.service_id == service_id, TariffItem.code == entry.code, TariffItem.valid_to.is_(None))
    return session.scalar(select(TariffItem).where(*same)) if service_id else None


def _same_fee(item: TariffItem, entry: Entry) -> bool:
    return (item.amount, item.name_ar, item.name_en) == (entry.amount, entry.name_ar, entry.name_en)


def _too_early(session: Session, keys: Keys, entry: Entry) -> bool:
    item = _standing_fee(session, keys, entry)
    if item is None or entry.valid_from is None or _same_fee(item, entry):
        return False
    return entry.valid_from <= item.valid_from


def _retire_papers(session: Session, keys: Keys, file: CatalogueFile) -> None:
    """Papers that a named service no longer asks for are kept for old requests, and shown no more."""
    kept = {(keys["service", entry.parent], entry.code) for entry in file.entries if entry.record == "paper"}
    services = [keys["service", entry.code] for entry in file.entries if entry.record == "service"]
    for paper in session.scalars(select(Paper).where(Paper.service_id.in_(services), Paper.active)):
        paper.active = (paper.service_id, paper.code) in kept


def _names(entry: Entry) -> dict[str, str]:
    return {"name_ar": entry.name_ar, "name_en": entry.name_en}


def _set(record: object, values: Mapping[str, object]) -> bool:
    before = {name: getattr(record, name) for name in values}
    for name, value in values.items():
        setattr(record, name, value)
    return before != values
