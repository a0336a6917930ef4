"""A file on its way to the browser, a piece at a time, over either kind of server."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from functools import partial

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import StreamingHttpResponse

from couples.guards import SignedIn


def file(
    request: SignedIn, pieces: Iterator[bytes], *, size: int | None, now: datetime
) -> StreamingHttpResponse:
    name = f"moments-{request.user.local_date(now)}.zip"
    return StreamingHttpResponse(
        _awaited(pieces) if isinstance(request, ASGIRequest) else pieces,
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Length": str(size),
        },
    )


async def _awaited(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    following = sync_to_async(partial(next, pieces, b""))
    while piece := await following():
        yield piece
