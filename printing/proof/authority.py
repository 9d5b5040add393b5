"""A certificate for the demonstration, from an authority of its own whose key is thrown away at once.

Both are named illustrative: they show how a seal works and prove nothing to anyone.
"""

from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

from singlewindow.keyfiles import write_private

SEAL = "illustrative-seal.p12"
AUTHORITY = "illustrative-authority.pem"
YEARS = timedelta(days=5 * 365)
ORGANIZATION = "ILLUSTRATIVE - not a licensed provider"
USAGE = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


def make_illustrative_seal(folder: Path, now: datetime) -> None:
    """Make the demonstration's certificate in `folder`, unless there is one."""
    if (folder / SEAL).exists():
        return
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name, name = _name("Illustrative authority"), _name("Illustrative center")
    root = _certificate(root_name, root_name, root_key.public_key(), now, "key_cert_sign").sign(root_key, SHA256())
    center = _certificate(name, root_name, key.public_key(), now, "content_commitment").sign(root_key, SHA256())
    packed = pkcs12.serialize_key_and_certificates(b"seal", key, center, [root], NoEncryption())
    write_private(folder, AUTHORITY, root.public_bytes(Encoding.PEM))
    write_private(folder, SEAL, packed)


def _name(common: str) -> x509.Name:
    parts = ((NameOID.COUNTRY_NAME, "EG"), (NameOID.ORGANIZATION_NAME, ORGANIZATION), (NameOID.COMMON_NAME, common))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _certificate(
    name: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, usage: str
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(issuer, name, key, x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + YEARS)
    builder = builder.add_extension(x509.BasicConstraints(usage == "key_cert_sign", None), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    return builder.add_extension(x509.KeyUsage(**{name: name == usage for name in USAGE}), critical=True)
