"""Files as they were received, kept in packed parts so that none need be held in memory."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from lib.store import named_queries
from lib.store.connection import Connection

_PART_BYTES = 8 << 20
_CODEC = "zstd"


def original_bytes(connection: Connection, seq: int) -> bytes:
    """Return an upload's file as it was received."""
    parts = named_queries.rows(connection, "upload_file", {"seq": seq})
    return b"".join(
        pa.CompressedInputStream(pa.BufferReader(part), _CODEC).read() for (part,) in parts
    )


def keep_original(connection: Connection, seq: int, original: bytes | Path) -> None:
    """Keep the bytes of an upload, inside the caller's transaction."""
    codec = pa.Codec(_CODEC, compression_level=1)
    for part, content in enumerate(_parts(original)):
        packed = codec.compress(content, asbytes=True)
        named_queries.run(
            connection, "insert_upload_file", {"seq": seq, "part": part, "bytes": packed}
        )


def _parts(original: bytes | Path) -> Iterator[bytes]:
    if isinstance(original, bytes):
        for start in range(0, len(original), _PART_BYTES):
            yield original[start : start + _PART_BYTES]
        return
    with original.open("rb") as file:
        while content := file.read(_PART_BYTES):
            yield content


def byte_count(original: bytes | Path) -> int:
    """Return the size of a file as received."""
    return len(original) if isinstance(original, bytes) else original.stat().st_size
