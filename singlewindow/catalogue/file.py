"""A catalogue file: CSV lines read and checked, before anything is changed. `docs/catalogue-format.md` describes it."""

import csv
import io
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from singlewindow.cash.money import InvalidAmount, read_amount
from singlewindow.catalogue.records import TimeUnit
from singlewindow.text import ascii_digits, has_controls

COLUMNS = (
    "record",
    "code",
    "parent",
    "name_ar",
    "name_en",
    "letter",
    "icon",
    "set_time",
    "set_time_unit",
    "amount",
    "valid_from",
    "source",
    "illustrative",
)
LETTERS = "BJDSCKLN"
ICONS = ("building", "stall", "home", "coins", "lift", "people", "document")
PARENTS = {"sector": None, "service": "sector", "paper": "service", "fee": "service"}
LONGEST = 200
MOST_LINES = 20_000


@dataclass(frozen=True)
class Problem:
    """What is wrong in one line of a file; line 1 is the header."""

    line: int
    text: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.text}"


@dataclass(frozen=True)
class Entry:
    """One checked line. `amount` in piastres, None when assessed; `set_time` None when set by the center."""

    line: int
    record: str
    code: str
    parent: str
    name_ar: str
    name_en: str
    letter: str
    icon: str
    set_time: int | None
    set_time_unit: TimeUnit | None
    amount: int | None
    valid_from: date | None
    source: str
    illustrative: bool


@dataclass
class CatalogueFile:
    """All entries of a file in their order, or its problems."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_catalogue_file(file: Path) -> CatalogueFile:
    """Read and check a file. Never raises for what is in it: see `problems`."""
    try:
        return read_catalogue(file.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        return CatalogueFile(problems=[Problem(1, "the file is not UTF-8; save it as “CSV UTF-8”")])


def read_catalogue(text: str) -> CatalogueFile:
    """Read and check the text of a file."""
    result = CatalogueFile()
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader, [])
    if tuple(header) != COLUMNS:
        result.problems.append(Problem(1, f"the header must be: {','.join(COLUMNS)}"))
        return result
    seen: set[tuple[str, ...]] = set()
    for cells in reader:
        if any(cell.strip() for cell in cells):
            _take(result, reader.line_num, cells, seen)
    if not result.entries and not result.problems:
        result.problems.append(Problem(1, "the file has no lines"))
    return result


def _take(result: CatalogueFile, line: int, cells: list[str], seen: set[tuple[str, ...]]) -> None:
    if len(cells) != len(COLUMNS):
        result.problems.append(Problem(line, f"{len(cells)} columns instead of {len(COLUMNS)}"))
        return
    row = {name: cell.strip() for name, cell in zip(COLUMNS, cells, strict=True)}
    wrong = _names_wrong(row, seen) + _figures_wrong(row)
    result.problems.extend(Problem(line, text) for text in wrong)
    if not wrong:
        result.entries.append(_entry(line, row))


def _names_wrong(row: dict[str, str], seen: set[tuple[str, ...]]) -> list[str]:
    if row["record"] not in PARENTS:
        return [f"“{row['record'][:40]}” is not one of sector, service, paper, fee"]
    wrong = [f"{name} is missing" for name in ("code", "name_ar", "name_en") if not row[name]]
    wrong += [f"{name} is longer than {LONGEST} characters" for name, cell in row.items() if len(cell) > LONGEST]
    wrong += [f"{name} has hidden control characters" for name, cell in row.items() if has_controls(cell)]
    if (PARENTS[row["record"]] is None) is bool(row["parent"]):
        wrong.append("a sector has no parent" if row["parent"] else "parent is missing")
    scope = row["parent"] if row["record"] in ("paper", "fee") else ""
    for key in ((row["record"], scope, row["code"]), ("letter", row["letter"])):
        if key[-1] and key in seen:
            wrong.append(f"{key[0]} “{key[-1][:40]}” stands twice")
        seen.add(key)
    return wrong


def _figures_wrong(row: dict[str, str]) -> list[str]:
    wrong = []
    if row["record"] == "sector":
        if row["letter"] not in LETTERS or len(row["letter"]) != 1:
            wrong.append(f"letter must be one of {' '.join(LETTERS)}")
        if row["icon"] not in ICONS:
            wrong.append(f"icon must be one of {' '.join(ICONS)}")
    elif row["letter"]:
        wrong.append("only a sector has a letter")
    if bool(row["set_time"]) is not bool(row["set_time_unit"]):
        wrong.append("set_time and set_time_unit go together")
    if row["set_time"] and not _is_count(row["set_time"]):
        wrong.append("set_time must be a whole number from 1 to 999")
    if row["set_time_unit"] and row["set_time_unit"] not in list(TimeUnit):
        wrong.append(f"set_time_unit must be one of {' '.join(TimeUnit)}")
    if row["illustrative"] not in ("", "yes", "no"):
        wrong.append("illustrative must be yes or no")
    return wrong + _fee_wrong(row)


def _fee_wrong(row: dict[str, str]) -> list[str]:
    if row["record"] != "fee":
        return ["only a fee has an amount"] if row["amount"] else []
    wrong = []
    if row["amount"] and _amount(row["amount"]) is None:
        wrong.append("amount must be pounds from 0 to 10,000,000 with at most two decimals, or empty")
    if _date(row["valid_from"]) is None:
        wrong.append("valid_from must be a date like 2026-01-31")
    return wrong


def _entry(line: int, row: dict[str, str]) -> Entry:
    return Entry(
        line=line,
        record=row["record"],
        code=row["code"],
        parent=row["parent"],
        name_ar=row["name_ar"],
        name_en=row["name_en"],
        letter=row["letter"],
        icon=row["icon"],
        set_time=int(ascii_digits(row["set_time"])) if row["set_time"] else None,
        set_time_unit=TimeUnit(row["set_time_unit"]) if row["set_time_unit"] else None,
        amount=_amount(row["amount"]),
        valid_from=_date(row["valid_from"]),
        source=row["source"],
        illustrative=row["illustrative"] == "yes",
    )


def _is_count(text: str) -> bool:
    plain = ascii_digits(text)
    return plain.isascii() and plain.isdigit() and 1 <= int(plain) <= 999


def _amount(text: str) -> int | None:
    try:
        return read_amount(text) if text else None
    except InvalidAmount:
        return None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(ascii_digits(text))
    except ValueError:
        return None
