"""Small answers sent straight from memory, below any framework."""

import gzip
import hashlib
from dataclasses import dataclass

from starlette.types import Scope, Send

RawHeaders = list[tuple[bytes, bytes]]

_LEVEL = 9  # compressed once, sent many times


@dataclass(frozen=True, slots=True)
class Answer:
    """A body and its headers, plain and compressed, ready to send.

    Attributes
    ----------
    body, packed
        The bytes as they are, and by gzip; the same object where packing gains nothing.
    etag
        Fingerprint of the body, quoted as HTTP wants it.
    headers
        Headers of either form.
    """

    body: bytes
    packed: bytes
    etag: bytes
    headers: tuple[tuple[bytes, bytes], ...]

    async def reply(self, scope: Scope, send: Send) -> None:
        """Send the answer, or that the reader's copy is still good."""
        given = dict(scope["headers"])
        if given.get(b"if-none-match") == self.etag:
            await send({"type": "http.response.start", "status": 304, "headers": self._common()})
            await send({"type": "http.response.body", "body": b""})
            return
        packs = self.packed is not self.body and b"gzip" in given.get(b"accept-encoding", b"")
        body = self.packed if packs else self.body
        headers = [*self._common(), (b"content-length", str(len(body)).encode())]
        if packs:
            headers.append((b"content-encoding", b"gzip"))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        shown = b"" if scope["method"] == "HEAD" else body
        await send({"type": "http.response.body", "body": shown})

    def _common(self) -> RawHeaders:
        return [*self.headers, (b"etag", self.etag)]


def answer(body: bytes, media_type: str, *, cache: str, vary: str = "accept-encoding") -> Answer:
    """Return the answer that sends ``body``.

    Parameters
    ----------
    body
        Bytes to send.
    media_type
        Type of the content, with its character set.
    cache
        Value of ``Cache-Control``.
    vary
        Value of ``Vary``: the headers of a request on which the body depends.
    """
    packed = gzip.compress(body, _LEVEL, mtime=0)
    return Answer(
        body=body,
        packed=packed if len(packed) < 0.9 * len(body) else body,
        etag=f'"{hashlib.sha256(body).hexdigest()[:20]}"'.encode(),
        headers=(
            (b"content-type", media_type.encode()),
            (b"cache-control", cache.encode()),
            (b"vary", vary.encode()),
        ),
    )


FOREVER = "public, max-age=31536000, immutable"
"""For addresses whose name changes with their content."""

ALWAYS_ASK = "no-cache"
"""For addresses whose content may change: kept, but asked for each time."""
