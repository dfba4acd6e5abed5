"""Answers under gzip, for browsers that take them so.

Packing beside a secret can give the secret away (BREACH): somebody who makes a browser fetch a
page again and again, each time with other words of his own in it, learns from the lengths which
of them stand there too. Here that leads nowhere:

- requests that another site brings about carry no cookie (SameSite=Lax), and the one kind that
  does, following a link, is not answered under gzip: browsers say where a request comes from;
- what is worth stealing, the CSRF token, ends in a signature that differs from second to second,
  while each guess takes a request; and it is of use only together with the cookie.
"""

from __future__ import annotations

import gzip

from flask import Flask, request
from werkzeug.wrappers import Response

#: Smaller answers, such as those to a save, would gain no packet and lose time.
LEAST = 1_000
#: Of a page of 250 kB: 5 ms and a quarter of the bytes; the next levels win one in a hundred.
LEVEL = 6
KINDS = frozenset({"text/html", "application/json", "text/plain"})


def init_app(app: Flask) -> None:
    """Pack what is worth it. What is streamed, and what is saved as a file, goes out as it is."""
    app.after_request(_pack)


def _pack(response: Response) -> Response:
    if not _is_worth_it(response):
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings.quality("gzip") > 0 and _is_own_request():
        response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
        response.content_encoding = "gzip"
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
