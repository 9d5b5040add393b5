"""The pages of reports in a real Chromium, in both languages and at both sizes: nothing is wrong with them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext
from sqlalchemy import create_engine

from singlewindow.database import Database, prepare_sqlite
from tests.browser import click, violations
from tests.cast import Hall
from tests.kiosk.at_reports import scatter
from tests.servers import Product

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = (
    "/reports?period=year&first=2026-01-01",
    "/reports?period=year&first=2026-01-01&center=demo&by=window",
    "/reports?period=month&first=2026-10-01&sector=revenue&by=service&sort=received&down=1",
    "/reports/rows/received?period=year&first=2026-01-01",
    "/reports/rows/arrived?period=year&first=2026-01-01",
    "/reports?period=century",
    "/reports?view=cohorts",
    "/reports?view=late&period=year&first=2026-01-01",
    "/reports?view=stages&period=year&first=2026-01-01",
    "/reports?view=hall&by=clerk&center=demo&period=year&first=2026-01-01",
    "/reports?view=lanes&period=year&first=2026-01-01",
    "/reports?view=money&period=month&first=2026-10-01",
    "/reports?view=desk&period=year&first=2026-01-01",
    "/reports?view=mobile&period=month&first=2026-10-01",
)
SPREADS = "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"


@pytest.fixture(scope="module")
def reader(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BrowserContext, str]]:
    """A browser in which the supervisor of the governorate is signed in, and where the product answers."""
    folder: Path = tmp_path_factory.mktemp("reports")
    with Product(folder) as product:
        engine = create_engine(f"sqlite:///{folder / 'shubbak.sqlite'}")
        prepare_sqlite(engine)
        scatter(Hall(Database(engine, strict=True)), 60)
        engine.dispose()
        context = chromium.new_context(viewport={"width": 1366, "height": 768})
        page = context.new_page()
        page.goto(f"{product.url}/signin")
        page.fill("#username", "governorate1")
        page.fill("#password", "shubbak-demo")
        click(page, "form.signin button")
        yield context, product.url
        context.close()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_is_wrong_with_any_page_of_reports(reader: tuple[BrowserContext, str], language: str) -> None:
    context, url = reader
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda said: said.type == "error" and "422" not in said.text and complaints.append(said.text))
    wrong = {}
    for address in PAGES:
        page.goto(f"{url}{address}&lang={language}")
        found = violations(page) + (["wider than the screen"] if page.evaluate(SPREADS) else [])
        wrong.update({address: found} if found else {})
    assert (wrong, complaints) == ({}, [])
    page.close()
