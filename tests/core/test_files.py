"""Static files: addresses that can be kept for good, packed bytes, and what modules import."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import brotli
import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from workbench.core.files import Files, init_app, pack_ahead, read_files, without_comments

served = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

STYLE = "core/base.css"
PACKED = {"Accept-Encoding": "gzip"}


@pytest.fixture
def files(app: Flask) -> Files:
    return read_files(Path(app.root_path) / "static")


@pytest.fixture
def address(app: Flask) -> str:
    with app.test_request_context():
        return url_for("static", filename=STYLE)


@served
def test_an_address_names_the_version_and_is_kept_for_good(
    client: FlaskClient, files: Files, address: str
) -> None:
    assert address == f"/static/{files.fingerprint}/{STYLE}"
    response = client.get(address)
    assert response.data == files.by_name[STYLE].content
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Accept-Encoding" in response.vary
    assert "Set-Cookie" not in response.headers
    assert response.mimetype == "text/css"


@served
@pytest.mark.parametrize("version", ["", "0123456789ab/"])
def test_another_version_gets_the_file_of_today_and_asks_each_time(
    client: FlaskClient, files: Files, version: str
) -> None:
    path = f"/static/{version}{STYLE}"
    response = client.get(path)
    assert response.data == files.by_name[STYLE].content
    assert response.headers["Cache-Control"] == "no-cache"
    again = client.get(path, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@served
@pytest.mark.parametrize("name", ["..%2f__init__.py", "core/", "0123456789ab/nothing.js", "%00"])
def test_nothing_else_is_served(client: FlaskClient, name: str) -> None:
    response = client.get(f"/static/{name}")
    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-store, private"


def test_the_fingerprint_differs_when_a_file_does(tmp_path: Path) -> None:
    def read() -> str:
        return read_files.__wrapped__(tmp_path).fingerprint

    (tmp_path / "one.js").write_text("let one = 1;")
    first = read()
    assert read() == first
    (tmp_path / "one.js").write_text("let one = 2;")
    second = read()
    (tmp_path / "one.js").rename(tmp_path / "two.js")
    assert len({first, second, read()}) == 3


def test_while_debugging_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    app = Flask(__name__, static_folder=None)
    app.debug = True
    (folder := tmp_path / "static").mkdir()
    (script := folder / "one.js").write_text("let one = 1;")
    init_app(app, folder)
    client = app.test_client()
    assert client.get("/static/one.js").text == "let one = 1;"
    with app.test_request_context():
        before = url_for("static", filename="one.js")
    script.write_text("let one = 2;")
    os.utime(script, ns=(0, script.stat().st_mtime_ns + 10_000_000))
    assert client.get("/static/one.js").text == "let one = 2;"
    with app.test_request_context():
        assert url_for("static", filename="one.js") != before


@served
def test_packed_and_plain_are_told_apart(client: FlaskClient) -> None:
    path = f"/static/{STYLE}"
    plain, packed = client.get(path), client.get(path, headers=PACKED)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert packed.headers["ETag"] != plain.headers["ETag"]
    asked = {"If-None-Match": packed.headers["ETag"]} | PACKED
    assert client.get(path, headers=asked).status_code == 304
    assert client.get(path, headers={"If-None-Match": packed.headers["ETag"]}).status_code == 200


@served
def test_browsers_that_take_brotli_get_it(client: FlaskClient, address: str) -> None:
    response = client.get(address, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    assert response.headers["Content-Encoding"] == "br"
    assert brotli.decompress(response.data) == client.get(address).data
    refused = client.get(address, headers={"Accept-Encoding": "br;q=0, gzip"})
    assert refused.headers["Content-Encoding"] == "gzip"


def test_the_address_of_a_file_has_all_of_them_packed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = Flask(__name__, static_folder=None)
    (folder := tmp_path / "static").mkdir()
    (folder / "one.css").write_text("p { color: red }")
    (folder / "two.css").write_text("p { color: blue }")
    init_app(app, folder)
    with app.test_request_context():
        url_for("static", filename="one.css")
    pack_ahead(read_files(folder)).join()
    monkeypatch.setattr(brotli, "compress", None)
    packed = read_files(folder).by_name["two.css"].under("br")
    assert brotli.decompress(packed) == b"p { color: blue }"


@served
def test_a_file_needs_no_page_and_no_session(app: Flask, address: str) -> None:
    """What Flask does for a page would be most of the work for eighty small files."""
    begun: list[str] = []
    app.before_request(lambda: begun.append("page"))
    client = app.test_client()
    assert client.get(address).status_code == 200
    assert begun == []
    assert client.post(address).status_code == 405
    assert client.get("/static/none.js").status_code == 404
    assert begun == ["page", "page"]


@served
def test_the_head_of_a_file_is_that_of_the_file(client: FlaskClient, address: str) -> None:
    whole, head = client.get(address), client.head(address)
    assert (head.data, head.headers["Content-Length"]) == (b"", str(len(whole.data)))
    part = client.get(address, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (200, whole.data), "parts are not offered"


def test_the_graph_holds_each_module_once_and_only_what_is_needed(tmp_path: Path) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "page.js").write_text(
        'import { a } from "./a.js";\nimport {\n  b,\n} from "./core/b.js";\n'
        'export const late = () => import("./late.js");\n'
    )
    (tmp_path / "a.js").write_text('export { b } from "./core/b.js";\nimport "./page.js";\n')
    (tmp_path / "core" / "b.js").write_text('// import "./nothing.js"\nexport const b = "./x.js";')
    found = read_files.__wrapped__(tmp_path).graph("page.js")
    assert found == ["a.js", "core/b.js"]


@served
def test_a_page_names_all_that_its_script_imports(client: FlaskClient, files: Files) -> None:
    modules = files.graph("annotate/page.js")
    assert {"annotate/work.js", "core/keys.js"} <= set(modules)
    assert len(modules) == len(set(modules))
    missing = [name for name in modules if name not in files.by_name]
    assert missing == []


def test_comments_stay_at_home_and_lines_keep_their_numbers() -> None:
    source = (
        '// One\nlet a = "// b"; // c\n  /** Two\n   * three */\n'
        "let d = 4 /* e */ * 5;\n/* f */ let g;\nlet h; /* i */\n"
    )
    kept = without_comments(source)
    assert kept.splitlines() == [
        "",
        'let a = "// b"; // c',
        "",
        "",
        "let d = 4 /* e */ * 5;",
        "/* f */ let g;",
        "let h; /* i */",
    ]


def test_no_words_of_a_script_look_like_a_comment() -> None:
    """Text of several lines (between backticks) could hold a line that begins with slashes."""
    for path in (Path(__file__).parents[2] / "workbench" / "static").rglob("*.js"):
        assert all(line.count("`") % 2 == 0 for line in path.read_text("utf-8").splitlines()), path
