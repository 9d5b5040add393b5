// The code of a paper, read and checked without a server. The same rules as singlewindow/documents/proof.py.
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const DOMAIN = new TextEncoder().encode("shubbak paper 1\0");
const [ID, SIGNATURE] = [2, 64];

// Gives the bytes of base32 text without padding, or null.
export function bytesOf(text) {
  const values = [...text.toUpperCase()].map((letter) => LETTERS.indexOf(letter));
  if (values.includes(-1)) return null;
  const bytes = [];
  let [held, bits] = [0, 0];
  for (const value of values) {
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) { bits -= 8; bytes.push((held >> bits) & 0xff); }
  }
  return bits < 5 && (held & ((1 << bits) - 1)) === 0 ? Uint8Array.from(bytes) : null;
}

// Reads a CBOR map from 1..6 to whole numbers, or gives null.
export function claimsOf(bytes) {
  if (bytes[0] !== 0xa6) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const claims = [];
  let at = 1;
  for (let key = 1; key <= 6; key += 1) {
    if (bytes[at] !== key) return null;
    const head = bytes[at + 1];
    const length = { 0x18: 1, 0x19: 2, 0x1a: 4, 0x1b: 8 }[head] ?? (head < 0x18 ? 0 : -1);
    if (length < 0 || at + 2 + length > bytes.length) return null;
    const read = { 0: () => head, 1: () => view.getUint8(at + 2), 2: () => view.getUint16(at + 2), 4: () => view.getUint32(at + 2), 8: () => Number(view.getBigUint64(at + 2)) };
    claims[key] = read[length]();
    at += 2 + length;
  }
  return at === bytes.length ? claims : null;
}

// Gives the facts that claims hold, the number as it stands on the paper.
export function factsOf([, kind, center, serial, days, total, identity]) {
  const day = new Date(Date.UTC(2020, 0, 1 + days));
  const pad = (number, length) => String(number).padStart(length, "0");
  const year = day.getUTCMonth() >= 6 ? day.getUTCFullYear() : day.getUTCFullYear() - 1;
  const number = kind === 3
    ? `${pad(center, 3)}-${day.getUTCFullYear()}-${pad(Math.floor(serial / 10), 6)}-${serial % 10}`
    : `${{ 1: "R", 2: "C" }[kind]}-${pad(center, 3)}-${year}-${pad((year + 1) % 100, 2)}-${pad(serial, 6)}`;
  return { kind, center, number, day, total, identity: pad(identity, 4) };
}

// Checks a code against the keys {id: public key in hex}: {outcome, facts?}.
export async function checked(code, keys) {
  if (code.length <= 26) return { outcome: "typed" };
  const bytes = bytesOf(code);
  const claims = bytes && claimsOf(bytes.slice(ID, -SIGNATURE));
  if (!claims) return { outcome: "forged" };
  const hex = (part) => [...part].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const key = keys[hex(bytes.slice(0, ID))];
  if (!key) return { outcome: "key" };
  const message = new Uint8Array([...DOMAIN, ...bytes.slice(ID, -SIGNATURE)]);
  try {
    const raw = Uint8Array.from(key.match(/../g), (byte) => parseInt(byte, 16));
    const known = await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
    const holds = await crypto.subtle.verify("Ed25519", known, bytes.slice(-SIGNATURE), message);
    return holds ? { outcome: "genuine", facts: factsOf(claims) } : { outcome: "forged" };
  } catch {
    return { outcome: "unable" };
  }
}
