"""Two processes of one database: who signs out or is disabled at one loses the sockets at the other within seconds."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cast import Hall
from tests.display.test_push import Screen
from tests.patience import soon
from tests.servers import Product
from tests.visitor import Visitor

pytestmark = pytest.mark.slow


@pytest.fixture
def products(hall: Hall, database_url: str, tmp_path: Path) -> Iterator[tuple[Product, Product]]:
    """Two processes over the same database of each kind."""
    settings = {"SHUBBAK_DATABASE_URL": database_url}
    with Product(tmp_path / "data", **settings) as first:
        second = Product(tmp_path / "data", **settings)
        second.start()
        try:
            yield first, second
        finally:
            second.__exit__(None, None, None)


def sign_out(_manager: Visitor, clerk: Visitor) -> None:
    clerk.press("/signout", page="/counter")


def disable(manager: Visitor, _clerk: Visitor) -> None:
    manager.press("/manage/staff/D001", page="/manage/staff/D001", full_name="موظف", role="clerk")


def give_another_role(manager: Visitor, _clerk: Visitor) -> None:
    manager.press("/manage/staff/D001", page="/manage/staff/D001", full_name="موظف", role="receiver", active="on")


@pytest.mark.parametrize("end", [sign_out, disable, give_another_role])
def test_the_other_process_closes_the_sockets_too(
    products: tuple[Product, Product], end: Callable[[Visitor, Visitor], None]
) -> None:
    first, second = products
    hall = Screen(second.url)
    hall.watch(center="demo", language="ar")
    with Visitor(first.url) as clerk, Visitor(first.url) as manager:
        clerk.sign_in("clerk1")
        manager.sign_in("manager1")
        gone, stays = Screen(second.url, clerk.cookies), Screen(second.url, manager.cookies)
        end(manager, clerk)
        assert soon(lambda: not gone.client.connected)
        assert stays.client.connected
        assert hall.client.connected
    for screen in (hall, gone, stays):
        screen.client.disconnect()
