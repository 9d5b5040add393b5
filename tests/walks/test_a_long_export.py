"""A long export in a real Chromium: asked for, followed to its end and downloaded; asked for again and cancelled.

The page of periodic reports is looked at on the way.
"""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import create_engine

from singlewindow.database import Database, prepare_sqlite
from tests.browser import click, violations
from tests.cast import Hall
from tests.patience import PATIENCE_MS
from tests.servers import Product
from tests.singlewindow.at_reports import put_many

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROWS = 20_000
ADDRESS = "/reports/rows/received?period=days&first=2026-09-01&last=2027-03-31"
HALFWAY = "() => { const bar = document.querySelector('progress'); return bar && bar.value > 0 && bar.value < bar.max }"


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """A page of the supervisor of the governorate, over a product with many requests."""
    with Product(tmp_path) as product:
        engine = create_engine(f"sqlite:///{tmp_path / 'shubbak.sqlite'}")
        prepare_sqlite(engine)
        put_many(Hall(Database(engine)), ROWS)
        engine.dispose()
        context = chromium.new_context(viewport={"width": 1366, "height": 768}, base_url=product.url)
        page = context.new_page()
        page.goto("/signin")
        page.fill("#username", "governorate1")
        page.fill("#password", "shubbak-demo")
        click(page, "form.signin button")
        yield page
        context.close()


def ask(page: Page, form: str, language: str) -> None:
    page.goto(f"{ADDRESS}&lang={language}")
    click(page, f"button[value={form}]")


def test_a_long_export_is_followed_downloaded_and_cancelled(page: Page, tmp_path: Path) -> None:
    ask(page, "xlsx", "ar")
    page.wait_for_function(HALFWAY, timeout=PATIENCE_MS)
    assert "٢٠٬٠٠٠" in page.inner_text(".making-of .num")
    assert violations(page) == []
    page.locator("[data-settled]").wait_for()
    expect(page.locator(".cancel")).to_be_hidden()
    assert violations(page) == []
    with page.expect_download() as coming:
        page.click("a[download]")
    coming.value.save_as(tmp_path / "rows.xlsx")
    book = openpyxl.load_workbook(tmp_path / "rows.xlsx", read_only=True)
    assert sum(1 for _ in book.worksheets[0].iter_rows()) == ROWS + 1
    book.close()
    ask(page, "xlsx", "en")
    page.wait_for_function(HALFWAY, timeout=PATIENCE_MS)
    click(page, ".cancel button")
    expect(page.locator("[data-paper=cancelled]")).to_contain_text("was cancelled")
    assert violations(page) == []
    assert [file.suffix for file in (tmp_path / "papers/export").rglob("*.*")] == [".xlsx"]
    for language in ("ar", "en"):
        page.goto(f"/reports/periodic?lang={language}")
        assert violations(page) == []
