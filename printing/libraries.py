"""The system libraries that drawing papers stands on, and whether this machine has them."""

from ctypes.util import find_library

PACKAGES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
"""Each library and the Debian package that brings it. Without the last one papers come, but several times slower."""


def missing_packages() -> list[str]:
    """The Debian packages to install before papers can be drawn well; empty when all is there."""
    return [package for library, package in PACKAGES.items() if find_library(library) is None]
