"""The commands that make a stand-in voice and check a recorded one."""

from pathlib import Path

import click

from display.voice.check import check
from display.voice.clips import LANGUAGES
from display.voice.making import SpeakerMissing, make_pack
from display.voice.pack import languages_of


@click.group("voice")
def voice() -> None:
    """Make and check the clips of the spoken call."""


@voice.command("make")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def make(folder: Path) -> None:
    """Let espeak-ng speak every clip into FOLDER: a stand-in until a person records the pack."""
    try:
        count = sum(1 for _ in make_pack(folder, LANGUAGES))
    except SpeakerMissing as missing:
        raise click.ClickException("espeak-ng is not installed; on Debian: apt-get install espeak-ng") from missing
    click.echo(f"{folder}: {count} spoken clips, and the chime for each language")


@voice.command("check")
@click.argument("pack", type=click.Path(exists=True, file_okay=False, path_type=Path))
def check_pack(pack: Path) -> None:
    """Tell what is wrong with the clips in PACK; ends with 1 when something is."""
    findings = check(pack)
    for finding in findings:
        click.echo(finding)
    if findings:
        raise SystemExit(1)
    click.echo(f"{pack}: ready ({', '.join(languages_of(pack))})")
