"""The board at each size, in each language and choice of digits: nothing spills, nothing violates, nothing flashes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from sqlalchemy import create_engine, text

from display.board import MOST
from tests.display.test_screen import DOUBLED, SPILLS
from tests.servers import Product
from tests.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = ((1920, 1080), (1080, 1920), (3840, 2160), (1366, 768))
MODES = (("ar", "arab"), ("ar", "latn"), ("en", "arab"))
WIDEST = {"ar": ("س", "ص"), "en": ("D", "N")}
EARLIER = (5, 8, MOST - 1)
TO_WINDOW_30 = (
    "UPDATE ticket SET number = 9999 - number, letter = 'S', state = 'called', window_id = :window, calls = 1, "
    "recalls = 0, called_at = strftime('%Y-%m-%d %H:%M:%f', 'now', :ago) || '000'"
)
WRITE = """letter => {
  for (const cell of document.querySelectorAll(".card .ticket, .before td:first-child"))
    cell.textContent = `${letter} ${cell.textContent.trim().split(/\\s+/)[1]}`;
}"""
OVERLAPS = """() => [...document.querySelectorAll(".before tr")].filter((row) => {
  const range = document.createRange();
  const [number, place] = [...row.cells].map((cell) => {
    range.selectNodeContents(cell);
    return range.getBoundingClientRect();
  });
  return number.left < place.right && place.left < number.right;
}).length"""
FLASHES = (
    "() => document.getAnimations().map(({ effect }) => [effect.getTiming().duration, effect.getTiming().iterations])"
)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int, str], Product]]:
    """A hall whose every number is called to window 30; give it with so many calls younger than a minute."""
    folder = tmp_path_factory.mktemp("sizes")
    with Product(folder, SHUBBAK_PRESS="beside") as product:
        with Visitor(product.url) as citizen:
            for _ in range(MOST):
                citizen.take_ticket()
        engine = create_engine(f"sqlite:///{folder / 'shubbak.sqlite'}")
        with engine.begin() as connection:
            window = connection.scalar(text("SELECT id FROM window ORDER BY number LIMIT 1"))
            connection.execute(text("UPDATE window SET number = 30 WHERE id = :window"), {"window": window})
            connection.execute(text(TO_WINDOW_30), {"window": window, "ago": "-10 minutes"})

        def prepare(earlier: int, digits: str) -> Product:
            fresh = "number > 9998 - :calls" if earlier > 5 else "number < 0"
            with engine.begin() as connection:
                old = {"window": window, "ago": "-10 minutes"}
                connection.execute(text(TO_WINDOW_30.replace("9999 - number", "number")), old)
                now = f"{TO_WINDOW_30.replace('9999 - number', 'number')} WHERE {fresh}"
                connection.execute(text(now), {"window": window, "ago": "+0 seconds", "calls": earlier + 1})
                connection.execute(text("UPDATE center SET digits = :digits"), {"digits": digits})
            return product

        yield prepare
        engine.dispose()


@pytest.fixture
def drawn(chromium: Browser) -> Callable[[Product, tuple[int, int], str], AbstractContextManager[Page]]:
    """Open a board that stands still."""

    @contextmanager
    def draw(product: Product, size: tuple[int, int], language: str) -> Iterator[Page]:
        context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
        page = context.new_page()
        page.goto(f"{product.url}/board/demo?lang={language}")
        page.evaluate("document.fonts.ready")
        yield page
        context.close()

    return draw


Hall = Callable[[int, str], Product]
Draw = Callable[[Product, tuple[int, int], str], AbstractContextManager[Page]]


@pytest.mark.parametrize("earlier", EARLIER)
def test_the_longest_numbers_fit_with_few_and_many_earlier_calls(hall: Hall, drawn: Draw, earlier: int) -> None:
    for language, digits in MODES:
        product = hall(earlier, digits)
        for size in SIZES:
            with drawn(product, size, language) as page:
                assert page.locator(".before tbody tr").count() == earlier
                for letter in WIDEST[language]:
                    page.evaluate(WRITE, letter)
                    assert page.evaluate(SPILLS) == [], (letter, size, language, digits)
                    assert page.evaluate(OVERLAPS) == 0, (letter, size, language, digits)
                page.evaluate(DOUBLED)
                assert page.evaluate(SPILLS) == [], (size, language, digits)


def test_the_checks_see_a_number_that_is_too_large_and_one_that_runs_into_its_window(hall: Hall, drawn: Draw) -> None:
    with drawn(hall(5, "arab"), (1920, 1080), "ar") as page:
        page.evaluate("document.querySelector('.card .ticket').style.fontSize = '16rem'")
        assert page.evaluate(SPILLS) != []
        page.evaluate("document.querySelectorAll('.before td').forEach((cell) => { cell.style.fontSize = '9rem'; })")
        assert page.evaluate(OVERLAPS) == 5


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_board_has_an_accessibility_violation(hall: Hall, drawn: Draw, width: int, height: int) -> None:
    for language in ("ar", "en"):
        with drawn(hall(MOST - 1, "arab"), (width, height), language) as page:
            assert [found["id"] for found in Axe().run(page).response["violations"]] == []
            page.context.set_offline(True)
            page.locator("#stale").wait_for()
            assert [found["id"] for found in Axe().run(page).response["violations"]] == []


def test_a_new_call_flashes_three_times_at_most_once_a_second_and_not_at_all_for_who_wants_no_motion(
    chromium: Browser, hall: Hall, drawn: Draw
) -> None:
    product = hall(5, "arab")
    page = chromium.new_page(viewport={"width": 1920, "height": 1080})
    page.goto(f"{product.url}/board/demo")
    page.evaluate("document.querySelector('.card').classList.add('fresh')")
    [(period, times)] = page.evaluate(FLASHES)
    page.close()
    assert period >= 1000
    assert times == 3
    with drawn(product, (1920, 1080), "ar") as still:
        still.evaluate("document.querySelector('.card').classList.add('fresh')")
        assert still.evaluate("document.getAnimations().length") == 0


def test_a_board_says_numbers_and_the_notice_of_the_center_and_nothing_of_a_person(hall: Hall, drawn: Draw) -> None:
    with drawn(hall(5, "arab"), (1920, 1080), "ar") as page:
        said = page.locator("body").inner_text()
        assert "جهّز أصل البطاقة" in said
        for word in ("أولوية", "صرف", "إيجار", "منى"):
            assert word not in said
