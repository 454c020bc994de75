"""Encrypts single fields and makes them searchable without being readable: AES-256-GCM or SM4-GCM."""

import binascii
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .macs import DIGESTS, Suite, digest_of

_NONCE = 12
_TAG = 16
_SHORTEST_SECRET = 32
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
_TO_URL = bytes.maketrans(b"+/", b"-_")
_FROM_URL = bytes.maketrans(b"-_", b"+/")
_HASHES: Mapping[Suite, type[hashes.HashAlgorithm]] = {"std1": hashes.SHA256, "gm1": hashes.SM3}


class SealBroken(Exception):
    """The value was altered, cut, or moved here from another row or column."""


class KeyMissing(Exception):
    """The value was sealed with a key or suite this keyring does not hold."""


def derive_key(secret: bytes, purpose: str, suite: Suite = "std1", length: int = 32) -> bytes:
    """A key of its own for each purpose, so that one leaked use does not open the others."""
    digest_of(suite)
    return HKDF(_HASHES[suite](), length, salt=None, info=f"jiangong:{purpose}".encode()).derive(secret)


class Keyring:
    """The secrets by key id, and which of them (with which suite) new values are sealed under."""

    def __init__(self, keys: Mapping[str, bytes], current: str, suite: Suite = "std1") -> None:
        digest_of(suite)
        if current not in keys:
            raise KeyMissing(f"the current key {current!r} is not in the keyring")
        for key_id, secret in keys.items():
            if not _KEY_ID.fullmatch(key_id):
                raise ValueError(f"key id {key_id!r}: use 1 to 32 letters, digits, hyphens or underscores")
            if len(secret) < _SHORTEST_SECRET:
                raise ValueError(f"key {key_id!r} is shorter than {_SHORTEST_SECRET} bytes")
        self.current, self.suite = current, suite
        self._prefix = f"{suite}.{current}."
        self._secrets = dict(keys)
        self._ciphers: dict[str, _FieldCipher] = {}
        self._indexers: dict[tuple[str, Suite, str], HMAC] = {}

    def __repr__(self) -> str:
        return f"<Keyring {self.suite}.{self.current} of {len(self._secrets)}>"

    def seal(self, text: str, *, context: str) -> str:
        """`suite.keyid.base64url(nonce|ciphertext|tag)`; opens only under the same context (table.column:id)."""
        return self.seal_many(((text, context),))[0]

    def seal_many(self, pairs: Iterable[tuple[str, str]]) -> list[str]:
        """Seal (text, context) pairs: random bytes are fetched once, the cipher is set up once."""
        rows = pairs if isinstance(pairs, (list, tuple)) else list(pairs)
        random = os.urandom(_NONCE * len(rows))
        nonces = [random[at : at + _NONCE] for at in range(0, len(random), _NONCE)]
        encrypt, encode, prefix = self._cipher(self._prefix).encrypt, binascii.b2a_base64, self._prefix
        lines = b"".join(
            encode(nonce + encrypt(nonce, text.encode(), context.encode()))
            for nonce, (text, context) in zip(nonces, rows, strict=True)
        )
        return [prefix + body for body in _to_url(lines).split()]

    def unseal(self, value: str, context: str) -> str:
        """The text, or SealBroken / KeyMissing; never something else."""
        suite, _, rest = value.partition(".")
        key_id, _, body = rest.partition(".")
        if not body:
            raise SealBroken("not a sealed value")
        cipher = self._cipher(f"{suite}.{key_id}.")
        packed = _decode(body)
        try:
            return cipher.decrypt(packed[:_NONCE], packed[_NONCE:], context.encode()).decode()
        except InvalidTag:
            raise SealBroken("the value does not belong here or was altered") from None

    def unseal_many(self, pairs: Sequence[tuple[str, str]]) -> list[str]:
        """`unseal` of many (value, context) pairs, at a third of the time where one key sealed them all.

        One value that does not open breaks them all: who needs the others asks for each.
        """
        first = pairs[0][0] if pairs else ""
        prefix = first[: first.rfind(".") + 1]  # what is sealed holds no full stop
        if prefix.count(".") != 2 or not all(value.startswith(prefix) for value, _ in pairs):
            return [self.unseal(value, context) for value, context in pairs]
        decrypt, packed = (
            self._cipher(prefix).decrypt,
            _decode_many([value[len(prefix) :] for value, _ in pairs]),
        )
        try:
            return [
                decrypt(each[:_NONCE], each[_NONCE:], context.encode()).decode()
                for each, (_, context) in zip(packed, pairs, strict=True)
            ]
        except InvalidTag:
            raise SealBroken("a value does not belong here or was altered") from None

    def blind_index(self, text: str, *, purpose: str) -> str:
        """32 hex characters, equal for equal text: finds a row by its exact value without revealing it."""
        return self._index(text, purpose, self.suite, self.current)

    def blind_index_many(self, texts: Iterable[str], *, purpose: str) -> list[str]:
        """`blind_index` of many texts, empty for empty."""
        start = self._keyed(purpose, self.suite, self.current).copy
        return [_finished(start(), text) if text else "" for text in texts]

    def blind_indexes(self, text: str, *, purpose: str) -> list[str]:
        """The index under every key and suite, the current first: search with these while a rotation runs."""
        combinations = [(suite, key_id) for key_id in self._secrets for suite in DIGESTS]
        combinations.sort(key=lambda pair: pair != (self.suite, self.current))
        return [self._index(text, purpose, suite, key_id) for suite, key_id in combinations]

    def _index(self, text: str, purpose: str, suite: Suite, key_id: str) -> str:
        return _finished(self._keyed(purpose, suite, key_id).copy(), text)

    def _keyed(self, purpose: str, suite: Suite, key_id: str) -> HMAC:
        """A beginning to copy, so that the key itself is hashed once."""
        found = self._indexers.get((purpose, suite, key_id))
        if found is None:
            key = derive_key(self._secrets[key_id], f"index:{purpose}", suite)
            found = self._indexers[purpose, suite, key_id] = HMAC(key, _HASHES[suite]())
        return found

    def _cipher(self, prefix: str) -> "_FieldCipher":
        found = self._ciphers.get(prefix)
        if found is None:
            suite, key_id, _ = prefix.split(".")
            if suite not in _CIPHERS or key_id not in self._secrets:
                raise KeyMissing(f"no key for values sealed as {prefix[:40]!r}")
            found = self._ciphers[prefix] = _CIPHERS[suite](self._secrets[key_id])
        return found


class _FieldCipher(Protocol):
    """What AESGCM offers, so that both suites look alike."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes: ...
    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes: ...


class _Sm4Gcm:
    """SM4-GCM in the shape of AESGCM."""

    def __init__(self, key: bytes) -> None:
        self._algorithm = algorithms.SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        encryptor = Cipher(self._algorithm, modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(associated_data)
        return encryptor.update(data) + encryptor.finalize() + encryptor.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        decryptor = Cipher(self._algorithm, modes.GCM(nonce, data[-_TAG:])).decryptor()
        decryptor.authenticate_additional_data(associated_data)
        return decryptor.update(data[:-_TAG]) + decryptor.finalize()


_CIPHERS: Mapping[str, Callable[[bytes], _FieldCipher]] = {
    "std1": lambda secret: AESGCM(derive_key(secret, "field", "std1", 32)),
    "gm1": lambda secret: _Sm4Gcm(derive_key(secret, "field", "gm1", 16)),
}


def _finished(index: HMAC, text: str) -> str:
    index.update(text.encode())
    return index.finalize()[:16].hex()


def _encode(packed: bytes) -> str:
    return _to_url(binascii.b2a_base64(packed, newline=False))


def _to_url(encoded: bytes) -> str:
    return encoded.translate(_TO_URL, b"=").decode("ascii")


def _decode(body: str) -> bytes:
    """Undo `_encode`; any other spelling of the same bytes is refused, so a value has one form only."""
    try:
        raw = body.encode("ascii").translate(_FROM_URL)
        packed = binascii.a2b_base64(raw + b"=" * (-len(raw) % 4), strict_mode=True)
    except (UnicodeEncodeError, binascii.Error):
        raise SealBroken("not a sealed value") from None
    if len(packed) < _NONCE + _TAG or _encode(packed) != body:
        raise SealBroken("not a sealed value")
    return packed


def _decode_many(bodies: Sequence[str]) -> list[bytes]:
    """`_decode` of many: those of one length, which is nearly all of a column, are put together and done at once."""
    lengths = set(map(len, bodies))
    if len(lengths) == 1:
        return _decode_alike(bodies, lengths.pop())
    packed = [b""] * len(bodies)
    for length in lengths:
        places = [place for place, body in enumerate(bodies) if len(body) == length]
        for place, each in zip(
            places, _decode_alike([bodies[place] for place in places], length), strict=True
        ):
            packed[place] = each
    return packed


def _decode_alike(bodies: Sequence[str], length: int) -> list[bytes]:
    """`_decode` of texts of one length: each is filled up to whole groups of four, so that they stand in a row."""
    filling = "A" * (-length % 4)  # zeros
    size, step = length * 3 // 4, (length + len(filling)) * 3 // 4
    whole = filling.join((*bodies, ""))
    try:
        raw = binascii.a2b_base64(whole.encode("ascii").translate(_FROM_URL), strict_mode=True)
    except (UnicodeEncodeError, binascii.Error):
        raise SealBroken("not a sealed value") from None
    again = _to_url(binascii.b2a_base64(raw, newline=False))
    is_one_spelling = length % 4 != 1 and not any(any(raw[at::step]) for at in range(size, step))
    if again != whole or size < _NONCE + _TAG or not is_one_spelling:
        raise SealBroken("not a sealed value")
    return [raw[at : at + size] for at in range(0, len(raw), step)]
