"""HTTP for all rooms: headers, error pages, CSRF, and what every template may use."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import orjson
from flask import (
    Flask,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import (
    HTTPException,
    MethodNotAllowed,
    SecurityError,
    UnsupportedMediaType,
)
from werkzeug.routing import IntegerConverter, Map
from werkzeug.wrappers import Response

from workbench.config import MIB
from workbench.core import errors
from workbench.core.db import db
from workbench.core.refusals import SENTENCES
from workbench.core.wording import _

csrf = CSRFProtect()

STATUS: dict[type[errors.WorkbenchError], int] = {
    errors.SignInNeeded: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.Invalid: 422,
    errors.Refused: 422,
    errors.Throttled: 429,
    errors.Busy: 503,
}

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
    )
)

#: Ids are 32-bit integers on PostgreSQL; beyond them the database itself would refuse.
GREATEST_ROW_NUMBER = 2**31 - 1

#: Fields of our forms that nobody types.
NOT_TYPED = frozenset(
    {"csrf_token", "revision", "idempotency_key", "masks", "spans", "unmark", "action"}
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class RowNumber(IntegerConverter):
    """`<int:…>` in an address: a number that can be the id of a row."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=GREATEST_ROW_NUMBER)


def init_app(app: Flask) -> None:
    """Headers, CSRF protection and error pages for every response."""
    app.url_map.converters["int"] = RowNumber
    app.before_request(_refuse_packed_bodies)
    app.before_request(_refuse_foreign_writes)
    csrf.init_app(app)
    app.after_request(_set_headers)
    app.register_error_handler(errors.WorkbenchError, _domain_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_error)
    app.register_error_handler(PoolTimeout, _database_error)
    app.register_error_handler(DataError, _unstorable)
    app.register_error_handler(Exception, _unexpected_error)


def asked_number(name: str) -> int | None:
    """A whole number of the query string, None without one.

    Raises NotFound for anything that cannot be the number of something.
    """
    given = request.args.get(name, "")
    if not given:
        return None
    is_number = given.isascii() and given.isdecimal() and len(given) <= 10
    if not is_number or int(given) > GREATEST_ROW_NUMBER:
        raise errors.NotFound(_("There is nothing at this address."))
    return int(given)


def sent_json() -> Any:
    """The request's JSON body, read strictly: no NaN, no lone surrogate, no endless nesting.

    Raises Invalid.
    """
    try:
        return orjson.loads(request.get_data())
    except orjson.JSONDecodeError as error:
        raise errors.Invalid(_("This is not JSON: %(fault)s.", fault=str(error))) from None


def wants_json() -> bool:
    """Whether a script asked: it sends JSON, or accepts JSON rather than a page."""
    if request.mimetype == "application/json":
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def is_local_path(target: str) -> bool:
    """Whether `target` is a path of this site that a redirect may follow after sign-in."""
    if not target.startswith("/") or target.startswith("//"):
        return False
    if any(ord(character) <= 32 or character == "\\" for character in target):
        return False
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc


def _refuse_packed_bodies() -> None:
    """A small body could unpack to any size; and read as it is, it would only be misread."""
    if request.headers.get("Content-Encoding", "identity").strip().casefold() != "identity":
        raise UnsupportedMediaType


def _refuse_foreign_writes() -> None:
    """A second line behind the CSRF token: browsers say themselves where a request comes from."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    if _is_foreign():
        refusal = _("This request came from another site and was refused.")
        raise errors.Forbidden(refusal, code="csrf")


def _is_foreign() -> bool:
    origin = request.headers.get("Origin")
    if origin is not None and _host_of(origin) != request.host:
        return True
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site"


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # such as `http://[`
        return ""


def _set_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Cache-Control"] = "no-store, private"
    response.vary.update(("Cookie", "Accept-Language"))
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def _domain_error(error: errors.WorkbenchError) -> ResponseReturnValue:
    if isinstance(error, errors.SignInNeeded) and not wants_json() and request.method == "GET":
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    if isinstance(error, errors.SignInNeeded) and not wants_json():
        error.details["typed"] = _typed()
    status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
    response = _answer(status, error.code, error.message, error.details)
    if isinstance(error, errors.Busy):
        # A full disk or a lost server looks like this too: whoever runs it has to hear of it.
        cause = error.__cause__ or error.__context__ or error
        current_app.logger.warning("refused as busy: %s", str(getattr(cause, "orig", cause))[:200])
        response.headers["Retry-After"] = "5"
    if isinstance(error, errors.Throttled):
        response.headers["Retry-After"] = str(error.details.get("retry_after", 60))
    return response


def _typed() -> list[str]:
    """The texts of a form that could not be stored, to be shown and copied once more.

    None of what another site sends in a visitor's name, or of a body that is too large.
    """
    try:
        fields = [] if _is_foreign() else list(request.form.items(multi=True))
    except HTTPException:
        return []
    return [
        text
        for name, text in fields
        if name not in NOT_TYPED and "password" not in name and text.strip()
    ]


def _csrf_error(error: CSRFError) -> ResponseReturnValue:
    message = _("This page is older than your sign-in. Go back, reload it and send it again.")
    return _answer(403, "csrf", message)


def _foreign_host(error: SecurityError) -> ResponseReturnValue:
    # Under an unknown host name there are no addresses to build a page with.
    return _plain(400, "This server does not go by that name. Its names are in WORKBENCH_HOSTS.")


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    words = str(SENTENCES.get(error.code, error.name + ".")).format(most=_most_mebibytes())
    response = _answer(error.code, error.name.lower().replace(" ", "_"), words)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _most_mebibytes() -> int:
    return (request.max_content_length or 0) // MIB


def _database_error(error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    busy = errors.Busy(_("The database is busy. Nothing was stored: try again."))
    busy.__cause__ = error
    return _domain_error(busy)


def _unstorable(error: DataError) -> ResponseReturnValue:
    """What a database cannot hold, such as a NUL character on PostgreSQL."""
    db.session.rollback()
    return _domain_error(errors.Invalid(_("This holds characters that cannot be stored.")))


def _unexpected_error(error: Exception) -> ResponseReturnValue:
    current_app.logger.exception("%s %s failed", request.method, request.path)
    db.session.rollback()
    return _answer(500, "error", str(SENTENCES[500]))


def _answer(
    status: int, code: str, message: str, details: dict[str, Any] | None = None
) -> Response:
    if wants_json():
        body = {"error": {"code": code, "message": message, "details": details or {}}}
        return make_response(jsonify(body), status)
    try:
        # A page that failed while entering a project must not name that project in its bar.
        signed_in = bool(current_user and current_user.is_authenticated)
        page = render_template(
            "error.html", status=status, message=message, details=details or {}, signed_in=signed_in
        )
    except Exception:
        # The bar asks the database who is signed in, and the database may be what failed.
        current_app.logger.exception("the page for error %s failed", status)
        return _plain(status, message)
    return make_response(page, status)


def _plain(status: int, message: str) -> Response:
    response = make_response(message + "\n", status)
    response.mimetype = "text/plain"
    return response
