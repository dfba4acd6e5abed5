"""The static files: read once, packed once, under addresses that change when any of them does.

`url_for("static", filename=…)` gives `/static/<fingerprint of all files>/<name>`, which browsers
may keep for good. Scripts and styles name each other by relative addresses and so inherit the
fingerprint. An address without it, or with that of another version (a page from before an
upgrade), gets the file of today and is asked for anew each time.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from posixpath import normpath

from flask import Flask, Response, request
from werkzeug.exceptions import NotFound

FOR_GOOD = "public, max-age=31536000, immutable"
#: Of a script, style or icon: nothing in it needs anything. There are many of them on a page, and
#: each header travels with each.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: What may be kept, but not used without asking.
ASK_FIRST = "no-cache"

_FINGERPRINT = re.compile(r"([0-9a-f]{12})/(.+)")
#: Imports that a module cannot do without; `import(…)` comes when it is needed.
_IMPORT = re.compile(r'^(?:import\s|(?:import|export)\b[^"();=]*\bfrom\s)\s*"(\.[^"]+)"', re.M)


class FileResponse(Response):
    """A file, not a page: it has its own headers."""


@dataclass(frozen=True)
class File:
    """One file as it is sent."""

    content: bytes
    mimetype: str
    digest: str

    @cached_property
    def packed(self) -> bytes:
        """The content under gzip."""
        return gzip.compress(self.content, 9, mtime=0)


@dataclass(frozen=True)
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


def _read(path: Path) -> File:
    content = path.read_bytes()
    mimetype = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return File(content, mimetype, _digest(content))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def init_app(app: Flask, folder: Path) -> None:
    """Serve the folder as Flask's own endpoint `static`, and tell templates what modules import.

    With `flask run --debug` the files are read anew for every request.
    """

    def files() -> Files:
        return read_files.__wrapped__(folder) if app.debug else read_files(folder)

    def name_version(endpoint: str, values: dict[str, str]) -> None:
        if endpoint == "static":
            values["filename"] = f"{files().fingerprint}/{values['filename']}"

    def module_graph(entry: str) -> list[str]:
        return files().graph(entry)

    app.add_url_rule("/static/<path:filename>", "static", lambda filename: send(files(), filename))
    app.url_defaults(name_version)
    app.add_template_global(cache(module_graph) if not app.debug else module_graph)


def send(files: Files, filename: str) -> Response:
    """The response for what follows `/static/`. Raises werkzeug's NotFound."""
    versioned = _FINGERPRINT.fullmatch(filename)
    version, name = versioned.groups() if versioned else ("", filename)
    file = files.by_name.get(name)
    if file is None:
        raise NotFound
    # A range is of the file as it is: nobody could put it together from two kinds of bytes.
    packs = request.accept_encodings.quality("gzip") > 0 and "Range" not in request.headers
    response = FileResponse(file.packed if packs else file.content, mimetype=file.mimetype)
    response.headers.update(HEADERS)
    response.headers["Cache-Control"] = FOR_GOOD if version == files.fingerprint else ASK_FIRST
    response.set_etag(f"{file.digest}{'-gz' if packs else ''}")
    response.vary.add("Accept-Encoding")
    if packs:
        response.content_encoding = "gzip"
    response.make_conditional(request, accept_ranges=True, complete_length=len(file.content))
    return response
