"""Signing with a key on a token, a real one of SoftHSM: valid, the file's kind unchanged, trouble told in words."""

import io
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate

from printing.errors import SealBroken
from printing.pool import RenderPool
from printing.proof import token as tokens
from printing.proof.files import SealMissing, SealToken, SealUnclear, seal_files
from printing.proof.seal import seal
from singlewindow.keyfiles import KeysTooOpen
from tests.printing.conftest import example_facts
from tests.printing.test_seal import told_by_pdfsig, violations

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN, LABEL = "482915", "مركز توضيحي"

Drawn = Callable[..., bytes]
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def certificate_of(key: Key) -> bytes:
    """A certificate that its own key signed."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ILLUSTRATIVE token")])
    begin = datetime.now(UTC) - timedelta(days=1)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(begin).not_valid_after(begin + timedelta(9))
    return made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def put_on(token: str, key: Key) -> None:
    """Make a token that holds a key and its certificate, both of one label."""
    made = ("softhsm2-util", "--init-token", "--free", "--label", token, "--pin", PIN, "--so-pin", "11111111")
    subprocess.run(made, check=True, capture_output=True)
    library = pkcs11.lib(str(MODULE))
    library.reinitialize()
    whole = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    decode = decode_ec_private_key if isinstance(key, ec.EllipticCurvePrivateKey) else decode_rsa_private_key
    with library.get_token(token_label=token).open(rw=True, user_pin=PIN) as session:
        own = {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: LABEL}
        session.create_object(decode(whole) | own | {pkcs11.Attribute.SIGN: True})
        session.create_object(decode_x509_certificate(certificate_of(key)) | own)
    library.reinitialize()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with two tokens: one holds a key of a curve, the other one of RSA."""
    folder = tmp_path_factory.mktemp("tokens")
    (folder / "kept").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'kept'}\nobjectstore.backend = file\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
        put_on("curve", ec.generate_private_key(ec.SECP256R1()))
        put_on("rsa", rsa.generate_private_key(65537, 2048))
        yield folder


@pytest.fixture
def token(shelf: Path, tmp_path: Path) -> Iterator[SealToken]:
    """The token with the curve, and its PIN in a file; no session is open."""
    file = tmp_path / "pin"
    write_pin(file, PIN)
    yield SealToken(str(MODULE), "curve", str(file), LABEL)
    tokens._open.clear()
    tokens._refused.clear()
    pkcs11.lib(str(MODULE)).reinitialize()


def write_pin(file: Path, pin: str) -> None:
    """Write a PIN into a file of its own, as an operator's editor does."""
    file.unlink(missing_ok=True)
    file.touch(0o600)
    file.write_text(f"{pin}\n")


@pytest.mark.parametrize("name", ["curve", "rsa"])
def test_a_certificate_signed_on_a_token_is_valid_to_another_reader(
    name: str, drawn: Drawn, token: SealToken, tmp_path: Path
) -> None:
    told = told_by_pdfsig(seal("certificate", drawn("certificate"), token._replace(token=name)), tmp_path, "-nocert")
    assert "Signature is Valid." in told
    assert "Signature Type: ETSI.CAdES.detached" in told
    assert "Total document signed" in told
    assert "ILLUSTRATIVE, for demonstration" not in told


def test_a_file_signed_on_a_token_stays_of_its_version_and_breaks_no_new_rule(drawn: Drawn, token: SealToken) -> None:
    plain = drawn("certificate")
    sealed = seal("certificate", plain, token)
    assert sealed.startswith(plain)
    with pikepdf.open(io.BytesIO(sealed)) as after:
        assert after.pdf_version == "1.7"
        assert "/Version" not in after.Root
    assert violations(sealed) <= violations(plain)


def test_a_worker_of_the_pool_signs_on_a_token(token: SealToken, tmp_path: Path) -> None:
    with RenderPool(1) as pool:
        two = [pool.submit("certificate", "ar", "1", example_facts("certificate", "ar"), token) for _ in range(2)]
        for sealed in two:
            assert "Signature is Valid." in told_by_pdfsig(sealed.result(60), tmp_path, "-nocert")


def test_one_session_serves_all_certificates_of_a_worker(drawn: Drawn, token: SealToken) -> None:
    seal("certificate", drawn("certificate"), token)
    first = tokens._open[token].pkcs11_session
    seal("certificate", drawn("certificate"), token)
    assert tokens._open[token].pkcs11_session is first


def test_a_session_that_has_ended_is_opened_anew(drawn: Drawn, token: SealToken, tmp_path: Path) -> None:
    seal("certificate", drawn("certificate"), token)
    first = tokens._open[token].pkcs11_session
    first.close()
    told = told_by_pdfsig(seal("certificate", drawn("certificate"), token), tmp_path, "-nocert")
    assert "Signature is Valid." in told
    assert tokens._open[token].pkcs11_session is not first


def test_a_wrong_pin_is_told_and_not_tried_again_until_it_is_written_anew(drawn: Drawn, token: SealToken) -> None:
    pin = Path(token.pin_file)
    write_pin(pin, "000000")
    with pytest.raises(SealBroken, match=r"token curve refuses the PIN in .*: PinIncorrect") as told:
        seal("certificate", drawn("certificate"), token)
    assert "000000" not in str(told.value)
    with pytest.raises(SealBroken, match="not tried again"):
        seal("certificate", drawn("certificate"), token)
    write_pin(pin, PIN)
    assert seal("certificate", drawn("certificate"), token)


def test_the_trouble_of_a_worker_with_a_wrong_pin_reaches_the_press(token: SealToken) -> None:
    write_pin(Path(token.pin_file), "000000")
    with RenderPool(1) as pool:
        paper = pool.submit("certificate", "ar", "1", example_facts("certificate", "ar"), token)
        with pytest.raises(SealBroken, match="refuses the PIN"):
            paper.result(60)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"token": "elsewhere"}, "the token elsewhere can't sign: PKCS11Error No token matching"),
        ({"label": "nothing"}, "the token curve can't sign: .*Could not find certificate with label 'nothing'"),
        ({"module": "/usr/bin/env"}, "the token curve can't sign: PKCS11Error OS exception while loading"),
    ],
)
def test_what_is_missing_on_a_token_is_told(drawn: Drawn, token: SealToken, change: dict[str, str], told: str) -> None:
    with pytest.raises(SealBroken, match=told):
        seal("certificate", drawn("certificate"), token._replace(**change))


def test_other_papers_are_not_signed_on_a_token(drawn: Drawn, token: SealToken) -> None:
    plain = drawn("receipt")
    assert seal("receipt", plain, token) is plain
    assert token not in tokens._open


def test_a_token_that_is_set_goes_before_the_demonstrations_certificate(token: SealToken, tmp_path: Path) -> None:
    assert seal_files(tmp_path, None, None, token) is token


@pytest.mark.parametrize("missing", SealToken._fields)
def test_half_a_token_stops_the_start(token: SealToken, tmp_path: Path, missing: str) -> None:
    with pytest.raises(SealUnclear, match="set together"):
        seal_files(tmp_path, None, None, token._replace(**{missing: ""}))


@pytest.mark.parametrize("setting", ["pkcs12", "password_file"])
def test_a_token_and_a_file_stop_the_start(token: SealToken, tmp_path: Path, setting: str) -> None:
    files = {"pkcs12": None, "password_file": None} | {setting: tmp_path / "own"}
    with pytest.raises(SealUnclear, match="not by both"):
        seal_files(tmp_path, **files, token=token)


def test_a_pin_that_others_may_read_or_a_module_that_is_not_there_stops_the_start(
    token: SealToken, tmp_path: Path
) -> None:
    with pytest.raises(SealMissing, match="nowhere"):
        seal_files(tmp_path, None, None, token._replace(module=str(tmp_path / "nowhere.so")))
    Path(token.pin_file).chmod(0o640)
    with pytest.raises(KeysTooOpen, match="600"):
        seal_files(tmp_path, None, None, token)
