"""Rules about the house: one commit, guarded doors, whole translations, true documents."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from jinja2 import Environment

from docs.write_states import PAGE, REQUEST_PAGE, page, request_page
from kiosk.screens import SCREENS
from kiosk.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("singlewindow", "kiosk", "display", "printing")
SOURCES = [ROOT / "wsgi.py"] + [
    file for package in PACKAGES for file in (ROOT / package).rglob("*.py") if "versions" not in file.parts
]
TEMPLATES = [file for package in PACKAGES for file in (ROOT / package).rglob("templates/**/*.html")]
STYLES = [file for package in ("kiosk", "display") for file in (ROOT / package / "static").rglob("*.css")]
PUBLIC = {
    "static", "board.static", "voice.call", "health.alive", "health.ready",
    "public.front", "proof.form", "proof.answer", "proof.small", "proof.scanned", "proof.keys", "proof.worker",
    "turn.page", "turn.more", "turn.back", "turn.give_up",
    "signin.form", "signin.enter", "signin.leave", "second_step.form", "second_step.enter",
    "offline.page", "offline.worker", "spoken.clip",
    "device.page", "device.renew", "device.state", "device.beat",
    "track.form", "track.find", "track.page", "complaints.form", "complaints.send", "complaints.page",
}  # fmt: skip


def name_of(file: Path) -> str:
    """Give a file's path within the product."""
    return str(file.relative_to(ROOT))


def test_only_one_file_commits() -> None:
    assert [name_of(file) for file in SOURCES if ".commit()" in file.read_text()] == ["singlewindow/database.py"]


def test_no_file_is_longer_than_300_lines() -> None:
    assert [name_of(file) for file in SOURCES if len(file.read_text().splitlines()) > 300] == []


def test_broad_excepts_are_two_and_say_why() -> None:
    broad = []
    for file in SOURCES:
        lines = file.read_text().splitlines()
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, ast.ExceptHandler):
                caught = node.type.id if isinstance(node.type, ast.Name) else None if node.type else "Exception"
                if caught in {"Exception", "BaseException"}:
                    assert "#" in lines[node.lineno - 1], "a broad except says why"
                    broad.append(name_of(file))
    assert sorted(broad) == ["printing/press.py", "singlewindow/news.py"]


def test_every_door_is_guarded_or_on_the_short_list(app: Flask) -> None:
    screens = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint.partition(".")[0] in SCREENS and "center" in rule.arguments
    }
    unguarded = {name for name, view in app.view_functions.items() if not hasattr(view, "permission")}
    assert unguarded - screens == PUBLIC


def test_what_changes_is_never_reached_by_get(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        methods = (rule.methods or set()) - {"OPTIONS", "HEAD"}
        assert len(methods) == 1, f"{rule} either reads or writes"


def test_the_floors_hold() -> None:
    checked = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"], cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout


def test_nobody_imports_the_doorway() -> None:
    assert [
        name_of(file) for file in SOURCES if re.search(r"^(from|import) wsgi\b", file.read_text(), re.MULTILINE)
    ] == []


def test_the_web_process_never_loads_the_renderer() -> None:
    heavy = {"weasyprint", "pypdfium2", "pyipp"}
    script = f"import sys, wsgi, printing.pool, printing.press; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("file", TEMPLATES, ids=name_of)
def test_templates_hold_no_inline_style_or_script_and_parse(file: Path) -> None:
    text = file.read_text()
    Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(text)
    assert not re.search(r'\sstyle="|<script(?![^>]*\bsrc=)|\son\w+="', text)
    if "printing" not in file.parts:
        assert "<style" not in text


def test_every_template_is_used() -> None:
    everything = "".join(file.read_text() for file in [*SOURCES, *TEMPLATES])
    for file in TEMPLATES:
        name = str(file).split("/templates/")[1]
        assert name in everything or file.stem in everything, name


@pytest.mark.parametrize("file", STYLES, ids=name_of)
def test_styles_know_no_left_and_right(file: Path) -> None:
    physical = r"(margin|padding|border)-(left|right)|text-align:\s*(left|right)|[;{\s](left|right):"
    assert not re.search(physical, file.read_text())


def test_every_phrase_has_its_arabic_with_the_same_places() -> None:
    with (ROOT / "kiosk/translations/ar/LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file, locale="ar")
    assert len(catalogue) > 150
    for message in catalogue:
        if not message.id:
            continue
        pairs = zip(
            message.id if isinstance(message.id, tuple) else (message.id,) * 9,
            message.string if isinstance(message.string, tuple) else (message.string,),
            strict=False,
        )
        for said, arabic in pairs:
            assert arabic, said
            lost = set(re.findall(r"%\(\w+\)s", said)) - set(re.findall(r"%\(\w+\)s", arabic))
            assert lost <= {"%(num)s"}, said


def test_every_phrase_of_the_product_is_in_the_catalogue(tmp_path: Path) -> None:
    pot = tmp_path / "messages.pot"
    command = [Path(sys.executable).with_name("pybabel"), "-q", "extract", "-F", "deploy/babel.cfg", "-k", "N_", "-k"]
    subprocess.run([*command, "lazy_gettext", "-o", pot, *PACKAGES], cwd=ROOT, check=True)
    with pot.open("rb") as extracted, (ROOT / "kiosk/translations/ar/LC_MESSAGES/messages.po").open("rb") as arabic:
        known = {message.id for message in read_po(arabic, locale="ar")}
        assert {message.id for message in read_po(extracted)} - known == set()


def test_every_setting_is_documented() -> None:
    guide = (ROOT / "docs/settings.md").read_text()
    documented = set(re.findall(r"`(SHUBBAK_[A-Z0-9_]+)`", guide))
    assert documented == {f"SHUBBAK_{name.upper()}" for name in Settings.model_fields}


def test_the_map_names_every_module() -> None:
    text = (ROOT / "docs/map.md").read_text()
    named = set(re.findall(r"`([\w/]+\.py)`", text))
    modules = {name_of(file) for file in SOURCES if file.name != "__init__.py"}
    assert modules - named == set(), "not on the map"
    assert named - modules == set(), "on the map only"


def test_the_states_are_documented_as_they_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m docs.write_states"
    assert REQUEST_PAGE.read_text(encoding="utf-8") == request_page(), "run: python -m docs.write_states"


def test_the_glossary_speaks_both_ways() -> None:
    rows = re.findall(
        r"^\| ([^|]+?) \| ([^|]+?) \| `?([^|`]+?)`? \|", (ROOT / "docs/glossary.md").read_text(), re.MULTILINE
    )
    terms = [row for row in rows if row[0] not in {"العربية", "---"}]
    code = "\n".join(file.read_text() for file in SOURCES)
    assert len(terms) >= 20
    for arabic, english, name in terms:
        assert re.search("[\u0621-\u064a]", arabic), arabic
        assert english.isascii(), english
        assert re.search(rf"\b{re.escape(name)}\b", code), f"{name} is not in the code"


def test_the_product_names_no_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    forbidden = re.compile("|".join(("/wo" + "rk/", "/ro" + "ot/", r"\.\./sha" + "red", "/op" + "t/wheels")))
    texts = {name: (ROOT / name).read_bytes() for name in listed if name and (ROOT / name).is_file()}
    assert [name for name, text in texts.items() if forbidden.search(text.decode("utf-8", "ignore"))] == []
