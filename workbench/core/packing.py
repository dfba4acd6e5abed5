"""Answers under Brotli or gzip, for browsers that take them so.

Packing beside a secret can give the secret away (BREACH): somebody who makes a browser fetch a
page again and again, each time with other words of his own in it, learns from the lengths which
of them stand there too. Here that leads nowhere:

- requests that another site brings about carry no cookie (SameSite=Lax), and the one kind that
  does, following a link, is not packed: browsers say where a request comes from;
- what is worth stealing, the CSRF token, ends in a signature that differs from second to second,
  while each guess takes a request; and it is of use only together with the cookie.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import cast

import brotli
from flask import Flask, request
from werkzeug.wrappers import Response

#: Smaller answers, such as those to a save, would gain no packet and lose time.
LEAST = 1_000
#: Levels that take some milliseconds for a page of 300 kB; the next ones win one in a hundred.
PACK: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: cast(bytes, brotli.compress(content, quality=5)),
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
}
KINDS = frozenset({"text/html", "application/json", "text/plain"})


def init_app(app: Flask) -> None:
    """Pack what is worth it. What is streamed, and what is saved as a file, goes out as it is."""
    app.after_request(_pack)


def _pack(response: Response) -> Response:
    if not _is_worth_it(response):
        return response
    response.vary.add("Accept-Encoding")
    encoding = request.accept_encodings.best_match(list(PACK))
    if encoding and _is_own_request():
        response.set_data(PACK[encoding](response.get_data()))
        response.content_encoding = encoding
    return response


def _is_worth_it(response: Response) -> bool:
    return (
        response.mimetype in KINDS
        and not response.is_streamed
        and not response.direct_passthrough
        and "Content-Encoding" not in response.headers
        and "Content-Disposition" not in response.headers
        and (response.content_length or len(response.get_data())) >= LEAST
    )


def _is_own_request() -> bool:
    return request.headers.get("Sec-Fetch-Site", "none") in {"same-origin", "none"}
