"""A file that can only be read with the key, and only whole: AES-256-GCM over numbered chunks."""

import json
import os
import struct
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from jiangong.kit.access.keyring import derive_key
from jiangong.kit.commands.errors import Refusal

MAGIC = b"JIANGONG-BACKUP-1\n"
CHUNK = 1 << 20
_FRAME = struct.Struct(">I?")
_LONGEST_HEADER = 4096
_SHORTEST_PASSPHRASE = 16


@dataclass(frozen=True, slots=True)
class KeySource:
    """Where the key comes from: the key ring of this installation, or a passphrase kept elsewhere."""

    passphrase_file: Path | None = None

    @property
    def kind(self) -> str:
        return "passphrase" if self.passphrase_file else "keyring"

    def key(self, salt: bytes) -> bytes:
        if self.passphrase_file is None:
            return derive_key(f"backup:{salt.hex()}")
        passphrase = self.passphrase_file.read_bytes().strip()
        if len(passphrase) < _SHORTEST_PASSPHRASE:
            raise Refusal(f"密码文件{self.passphrase_file}里的密码太短，至少要{_SHORTEST_PASSPHRASE}个字符。")
        return Scrypt(salt=salt, length=32, n=2**17, r=8, p=1).derive(passphrase)


class SealingWriter(RawIOBase):
    """Encrypts what is written, chunk by chunk; ``close`` writes the last one."""

    def __init__(self, target: BinaryIO, source: KeySource) -> None:
        salt, self._prefix = os.urandom(16), os.urandom(8)
        header = {"key": source.kind, "salt": salt.hex(), "nonce": self._prefix.hex()}
        self._header = json.dumps(header).encode() + b"\n"
        self._cipher, self._target = AESGCM(source.key(salt)), target
        self._buffer, self._number = bytearray(), 0
        target.write(MAGIC + self._header)

    def writable(self) -> bool:
        return True

    def write(self, contents: Any) -> int:
        self._buffer += contents
        while len(self._buffer) > CHUNK:
            self._emit(bytes(self._buffer[:CHUNK]), last=False)
            del self._buffer[:CHUNK]
        return len(contents)

    def finish(self) -> None:
        """Mark the end, so that a file cut short is noticed."""
        self._emit(bytes(self._buffer), last=True)

    def _emit(self, contents: bytes, *, last: bool) -> None:
        nonce = self._prefix + self._number.to_bytes(4, "big")
        sealed = self._cipher.encrypt(nonce, contents, self._header + bytes([last]))
        self._target.write(_FRAME.pack(len(sealed), last) + sealed)
        self._number += 1


class SealedReader(RawIOBase):
    """Decrypts; anything altered, cut or under another key is refused with one sentence."""

    def __init__(self, source_file: BinaryIO, source: KeySource) -> None:
        if source_file.read(len(MAGIC)) != MAGIC:
            raise Refusal("这不是建功的备份文件。")
        self._header = source_file.readline(_LONGEST_HEADER)
        try:
            header = json.loads(self._header)
            salt, self._prefix = bytes.fromhex(header["salt"]), bytes.fromhex(header["nonce"])
            kind = header["key"]
        except (ValueError, KeyError, TypeError):
            raise Refusal("备份文件的开头已损坏，无法读取。") from None
        if kind != source.kind:
            wanted = "密码文件（--passphrase-file）" if kind == "passphrase" else "本机密钥环，不要给密码文件"
            raise Refusal(f"这份备份要用{wanted}打开。")
        self._cipher, self._file = AESGCM(source.key(salt)), source_file
        self._buffer, self._number, self._ended = b"", 0, False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        parts, wanted = [], size
        while wanted != 0 and self._fill():
            part = self._buffer if wanted < 0 else self._buffer[:wanted]
            self._buffer = self._buffer[len(part) :]
            parts.append(part)
            wanted -= len(part) if wanted > 0 else 0
        return b"".join(parts)

    def _fill(self) -> bool:
        """Have something in the buffer; false at the true end."""
        while not self._buffer and not self._ended:
            frame = self._file.read(_FRAME.size)
            if len(frame) < _FRAME.size:
                raise Refusal("备份文件不完整，末尾缺失。请换一份备份。")
            length, last = _FRAME.unpack(frame)
            if length > CHUNK + 64:
                raise Refusal("备份文件已损坏，没有恢复任何内容。")
            nonce = self._prefix + self._number.to_bytes(4, "big")
            try:
                sealed = self._file.read(length)
                self._buffer = self._cipher.decrypt(nonce, sealed, self._header + bytes([last]))
            except InvalidTag:
                raise Refusal("备份文件打不开：密钥不对，或者文件被改动。") from None
            self._number, self._ended = self._number + 1, bool(last)
        return bool(self._buffer)
