"""A pack of recorded clips: a folder of WAV files named by clip, joined into one spoken call."""

from __future__ import annotations

import io
import wave
from array import array
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from display.voice.clips import LANGUAGES, clip_names, clips_of

STANDIN = Path(__file__).parent / "standin"
GAP = 0.06
PAUSE = 0.25
LONGER_AFTER = ("chime", "again")
KEPT = 64


class Sound(NamedTuple):
    """Mono 16-bit samples and how many of them make a second."""

    samples: array[int]
    rate: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate


class NotSound(ValueError):
    """A file is no mono 16-bit WAV."""


def read_sound(file: Path) -> Sound:
    """Read a WAV file; raises NotSound when it is not mono, not of 16 bits, or no WAV; OSError when it isn't there."""
    try:
        with wave.open(str(file), "rb") as clip:
            if (clip.getnchannels(), clip.getsampwidth()) != (1, 2):
                raise NotSound(f"{file.name} is not mono with 16 bits")
            return Sound(array("h", clip.readframes(clip.getnframes())), clip.getframerate())
    except (wave.Error, EOFError) as wrong:
        raise NotSound(f"{file.name} is no WAV file") from wrong


def wav_of(sound: Sound) -> bytes:
    """Give a sound as the bytes of a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as clip:
        clip.setnchannels(1)
        clip.setsampwidth(2)
        clip.setframerate(sound.rate)
        clip.writeframes(sound.samples.tobytes())
    return file.getvalue()


def folder_of(pack: Path, language: str) -> Path:
    """Give the folder of a language's clips: Arabic lies in the pack itself, English in its folder `en`."""
    return pack if language == "ar" else pack / language


def kiosk_folder(pack: Path, language: str) -> Path:
    """Give the folder of what the kiosk says in a language."""
    return folder_of(pack, language) / "kiosk"


def languages_of(pack: Path) -> tuple[str, ...]:
    """Give the languages that a pack speaks."""
    return tuple(name for name in LANGUAGES if folder_of(pack, name).is_dir())


def has_pack(pack: Path) -> bool:
    """Tell whether a folder holds every Arabic clip by name."""
    return all((pack / f"{name}.wav").is_file() for name in clip_names())


def pack_of(recorded: Path, center: str) -> Path:
    """Give the pack of a center: its own in the folder `recorded`, else the one for all there, else the stand-in."""
    return next((pack for pack in (recorded / center, recorded / "all") if has_pack(pack)), STANDIN)


def spoken_call(pack: Path, letter: str, number: int, window: int, again: bool, english: bool) -> bytes:
    """Give one WAV with chime and call, in Arabic and, when `english` is wished and the pack has it, in English.

    Raises ValueError for a call that no clips say, or a pack whose clips do not fit; OSError for a missing clip.
    """
    languages = languages_of(pack) if english else ("ar",)
    clips = [(pack, "chime")]
    for language in languages:
        folder = folder_of(pack, language)
        clips += [(folder, name) for name in clips_of(letter, number, window, again, language)]
    return joined(tuple(clips))


@lru_cache(maxsize=KEPT)
def joined(clips: tuple[tuple[Path, str], ...]) -> bytes:
    """Join clips, each given by folder and name, into one WAV with short gaps; the last calls are kept."""
    sounds = [_clip(folder, name) for folder, name in clips]
    rate = sounds[0].rate
    if any(sound.rate != rate for sound in sounds):
        raise NotSound("the clips have different sample rates")
    whole = array("h")
    for place, sound in enumerate(sounds):
        silence = gap_before(clips[place - 1][1], clips[place][1]) if place else 0
        whole.extend(array("h", bytes(2 * round(silence * rate))))
        whole.extend(sound.samples)
    return wav_of(Sound(whole, rate))


def gap_before(earlier: str, name: str) -> float:
    """Give the seconds of silence between two clips: more after the chime and where a new part of the call begins."""
    begins = name.startswith("window") or name in {"opening", "again"} or earlier in LONGER_AFTER
    return PAUSE if begins else GAP


@lru_cache(maxsize=512)
def _clip(folder: Path, name: str) -> Sound:
    return read_sound(folder / f"{name}.wav")
