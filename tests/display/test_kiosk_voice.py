"""What the kiosk says: its sentences, their clips, and the door that gives them."""

import re
import shutil
from pathlib import Path

import pytest
from flask import Flask

from display.voice.check import check
from display.voice.clips import LETTERS
from display.voice.pack import STANDIN, read_sound
from display.voice.sentences import SENTENCES, sentences_of
from tests.client import CheckedClient

TEMPLATES = Path(__file__).parents[2] / "kiosk/templates/touch"


@pytest.fixture
def recorded(app: Flask) -> Path:
    """A pack of the demonstration's own: a copy of the stand-in."""
    return Path(shutil.copytree(STANDIN, app.config["VOICES"] / "demo"))


def test_each_sentence_that_a_page_names_is_there_and_each_is_named() -> None:
    named: set[str] = set()
    for file in TEMPLATES.glob("*.html"):
        for said in re.findall(r"{% block say %}(.*?){% endblock %}|bar_in_both\((.*?)\)", file.read_text(), re.DOTALL):
            named |= set(
                re.findall(
                    r"\b(?:page|lanes)-[a-z]+|\b(?:waiting|ahead|wait|papers|fee|pounds)\b",
                    re.sub(r"page\.\w+(\.\w+)*", "", "".join(said)),
                )
            )
    assert named == set(SENTENCES)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_sentences_are_written_out_without_digits(language: str) -> None:
    said = sentences_of(language)
    assert len(set(said.values())) == len(said)
    for words in said.values():
        assert not re.search(r"\d", words)
        assert bool(re.search("[\u0621-\u064a]", words)) is (language == "ar")


@pytest.mark.parametrize("name", [*SENTENCES, *(f"letter-{letter}" for letter in LETTERS), "n0", "n127", "n9999"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_door_gives_every_clip(client: CheckedClient, language: str, name: str) -> None:
    answer = client.get(f"/voice/demo/{language}/{name}.wav")
    assert answer.status_code == 200
    assert answer.mimetype == "audio/wav"
    assert len(answer.data) > 1000


@pytest.mark.parametrize(
    "address", ["ar/nothing", "ar/n12345", "ar/n-1", "fr/page-start", "ar/..%2f..%2fwords", "ar/%00"]
)
def test_what_no_clip_says_is_not_found(client: CheckedClient, address: str) -> None:
    assert client.get(f"/voice/demo/{address}.wav").status_code == 404


def test_a_center_is_heard_in_its_own_voice_and_the_standin_says_what_it_lacks(
    client: CheckedClient, recorded: Path
) -> None:
    (recorded / "kiosk/page-help.wav").unlink()
    shutil.rmtree(recorded / "en")
    shutil.copy(recorded / "kiosk/page-called.wav", recorded / "kiosk/page-start.wav")
    own = client.get("/voice/demo/ar/page-start.wav").data
    assert own == (STANDIN / "kiosk/page-called.wav").read_bytes()
    assert client.get("/voice/demo/ar/page-help.wav").data == (STANDIN / "kiosk/page-help.wav").read_bytes()
    assert client.get("/voice/demo/en/n7.wav").data == (STANDIN / "en/number-7.wav").read_bytes()


def test_the_check_finds_what_is_wrong_with_recorded_sentences(recorded: Path) -> None:
    assert check(recorded) == []
    (recorded / "kiosk/page-start.wav").unlink()
    (recorded / "en/kiosk/page-help.wav").write_bytes(b"RIFF")
    findings = check(recorded)
    assert any(finding.startswith("kiosk/page-start.wav is missing") for finding in findings)
    assert any(finding.startswith("en/kiosk/page-help.wav is not a mono WAV") for finding in findings)
    shutil.rmtree(recorded / "kiosk")
    assert not any(finding.startswith("kiosk/") for finding in check(recorded)), "the sentences need not be recorded"


def test_no_sentence_is_tiring() -> None:
    assert all(read_sound(STANDIN / f"kiosk/{name}.wav").seconds < 15 for name in SENTENCES)
