"""Staff who serve a number at window 3."""

import pytest

from tests.cast import Hall
from tests.client import CheckedClient
from tests.kiosk.at_window_three import Window


@pytest.fixture
def window(client: CheckedClient, desk: Hall) -> Window:
    return Window(client, desk)


@pytest.fixture
def receiver(client: CheckedClient, desk: Hall) -> Window:
    return Window(client, desk, "receiver1")
