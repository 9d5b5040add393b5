"""The signature of a certificate's file: valid, PAdES, tampering seen, the file's kind unchanged."""

import io
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from pikepdf.pdfa import validate_written

from printing.errors import SealBroken
from printing.pool import RenderPool
from printing.proof.authority import AUTHORITY, SEAL, make_illustrative_seal
from printing.proof.files import SealFiles, SealMissing, seal_files
from printing.proof.seal import seal
from singlewindow.keyfiles import KeysTooOpen
from tests.printing.conftest import example_facts

Drawn = Callable[..., bytes]


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration's certificate."""
    folder = tmp_path_factory.mktemp("seal") / "keys"
    make_illustrative_seal(folder, datetime.now(UTC))
    return folder


@pytest.fixture(scope="module")
def files(keys: Path) -> SealFiles:
    found = seal_files(keys, None, None)
    assert found
    return found


PRINTED, HIDDEN = 0b100, 0b100011
"""Flags of an annotation (ISO 32000-1, table 165): printed; invisible, hidden or not viewed."""


def violations(pdf: bytes) -> set[str]:
    """The rules of PDF/A-3b that a file breaks, as far as they are judged."""
    found = validate_written(io.BytesIO(pdf), "3b").findings
    return {str(finding) for finding in found if not str(finding).startswith("[unsupported]")}


def told_by_pdfsig(content: bytes, folder: Path, *options: str) -> str:
    """What poppler's pdfsig says of a file."""
    file = folder / "sealed.pdf"
    file.write_bytes(content)
    return subprocess.run(["pdfsig", *options, str(file)], capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_sealed_certificate_is_valid_to_another_reader(
    language: str, drawn: Drawn, files: SealFiles, tmp_path: Path
) -> None:
    told = told_by_pdfsig(seal("certificate", drawn("certificate", language), files), tmp_path, "-nocert")
    assert "Signature is Valid." in told
    assert "Signature Type: ETSI.CAdES.detached" in told
    assert "Signing Hash Algorithm: SHA-256" in told
    assert "Total document signed" in told


def test_the_demonstrations_seal_is_named_illustrative(drawn: Drawn, files: SealFiles, tmp_path: Path) -> None:
    told = told_by_pdfsig(seal("certificate", drawn("certificate"), files), tmp_path, "-nocert")
    assert "ILLUSTRATIVE" in told
    with pikepdf.open(io.BytesIO(seal("certificate", drawn("certificate"), files))) as pdf:
        assert "not a licensed electronic signature" in str(pdf.Root.AcroForm.Fields[0].V.Reason)


def test_a_changed_figure_is_seen(drawn: Drawn, files: SealFiles, tmp_path: Path) -> None:
    sealed = bytearray(seal("certificate", drawn("certificate"), files))
    for place in (len(sealed) // 4, len(sealed) // 2):
        changed = bytearray(sealed)
        changed[place] ^= 1
        assert "Signature is Valid." not in told_by_pdfsig(bytes(changed), tmp_path, "-nocert")


def test_what_is_added_behind_the_signature_is_seen(drawn: Drawn, files: SealFiles, tmp_path: Path) -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    later = io.BytesIO(seal("certificate", drawn("certificate"), files))
    writer = IncrementalPdfFileWriter(later)
    writer.root["/Added"] = writer.root["/Type"]
    writer.update_root()
    writer.write_in_place()
    assert "Total document signed" not in told_by_pdfsig(later.getvalue(), tmp_path, "-nocert")


def test_the_file_stays_of_its_version_and_breaks_no_new_rule_of_pdf_a(drawn: Drawn, files: SealFiles) -> None:
    plain = drawn("certificate")
    sealed = seal("certificate", plain, files)
    assert sealed.startswith(plain), "the paper's own bytes stand as they were drawn"
    with pikepdf.open(io.BytesIO(plain)) as before, pikepdf.open(io.BytesIO(sealed)) as after:
        assert after.pdf_version == before.pdf_version == "1.7"
        assert "/Version" not in after.Root
    before_it, after_it = violations(plain), violations(sealed)
    assert after_it <= before_it


def test_the_signatures_field_is_one_that_pdf_a_3_allows(drawn: Drawn, files: SealFiles) -> None:
    """ISO 19005-3, 6.3 and 6.4: what the validator leaves to the reader."""
    sealed = seal("certificate", drawn("certificate"), files)
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        form = pdf.Root.AcroForm
        field = form.Fields[0]
        assert not {"/XFA", "/NeedAppearances"} & set(form.keys())
        assert not {"/A", "/AA"} & set(field.keys())
        assert [float(side) for side in field.Rect] == [0, 0, 0, 0], "nothing to see, so no appearance is needed"
        assert int(field.F) & PRINTED == PRINTED
        assert int(field.F) & HIDDEN == 0
        start, length, second, rest = (int(part) for part in field.V.ByteRange)
    assert (start, second + rest) == (0, len(sealed))
    assert length < second


def test_it_looks_as_it_did(drawn: Drawn, files: SealFiles) -> None:
    plain = drawn("certificate")
    pictures = [
        pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().tobytes()
        for pdf in (plain, seal("certificate", plain, files))
    ]
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("kind", ["ticket", "receipt"])
def test_other_papers_are_not_sealed(kind: str, drawn: Drawn, files: SealFiles) -> None:
    plain = drawn(kind)
    assert seal(kind, plain, files) is plain


def test_without_a_certificate_nothing_is_sealed(drawn: Drawn, tmp_path: Path) -> None:
    assert seal_files(tmp_path, None, None) is None
    plain = drawn("certificate")
    assert seal("certificate", plain, None) is plain


def test_a_worker_of_the_pool_seals(files: SealFiles, tmp_path: Path) -> None:
    with RenderPool(1) as pool:
        facts = example_facts("certificate", "ar")
        drawn = pool.submit("certificate", "ar", "1", facts, files).result(60)
    assert "Signature is Valid." in told_by_pdfsig(drawn, tmp_path, "-nocert")


def test_a_certificate_of_ones_own_is_used_with_its_password(keys: Path, drawn: Drawn, tmp_path: Path) -> None:
    key, center, others = pkcs12.load_key_and_certificates((keys / SEAL).read_bytes(), None)
    assert key
    own, password = tmp_path / "own.p12", tmp_path / "password"
    own.write_bytes(
        pkcs12.serialize_key_and_certificates(b"own", key, center, others, BestAvailableEncryption(b"secret"))  # type: ignore[arg-type]
    )
    password.write_text("secret\n")
    for file in (own, password):
        file.chmod(0o600)
    set_ = seal_files(keys, own, password)
    assert set_ == SealFiles(str(own), str(password), illustrative=False)
    told = told_by_pdfsig(seal("certificate", drawn("certificate"), set_), tmp_path, "-nocert")
    assert "Signature is Valid." in told
    password.write_text("wrong")
    with pytest.raises(SealBroken) as broken:
        seal("certificate", drawn("certificate"), SealFiles(str(own), str(password), illustrative=True))
    assert "secret" not in str(broken.value)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_certificate_that_others_may_read_stops_the_start(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "own.p12"
    file.write_bytes(b"x")
    file.chmod(mode)
    with pytest.raises(KeysTooOpen, match="600"):
        seal_files(tmp_path, file, None)


def test_a_certificate_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SealMissing, match="nowhere"):
        seal_files(tmp_path, tmp_path / "nowhere.p12", None)


def test_the_demonstrations_files_are_private_and_made_once(keys: Path) -> None:
    before = (keys / SEAL).read_bytes()
    make_illustrative_seal(keys, datetime.now(UTC))
    assert (keys / SEAL).read_bytes() == before
    assert [file.stat().st_mode & 0o077 for file in (keys, keys / SEAL, keys / AUTHORITY)] == [0, 0, 0]
