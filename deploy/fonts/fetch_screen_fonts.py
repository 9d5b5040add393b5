"""Fetch what the screens load from npm packages: fonts, their licences, and the Socket.IO client.

Run:  python deploy/fonts/fetch_screen_fonts.py [STATIC_FOLDER]      (default: kiosk/static)

Needs npm, and fontTools with brotli. The same versions give the same bytes. Only the zero of Noto Kufi is kept:
Cairo's own Arabic zero is too small to read from afar.
"""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

FONTS = {
    "ibm-plex-sans-arabic": ("5.3.0", ("400", "600", "700")),
    "cairo": ("5.3.0", ("700",)),
    "noto-kufi-arabic": ("5.3.0", ()),
}
SOCKET_IO = "socket.io-client@4.8.4"
ZERO = "U+0660"


def fetch(package: str, folder: Path) -> Path:
    """Unpack `package` (name@version) of npm below `folder` and give the place of its files."""
    here = Path(tempfile.mkdtemp(dir=folder))
    subprocess.run(["npm", "pack", "--silent", package], cwd=here, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(here.glob("*.tgz"))) as archive:
        archive.extractall(here, filter="data")
    return here / "package"


def copies(fonts: dict[str, Path], client: Path, static: Path) -> Iterator[tuple[Path, Path]]:
    """Give each file to copy and its place in the product."""
    for name, package in fonts.items():
        yield package / "LICENSE", static / "fonts" / f"OFL-{name}.txt"
        for weight in FONTS[name][1]:
            for script in ("arabic", "latin"):
                file = f"{name}-{script}-{weight}-normal.woff2"
                yield package / "files" / file, static / "fonts" / file
    yield client / "LICENSE", static / "js" / "socket.io.LICENSE.txt"


def keep_zero(kufi: Path, output: Path) -> None:
    """Write a font of one glyph, the Arabic zero."""
    options = [f"--unicodes={ZERO}", "--flavor=woff2", "--layout-features=", f"--output-file={output}"]
    source = kufi / "files" / "noto-kufi-arabic-arabic-700-normal.woff2"
    subprocess.run([sys.executable, "-m", "fontTools.subset", str(source), *options], check=True)


def drop_source_map(script: Path, output: Path) -> None:
    """Write `script` without the comment that asks browsers for a source map, which is not shipped."""
    lines = script.read_bytes().splitlines(keepends=True)
    output.write_bytes(b"".join(line for line in lines if not line.startswith(b"//# sourceMappingURL")))


def main() -> None:
    """Fetch everything into the static folder."""
    static = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2] / "kiosk" / "static")
    (static / "fonts").mkdir(parents=True, exist_ok=True)
    (static / "js").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fonts = {font: fetch(f"@fontsource/{font}@{version}", folder) for font, (version, _) in FONTS.items()}
        client = fetch(SOCKET_IO, folder)
        for source, target in copies(fonts, client, static):
            shutil.copyfile(source, target)
        drop_source_map(client / "dist" / "socket.io.esm.min.js", static / "js" / "socket.io.esm.min.js")
        keep_zero(fonts["noto-kufi-arabic"], static / "fonts" / "noto-kufi-zero-700.woff2")


if __name__ == "__main__":
    main()
