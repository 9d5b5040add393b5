"""`python -m bench [--quick]`: run every measure of this folder, one file each, and print its table."""

import argparse
import importlib
import pkgutil

import bench


def main() -> None:
    """Run the measures in the order of their names."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--quick", action="store_true", help="a few rounds only, to see that the measures work")
    quick = parser.parse_args().quick
    for module in sorted(info.name for info in pkgutil.iter_modules(bench.__path__)):
        if module.startswith("measure_"):
            importlib.import_module(f"bench.{module}").main(quick)


if __name__ == "__main__":
    main()
