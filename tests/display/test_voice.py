"""The spoken call: which clips say it, what a pack must be, what the door gives."""

import io
import shutil
import wave
from array import array
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import update

from display.voice.check import check
from display.voice.clips import HIGHEST, LANGUAGES, LETTERS, clip_names, clips_of, number_clips, window_clips
from display.voice.commands import voice
from display.voice.pack import STANDIN, Sound, pack_of, read_sound, wav_of
from display.voice.words import words_of
from singlewindow.places.records import Center
from tests.cast import Hall
from tests.client import CheckedClient


def amount(clips: tuple[str, ...]) -> int:
    """Give the number that clips say."""
    return sum(int(clip.rpartition("-")[2]) for clip in clips)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the stand-in pack, to be spoiled."""
    return Path(shutil.copytree(STANDIN, tmp_path / "pack"))


def sound_of(content: bytes) -> float:
    """Give how long a WAV lasts, in seconds."""
    with wave.open(io.BytesIO(content)) as file:
        return file.getnframes() / file.getframerate()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_is_said_by_four_clips_at_most(language: str) -> None:
    names = set(clip_names(language))
    for number in range(HIGHEST + 1):
        clips = number_clips(number, language)
        assert amount(clips) == number
        assert len(clips) <= 4
        assert names.issuperset(clips), number


def test_arabic_says_units_before_tens_and_joins_only_the_last_part() -> None:
    assert number_clips(1127) == ("number-1000", "number-100", "number-7", "and-20")
    assert number_clips(127) == ("number-100", "number-7", "and-20")
    assert number_clips(21) == ("number-1", "and-20")
    assert number_clips(1100) == ("number-1000", "and-100")
    assert number_clips(113) == ("number-100", "and-13")
    assert number_clips(20) == ("number-20",)
    assert number_clips(0) == ("number-0",)


def test_english_says_and_before_what_is_below_a_hundred() -> None:
    assert number_clips(127, "en") == ("number-100", "and-20", "number-7")
    assert number_clips(1100, "en") == ("number-1000", "number-100")


def test_a_call_and_its_repetition() -> None:
    assert clips_of("B", 5, 3, again=False) == ("opening", "letter-B", "number-5", "window-3")
    assert clips_of("B", 5, 30, again=True)[:2] == ("again", "opening")
    assert window_clips(30) == ("window", "number-30")
    for letter, number in (("A", 1), ("B", 10_000), ("B", -1)):
        with pytest.raises(ValueError, match=r"letter|number"):
            clips_of(letter, number, 1, again=False)


def test_a_pack_has_112_arabic_clips_each_with_its_words_but_the_chime() -> None:
    assert len(clip_names()) == len(set(clip_names())) == 112
    for language in LANGUAGES:
        words = words_of(language)
        assert set(clip_names(language)) - set(words) == {"chime"}
        assert not any(sign.isdigit() for said in words.values() for sign in said)
    assert len(set(words_of("ar").values())) == 111
    assert set(LETTERS) == set("BJDSCKLN")


def test_the_standin_is_a_whole_pack() -> None:
    assert check(STANDIN) == []
    shortest = read_sound(STANDIN / "number-1.wav")
    assert 0.2 < shortest.seconds < 2


def rewrite(file: Path, change: float, most: int = 32_767) -> None:
    """Make a clip louder or quieter."""
    sound = read_sound(file)
    samples = [max(-most, min(most, round(height * change))) for height in sound.samples]
    file.write_bytes(wav_of(Sound(array("h", samples), sound.rate)))


def test_the_check_finds_every_fault(pack: Path) -> None:
    (pack / "number-1.wav").unlink()
    (pack / "number-2.wav").write_bytes(b"no sound")
    rewrite(pack / "number-3.wav", 0)
    rewrite(pack / "number-4.wav", 40)
    rewrite(pack / "number-5.wav", 0.2)
    slow = read_sound(pack / "number-6.wav")
    (pack / "number-6.wav").write_bytes(wav_of(Sound(slow.samples, 16_000)))
    long = read_sound(pack / "number-7.wav")
    (pack / "number-7.wav").write_bytes(wav_of(Sound(array("h", list(long.samples) * 12), long.rate)))
    findings = "\n".join(check(pack))
    for said in (
        "number-1.wav is missing",
        "number-2.wav is not a mono WAV file",
        "number-3.wav is silent",
        "number-4.wav is clipped",
        "number-5.wav is too quiet beside the others",
        "number-6.wav has 16000 samples a second, the others 22050",
        "number-7.wav is too long",
    ):
        assert said in findings, findings
    assert "number-8" not in findings


def test_the_command_says_what_is_wrong_and_ends_with_1(pack: Path) -> None:
    right = CliRunner().invoke(voice, ["check", str(pack)])
    assert (right.exit_code, "ready (ar, en)" in right.output) == (0, True)
    (pack / "en" / "again.wav").unlink()
    wrong = CliRunner().invoke(voice, ["check", str(pack)])
    assert (wrong.exit_code, wrong.output) == (1, "en/again.wav is missing.\n")


def test_making_a_pack_gives_one_that_the_check_accepts(tmp_path: Path) -> None:
    made = CliRunner().invoke(voice, ["make", str(tmp_path / "made")])
    assert made.exit_code == 0, made.output
    assert check(tmp_path / "made") == []


def test_a_call_is_given_as_one_sound(client: CheckedClient) -> None:
    first = client.get("/board/demo/calls/B127-3.wav")
    again = client.get("/board/demo/calls/B127-3-again.wav")
    assert (first.status_code, first.mimetype) == (200, "audio/wav")
    assert 2 < sound_of(first.data) < sound_of(again.data)


@pytest.mark.parametrize("name", ["B1-0", "A1-1", "B10000-1", "b1-1", "B1", "B1-1-twice", "..-1", "B١-1"])
def test_what_no_clips_say_is_not_found(client: CheckedClient, name: str) -> None:
    assert client.get(f"/board/demo/calls/{name}.wav").status_code == 404


def test_an_unknown_center_says_nothing(client: CheckedClient) -> None:
    assert client.get("/board/nowhere/calls/B1-1.wav").status_code == 404


def test_english_follows_where_the_center_wishes_it(client: CheckedClient, desk: Hall) -> None:
    arabic = sound_of(client.get("/board/demo/calls/B127-3.wav").data)
    with desk.database.writing() as work:
        work.session.execute(update(Center).values(speaks_english=True))
    assert sound_of(client.get("/board/demo/calls/B127-3.wav").data) > arabic + 2


def test_a_center_speaks_with_its_own_recording_once_it_is_whole(
    app: Flask, client: CheckedClient, tmp_path: Path
) -> None:
    voices = Path(app.config["VOICES"])
    assert pack_of(voices, "demo") == STANDIN
    own = Path(shutil.copytree(STANDIN, voices / "demo"))
    assert pack_of(voices, "demo") == own
    assert pack_of(voices, "zagazig") == STANDIN
    (own / "and-20.wav").unlink()
    assert pack_of(voices, "demo") == STANDIN
