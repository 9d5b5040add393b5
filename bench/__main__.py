"""`python -m bench [--quick]`: run every measure of this folder, one file each, and print its table.

A measure is a module `measure_….py` whose `main(quick)` prints and gives how much happened that must not happen.
"""

import argparse
import importlib
import pkgutil
import sys

import bench


def main() -> int:
    """Run the measures in the order of their names; give 1 if anything happened that must not."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--quick", action="store_true", help="a few rounds only, to see that the measures work")
    quick = parser.parse_args().quick
    faults = 0
    for module in sorted(info.name for info in pkgutil.iter_modules(bench.__path__)):
        if module.startswith("measure_"):
            faults += importlib.import_module(f"bench.{module}").main(quick)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
