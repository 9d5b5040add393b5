"""A catalogue file: CSV lines read and checked, before anything is changed. `docs/catalogue-format.md` describes it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from singlewindow.catalogue.checking import amount_of, choices_of, count_of, date_of, wrong_cells
from singlewindow.catalogue.records import FieldKind, TimeUnit

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
MORE_COLUMNS = ("identity", "kind", "required", "choices")
MOST_LINES = 20_000
UNREADABLE = "can't be read: a quotation mark is not closed, or a cell is far too long"


@dataclass(frozen=True)
class Problem:
    """What is wrong in one line of a file, and in which column (empty: the whole line); line 1 is the header."""

    line: int
    column: str
    text: str

    def __str__(self) -> str:
        place = f"line {self.line}, {self.column}" if self.column else f"line {self.line}"
        return f"{place}: {self.text}"


@dataclass(frozen=True)
class Entry:
    """One checked line. `amount` in piastres, None when assessed; `set_time` None when set by the center.

    `identity` is None where the file does not say whether a paper tells who the applicant is.
    """

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
    identity: bool | None
    kind: FieldKind | None
    required: bool
    choices: tuple[str, ...]


@dataclass
class CatalogueFile:
    """The right lines of a file in their order, its problems, and every thing it names by record and code.

    A wrong line is named too, so that what stands under it is not called an orphan.
    """

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    named: set[tuple[str, str]] = field(default_factory=set)


def read_catalogue_file(file: Path) -> CatalogueFile:
    """Read and check a file. Never raises for what is in it: see `problems`."""
    try:
        return read_catalogue(file.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        return CatalogueFile(problems=[Problem(1, "", "the file is not UTF-8; save it as “CSV UTF-8”")])


def read_catalogue(text: str) -> CatalogueFile:
    """Read and check the text of a file, its columns parted by commas or, as Arabic Excel does, by semicolons."""
    lines = _lines(text)
    _, header = next(lines, (1, []))
    result = CatalogueFile(problems=_header_wrong(header))
    if result.problems:
        return result
    seen: set[tuple[str, ...]] = set()
    columns = tuple(header or ())
    for line, cells in lines:
        if line > MOST_LINES:
            result.problems.append(Problem(line, "", f"a file has at most {MOST_LINES:,} lines; divide it"))
            break
        _take(result, columns, line, cells, seen)
    if not result.entries and not result.problems:
        result.problems.append(Problem(1, "", "nothing stands under the header"))
    return result


def _lines(text: str) -> Iterator[tuple[int, list[str] | None]]:
    """Give each line's number and trimmed cells, None where it can't be read; skip empty lines."""
    header = text.partition("\n")[0]
    delimiter = ";" if ";" in header and "," not in header else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            yield line, None
            continue
        if any(cells):
            yield line, cells


def _header_wrong(header: list[str] | None) -> list[Problem]:
    if not header:
        return [Problem(1, "", UNREADABLE if header is None else "the file is empty")]
    columns = COLUMNS + MORE_COLUMNS if set(header) & set(MORE_COLUMNS) else COLUMNS
    wrong = [Problem(1, name, "the column is missing from the header") for name in columns if name not in header]
    wrong += [Problem(1, name[:40], "there is no such column") for name in header if name not in columns]
    if not wrong and tuple(header) != columns:
        return [Problem(1, "", f"the columns must stand once each and in this order: {','.join(columns)}")]
    return wrong


def _take(
    result: CatalogueFile, columns: tuple[str, ...], line: int, cells: list[str] | None, seen: set[tuple[str, ...]]
) -> None:
    if cells is None:
        result.problems.append(Problem(line, "", UNREADABLE))
        return
    if len(cells) != len(columns):
        result.problems.append(Problem(line, "", f"{len(cells)} columns instead of {len(columns)}"))
        return
    row = dict.fromkeys(MORE_COLUMNS, "") | dict(zip(columns, cells, strict=True))
    wrong = wrong_cells(row) + _wrong_twice(row, seen)
    result.named.add((row["record"], row["code"]))
    result.problems.extend(Problem(line, column, text) for column, text in wrong)
    if not wrong:
        result.entries.append(_entry(line, row))


def _wrong_twice(row: dict[str, str], seen: set[tuple[str, ...]]) -> list[tuple[str, str]]:
    """What stands twice in the file: codes of sectors and services, of what stands under a service, letters."""
    scope = row["parent"] if row["record"] in ("paper", "fee", "field") else ""
    wrong = []
    for column, key in (("code", (row["record"], scope, row["code"])), ("letter", ("letter", row["letter"]))):
        if key[-1] and key in seen:
            wrong.append((column, f"{key[0]} “{key[-1][:40]}” stands twice in the file"))
        seen.add(key)
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
        set_time=count_of(row["set_time"]),
        set_time_unit=TimeUnit(row["set_time_unit"]) if row["set_time_unit"] else None,
        amount=amount_of(row["amount"]),
        valid_from=date_of(row["valid_from"]),
        source=row["source"],
        illustrative=row["illustrative"] == "yes",
        identity=row["identity"] == "yes" if row["identity"] else None,
        kind=FieldKind(row["kind"]) if row["kind"] else None,
        required=row["required"] == "yes",
        choices=choices_of(row["choices"]),
    )
