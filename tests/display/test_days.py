"""The server closes what past days left open, by itself."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.patience import soon
from tests.servers import Product
from tests.visitor import Visitor


@pytest.mark.slow
def test_a_number_left_from_yesterday_is_closed_when_the_server_begins(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'shubbak.sqlite'}")

    def states() -> list[str]:
        with engine.connect() as connection:
            return list(connection.scalars(text("SELECT state FROM ticket ORDER BY number")))

    with Product(tmp_path, SHUBBAK_PRESS="beside") as product:
        with Visitor(product.url) as citizen:
            citizen.take_ticket()
            citizen.take_ticket()
        product.stop()
        with engine.begin() as connection:
            day = connection.scalar(text("SELECT day FROM ticket"))
            before = (datetime.fromisoformat(str(day)) - timedelta(days=1)).date().isoformat()
            connection.execute(text("UPDATE ticket SET day = :day WHERE number = 1"), {"day": before})
        product.start()
        assert soon(lambda: states() == ["not_served", "waiting"])
    engine.dispose()
