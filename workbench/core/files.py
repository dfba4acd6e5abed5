"""The static files: read once, packed once, under addresses that change when any of them does.

`url_for("static", filename=…)` gives `/static/<fingerprint of all files>/<name>`, which browsers
may keep for good. Scripts and styles name each other by relative addresses and so inherit the
fingerprint. An address without it, or with that of another version (a page from before an
upgrade), gets the file of today and is asked for anew each time.

A page asks for many small files at once, so they are answered before Flask sees the request:
nobody has to be signed in for them, and all that Flask does for a page is ten times their work.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path, PurePosixPath
from posixpath import normpath
from threading import Thread
from typing import TYPE_CHECKING

import brotli
from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/static/"
FOR_GOOD = "public, max-age=31536000, immutable"
#: Of a script, style or icon: nothing in it needs anything. There are many of them on a page, and
#: each header travels with each.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: What may be kept, but not used without asking.
ASK_FIRST = "no-cache"

_FINGERPRINT = re.compile(r"([0-9a-f]{12})/(.+)")
#: Imports that a module cannot do without; `import(…)` comes when it is needed.
_IMPORT = re.compile(r'^(?:import\s|(?:import|export)\b[^"();=]*\bfrom\s)\s*"(\.[^"]+)"', re.M)
#: A comment that has its lines for itself.
_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?:[^*]|\*(?!/))*\*/[ \t]*)$", re.M)


@dataclass(frozen=True)
class File:
    """One file as it is sent."""

    content: bytes
    mimetype: str
    digest: str

    def under(self, encoding: str) -> bytes:
        """The content as it travels; `encoding` is "br", "gzip", or "" for as it is."""
        if encoding == "br":
            return self._brotli
        return self._gzip if encoding else self.content

    @cached_property
    def _gzip(self) -> bytes:
        return gzip.compress(self.content, 9, mtime=0)

    @cached_property
    def _brotli(self) -> bytes:
        """A seventh smaller than under gzip; slow to make, which is done once."""
        packed: bytes = brotli.compress(self.content, quality=11)
        return packed


@dataclass(frozen=True, eq=False)
class Files:
    """All static files by name, such as `core/base.css`."""

    by_name: dict[str, File]
    fingerprint: str

    def graph(self, entry: str) -> list[str]:
        """The modules that `entry` imports, directly or not, those that it names first first."""
        found: dict[str, None] = {entry: None}
        for name in (waiting := [entry]):
            for path in _IMPORT.findall(self.by_name[name].content.decode()):
                imported = normpath(str(PurePosixPath(name).parent / path))
                if imported not in found:
                    found[imported] = None
                    waiting.append(imported)
        return list(found)[1:]


@cache
def pack_ahead(files: Files) -> Thread:
    """Pack all files beside whatever else is done, so that the first page need not wait for it.

    Half a second of one core, once. The encoding is the one that browsers of today ask for.
    """

    def pack() -> None:
        for file in files.by_name.values():
            file.under("br")

    thread = Thread(target=pack, name="packing", daemon=True)
    thread.start()
    return thread


@cache
def read_files(folder: Path) -> Files:
    """Like templates, they are read at the start: a worker serves one version, also while another
    is being installed."""
    by_name = {
        path.relative_to(folder).as_posix(): _read(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    whole = "".join(f"{name} {file.digest}\n" for name, file in by_name.items())
    return Files(by_name, _digest(whole.encode()))


@lru_cache(maxsize=1)
def _read_as_of(folder: Path, stamp: int) -> Files:
    """The files as they were when the folder had this stamp."""
    return read_files.__wrapped__(folder)


def _stamp(folder: Path) -> int:
    """Differs once a file was written, added, renamed or removed; nanoseconds."""
    return max(path.stat().st_mtime_ns for path in (folder, *folder.rglob("*")))


def _read(path: Path) -> File:
    content = path.read_bytes()
    if path.suffix in {".js", ".css"}:
        content = without_comments(content.decode()).encode()
    mimetype = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return File(content, mimetype, _digest(content))


def without_comments(source: str) -> str:
    """The script or style without comments that stand alone: a fifth of its bytes, packed.

    Every line keeps its number, so that an error in a browser names the line of the source.
    """
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), source)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def init_app(app: Flask, folder: Path) -> None:
    """Serve the folder as Flask's own endpoint `static`, and tell templates what modules import.

    With `flask run --debug` the files are read anew when one of them has changed.
    """

    def files() -> Files:
        return _read_as_of(folder, _stamp(folder)) if app.debug else read_files(folder)

    def name_version(endpoint: str, values: dict[str, str]) -> None:
        if endpoint == "static":  # a page is being made, and its files will be asked for
            known = files()
            pack_ahead(known)
            values["filename"] = f"{known.fingerprint}/{values['filename']}"

    def module_graph(entry: str) -> list[str]:
        return files().graph(entry)

    def nothing(filename: str) -> Response:
        raise NotFound

    app.add_url_rule(f"{PREFIX}<path:filename>", "static", nothing)
    app.url_defaults(name_version)
    app.add_template_global(cache(module_graph) if not app.debug else module_graph)
    app.wsgi_app = _before(app.wsgi_app, files)  # type: ignore[method-assign,assignment]  # the documented way to wrap


def _before(pages: WSGIApplication, files: Callable[[], Files]) -> WSGIApplication:
    """The files before the pages: what is no file gets the page that says so."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not path.startswith(PREFIX) or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return pages(environ, start_response)
        try:
            response = send(files(), path.removeprefix(PREFIX), Request(environ))
        except NotFound:
            return pages(environ, start_response)
        return response(environ, start_response)

    return answer


def send(files: Files, filename: str, request: Request) -> Response:
    """The response for what follows `/static/`. Raises werkzeug's NotFound."""
    versioned = _FINGERPRINT.fullmatch(filename)
    version, name = versioned.groups() if versioned else ("", filename)
    file = files.by_name.get(name)
    if file is None:
        raise NotFound
    encoding = request.accept_encodings.best_match(["br", "gzip"]) or ""
    response = Response(file.under(encoding), mimetype=file.mimetype, headers=HEADERS)
    response.vary.add("Accept-Encoding")
    if encoding:
        response.content_encoding = encoding
    if version == files.fingerprint:
        response.headers["Cache-Control"] = FOR_GOOD
        return response
    response.headers["Cache-Control"] = ASK_FIRST
    response.set_etag(f"{file.digest}{encoding}")
    return response.make_conditional(request)
