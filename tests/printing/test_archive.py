import os
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from printing.archive import Archive
from printing.errors import ArchiveChanged, ArchiveMissing

DAY = date(2026, 11, 24)
IDENTITY = "019ab3c4-0000-7000-8000-000000000001"
PAPER = b"%PDF-1.7 a paper"


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


def test_a_paper_is_kept_by_kind_and_day_and_found_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    kept = archive.keep(IDENTITY, "ticket", PAPER, DAY)
    assert kept.name == f"ticket/2026/11/24/{IDENTITY}.{kept.sha256[:12]}.pdf"
    assert kept.sha256 == sha256(PAPER).hexdigest()
    assert kept.size == len(PAPER)
    assert archive.read(kept.name, kept.sha256) == PAPER
    assert files(tmp_path / "archive") == [kept.name]


def test_keeping_the_same_bytes_twice_is_the_same_file(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    assert archive.keep(IDENTITY, "receipt", PAPER, DAY) == archive.keep(IDENTITY, "receipt", PAPER, DAY)
    assert len(files(tmp_path)) == 1


def test_a_second_drawing_never_overwrites_an_issued_paper(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = archive.keep(IDENTITY, "receipt", PAPER, DAY)
    second = archive.keep(IDENTITY, "receipt", PAPER + b" again", DAY)
    assert archive.read(first.name, first.sha256) == PAPER
    assert archive.read(second.name, second.sha256) == PAPER + b" again"


def test_others_may_not_read_the_archive(tmp_path: Path) -> None:
    kept = Archive(tmp_path / "archive").keep(IDENTITY, "receipt", PAPER, DAY)
    assert (tmp_path / "archive" / kept.name).stat().st_mode & 0o007 == 0
    assert (tmp_path / "archive" / "receipt").stat().st_mode & 0o007 == 0


def test_a_changed_paper_is_not_given(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    kept = archive.keep(IDENTITY, "receipt", PAPER, DAY)
    (tmp_path / kept.name).write_bytes(PAPER.replace(b"a", b"b"))
    with pytest.raises(ArchiveChanged):
        archive.read(kept.name, kept.sha256)


def test_a_paper_that_is_not_there_is_missing(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    kept = archive.keep(IDENTITY, "receipt", PAPER, DAY)
    (tmp_path / kept.name).unlink()
    with pytest.raises(ArchiveMissing):
        archive.read(kept.name, kept.sha256)


@pytest.mark.parametrize("call", ["fsync", "rename"])
def test_a_crash_while_keeping_leaves_nothing_behind(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(tmp_path)
    archive.keep(IDENTITY, "ticket", PAPER, DAY)
    before = files(tmp_path)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os if call == "fsync" else Path, call, fail)
    with pytest.raises(OSError, match="No space"):
        archive.keep(IDENTITY, "ticket", PAPER + b"2", DAY)
    assert files(tmp_path) == before


def test_the_bytes_are_on_the_disk_before_they_have_their_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(tmp_path)
    archive.keep(IDENTITY, "ticket", PAPER, DAY)
    seen: list[str] = []
    sync = os.fsync

    def watch(handle: int) -> None:
        seen.append(Path(f"/proc/self/fd/{handle}").readlink().suffix)
        sync(handle)

    rename = Path.rename

    def name(self: Path, target: Path) -> Path:
        seen.append("rename")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", watch)
    monkeypatch.setattr(Path, "rename", name)
    archive.keep(IDENTITY, "ticket", PAPER + b"2", DAY)
    assert seen == [".part", "rename", ""]


@pytest.mark.parametrize(
    ("identity", "kind"),
    [("../../etc/passwd", "ticket"), ("a/b", "ticket"), ("", "ticket"), ("a" * 65, "ticket"), ("a\x00", "ticket"),
     ("a.b", "ticket"), (IDENTITY, "../x"), (IDENTITY, ""), (IDENTITY, "Ticket"), (IDENTITY + "\n", "ticket")],
)  # fmt: skip
def test_a_name_that_is_no_plain_word_is_not_kept(identity: str, kind: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="archive"):
        Archive(tmp_path / "archive").keep(identity, kind, PAPER, DAY)
    assert files(tmp_path) == []


def test_path_tricks_find_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    kept = archive.keep(IDENTITY, "ticket", PAPER, DAY)
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(PAPER)
    tricks = ["../secret.pdf", str(secret), f"ticket/2026/11/24/../24/{kept.name}", "", "ticket", kept.name + "\n"]
    for trick in tricks:
        with pytest.raises(ArchiveMissing):
            archive.read(trick, kept.sha256)


def test_a_link_out_of_the_archive_is_not_followed(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    kept = archive.keep(IDENTITY, "ticket", PAPER, DAY)
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(PAPER)
    place = tmp_path / "archive" / kept.name
    place.unlink()
    place.symlink_to(secret)
    with pytest.raises(ArchiveMissing):
        archive.read(kept.name, kept.sha256)
