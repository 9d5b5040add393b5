"""Build the fonts of the papers: one file per family and weight that holds Arabic and Latin together.

Run:  python deploy/fonts/build_paper_fonts.py [OUTPUT_FOLDER]      (default: printing/fonts)

Needs fontTools and Debian 12's package fonts-noto-core (Noto Kufi Arabic 2.102, Noto Naskh Arabic 2.004,
Noto Sans and Noto Serif). The same input gives the same bytes. The families get names of our own, because a
merged and subset font is a modified version under the SIL Open Font License.

Split files joined by CSS ``unicode-range`` print Latin text as garbage in PDFs, so they are merged here.
"""

import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from fontTools.merge import Merger
from fontTools.merge import Options as MergeOptions
from fontTools.subset import Options as SubsetOptions
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables.otBase import USE_HARFBUZZ_REPACKER

NOTO = Path("/usr/share/fonts/truetype/noto")
UNITS_PER_EM = 1000
VERSION = "1.000"


class Recipe(NamedTuple):
    """Which two fonts make which of ours."""

    family: str
    weight: str
    arabic: str
    latin: str


RECIPES = tuple(
    Recipe(family, weight, f"{arabic}-{weight}.ttf", f"{latin}-{weight}.ttf")
    for family, arabic, latin in (
        ("Shubbak Kufi", "NotoKufiArabic", "NotoSans"),
        ("Shubbak Naskh", "NotoNaskhArabic", "NotoSerif"),
    )
    for weight in ("Regular", "Bold")
)

ARABIC = {
    0x0020, 0x00A0, 0x060C, 0x061B, 0x061F, 0x0640, 0x0670, 0x0671, 0x066A, 0x066B, 0x066C,
    *range(0x0621, 0x063B), *range(0x0641, 0x0656), *range(0x0660, 0x066A),
    0x067E, 0x0686, 0x0698, 0x06A4, 0x06A9, 0x06AF, 0x06CC, 0x06C1, 0x06D2,
    *range(0x06F0, 0x06FA),
}  # fmt: skip
LATIN = {
    *range(0x0021, 0x007F), *range(0x00A1, 0x0100), 0x0152, 0x0153, 0x0160, 0x0161, 0x0178, 0x017D, 0x017E,
    0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026,
    0x2030, 0x2039, 0x203A, 0x20AC, 0x2116, 0x2122, 0x2212,
}  # fmt: skip

FEATURES = ["init", "medi", "fina", "isol", "ccmp", "locl", "calt", "kern", "curs", "mark", "mkmk"]
"""No ligatures: text programs read one glyph of two Arabic letters back in the wrong order («صالح» for «صلاح»).

Only Naskh keeps its ``rlig``, which draws lam-alef by two glyphs; Kufi joins the two letters as they are.
"""


def subset(source: Path, repertoire: set[int], features: list[str]) -> TTFont:
    """The font at `source` with only the `repertoire`, with the layout `features`, unhinted, on our common em."""
    font = TTFont(source, recalcTimestamp=False)
    options = SubsetOptions()
    options.hinting = False
    options.name_IDs = [0, 13, 14]
    options.drop_tables += ["DSIG", "STAT", "MATH", "meta"]
    options.layout_features = features
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=repertoire)
    subsetter.subset(font)
    scale_upem(font, UNITS_PER_EM)
    return font


def rename(font: TTFont, recipe: Recipe) -> None:
    """Give the merged font our family name and keep the copyright and licence of its makers."""
    names = font["name"]
    kept = {number: names.getDebugName(number) for number in (0, 13, 14)}
    names.names = []
    postscript = f"{recipe.family.replace(' ', '')}-{recipe.weight}"
    kept |= {
        1: recipe.family,
        2: recipe.weight,
        3: f"{VERSION};{postscript}",
        4: f"{recipe.family} {recipe.weight}",
        5: f"Version {VERSION}",
        6: postscript,
    }
    for number, text in kept.items():
        if text:
            names.setName(text, number, 3, 1, 0x409)


def build(recipe: Recipe, folder: Path) -> Path:
    """Merge the two fonts of `recipe` into one file in `folder`; Western digits come from the Latin one."""
    arabic = subset(NOTO / recipe.arabic, ARABIC, [*FEATURES, "rlig"] if "Naskh" in recipe.family else FEATURES)
    latin = subset(NOTO / recipe.latin, LATIN - set(arabic.getBestCmap()), FEATURES)
    with tempfile.TemporaryDirectory() as scratch:
        parts = [str(Path(scratch) / name) for name in ("arabic.ttf", "latin.ttf")]
        arabic.save(parts[0])
        latin.save(parts[1])
        merged = Merger(options=MergeOptions(drop_tables=["vhea", "vmtx"])).merge(parts)
    rename(merged, recipe)
    merged["head"].created = merged["head"].modified = arabic["head"].modified
    merged.recalcTimestamp = False
    merged.cfg[USE_HARFBUZZ_REPACKER] = False
    target = folder / f"{recipe.family.replace(' ', '')}-{recipe.weight}.ttf"
    merged.save(target, reorderTables=True)
    return target


def main() -> None:
    """Build all four files and tell their sizes."""
    default = Path(__file__).resolve().parents[2] / "printing" / "fonts"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    folder.mkdir(parents=True, exist_ok=True)
    for recipe in RECIPES:
        target = build(recipe, folder)
        print(f"{target.name}  {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
