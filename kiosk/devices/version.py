"""The version of the product that a device's page runs."""

from importlib.metadata import PackageNotFoundError, version


def _installed() -> str:
    try:
        return version("shubbak")
    except PackageNotFoundError:
        return "—"


VERSION = _installed()
