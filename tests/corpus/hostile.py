"""The 72 hostile inputs of the reliability goals: what is handed in, and what must become of it.

`refused`: the file as a whole, by its code. `problem`: one record of it; the import as a whole is
refused unless the lead chose to skip bad rows. `warned`: taken in, with a warning of that code.
`accepted`: taken in as it is. `differs` gives the reason where we decided otherwise than the goals.
Inputs of transport (a request, not a file) are in `test_hostile_requests.py`, by their numbers.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from workbench.corpus.drafts import Options, Reading

BODY = "The council met on Monday and decided that the ferry would stay through the winter."
Check = Callable[[Reading], object]
_AS_RECOGNISED = Options()


@dataclass(frozen=True)
class Hostile:
    """One row of the table; `line` and `says` are what the sentence must name."""

    number: int
    what: str
    name: str
    make: Callable[[], bytes]
    outcome: str
    code: str = ""
    line: int | None = None
    says: str = ""
    check: Check | None = None
    options: Options = _AS_RECOGNISED
    differs: str = ""

    def __str__(self) -> str:
        return f"{self.number} {self.what}"


def texts(reading: Reading) -> list[str]:
    """All paragraphs of all articles."""
    return [p.text for article in reading.articles for p in article.paragraphs]


def _given(content: str | bytes, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: content if isinstance(content, bytes) else content.encode(encoding)


def _record(**fields: object) -> Callable[[], bytes]:
    return lambda: json.dumps({"text": BODY, **fields}).encode()


def _lines(*lines: str) -> Callable[[], bytes]:
    return lambda: "\n".join(lines).encode()


def _ten_thousand_lines(bad: int = 0, more: int = 0) -> bytes:
    made = [f'{{"id": {n}, "text": "Ferry {n} stays."}}' for n in range(1, 10_001 + more)]
    if bad:
        made[bad - 1] = '{"id": broken'
    return "\n".join(made).encode()


def _zip(*files: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def _nested_bomb() -> bytes:
    """As 42.zip is made: each level holds the next sixteen times."""
    inner = _zip(("0.dll", bytes(4_000_000)))
    for _ in range(4):
        inner = _zip(*((f"{number}.zip", inner) for number in range(16)))
    return inner


def _page(body: str) -> str:
    return (
        "<!doctype html><html><head><title>Ferry</title></head><body><article>"
        f"<h1>Ferry stays</h1><p>{BODY}</p>{body}<p>{BODY} Nobody asked.</p>"
        "</article></body></html>"
    )


def _says_only(*wanted: str, never: tuple[str, ...] = ()) -> Check:
    """The text holds these, and none of those."""

    def check(reading: Reading) -> None:
        whole = "\n".join(texts(reading))
        assert all(one in whole for one in wanted), whole
        assert not [one for one in never if one.lower() in whole.lower()], whole

    return check


def _is(*expected: str) -> Check:
    def check(reading: Reading) -> None:
        assert texts(reading) == list(expected)

    return check


def _ids(*expected: str) -> Check:
    def check(reading: Reading) -> None:
        assert [article.source_id for article in reading.articles] == list(expected)

    return check


def _articles(count: int) -> Check:
    def check(reading: Reading) -> None:
        assert len(reading.articles) == count

    return check


def _emoji(reading: Reading) -> None:
    [text] = texts(reading)
    assert text == "😀 👨‍👩‍👧 stay."
    assert (len(text), len(text.encode("utf-16-le")) // 2) == (13, 17)
    assert len("👨‍👩‍👧") == 5


WESTERN = f"“Café” – Zoë’s.\n\n{BODY}"
ARABIC = "قال الوزير إن التصويت يوم الجمعة ولم يعلق على النتيجة بعد."
MARKS = "".join(map(chr, (0x1B, 0x07, 0x9B, 0x01)))
SCRIPTS = (
    "<script>alert(1)</script><svg onload=alert(1)><text>alert(2)</text></svg>"
    '<p onclick="alert(3)">Kept.</p><iframe srcdoc="<script>alert(4)</script>"></iframe>'
    "<math><mtext><script>alert(5)</script></mtext></math><template>alert(6)</template>"
    '<noscript><p title="</noscript><img src=x onerror=alert(7)>"></noscript>'
)
REMOTE = (
    '<base href="http://203.0.113.1/"><meta http-equiv="refresh" content="0;url=http://203.0.113.1">'
    '<link rel="stylesheet" href="http://203.0.113.1/x.css"><img src="http://203.0.113.1/x.png">'
)
ENTITIES = (
    '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">'
    f'<!ENTITY h SYSTEM "http://203.0.113.1/x">]><html><body><p>{BODY}</p>'
    "<p>&c;&f;&h;</p></body></html>"
)
FURNITURE = (
    "<!doctype html><body><nav><a href=/>Home</a> <a href=/n>News</a></nav>"
    "<p>Share this article</p><footer>© 2020 The Slipway. All rights reserved.</footer>"
)
LINKS = (
    "# Ferry stays\n\n[one](javascript:alert(1)) and [two](data:text/html,x) and "
    "[three](feed:javascript:alert(2)), [four][r], <https://example.org/five> and <b>six</b>.\n\n"
    "[r]: javascript:alert(3)\n"
)

# One row a line or two, to be read as a table.
# fmt: off
SIZE = (
    Hostile(1, "nothing", "a.txt", bytes, "refused", "empty"),
    Hostile(2, "only a byte order mark", "a.txt", _given(b"\xef\xbb\xbf"), "refused", "empty"),
    Hostile(3, "only white space", "a.txt", _given(" \n\t\r\n\u00a0"), "refused", "empty"),
    Hostile(4, "21 MB", "a.jsonl", lambda: b"a" * (21 * 2**20), "refused", "too_big"),
    Hostile(6, "100,000 paragraphs", "a.txt", lambda: b"a\n\n" * 100_000, "refused",
            "too_many_paragraphs", line=4001),
    Hostile(7, "one paragraph of 400 kB", "a.txt", lambda: b"word " * 80_000, "accepted"),
    Hostile(8, "1,000,000 empty lines", "a.txt", lambda: b"\n" * 1_000_000, "refused", "empty"),
    Hostile(8, "1,000,000 empty lines between two words", "a.txt",
            lambda: b"a" + b"\n" * 1_000_000 + b"b", "refused", "too_long"),
    Hostile(9, "10,001 articles", "a.jsonl", partial(_ten_thousand_lines, more=1), "refused",
            "too_many_articles", line=10_001),
    Hostile(10, "no letter", "a.txt", _given("12 000, 3 - 4!"), "warned", "no_letters"),
    Hostile(11, "a ZIP", "a.txt", lambda: _zip(("a.txt", b"x")), "refused", "not_text"),
    Hostile(11, "a Word document", "a.txt", lambda: _zip(("word/document.xml", b"x")), "refused",
            "not_text"),
    Hostile(11, "a PDF", "a.txt", _given(b"%PDF-1.7\n1 0 obj"), "refused", "not_text", says="PDF"),
    Hostile(11, "a gzip", "a.txt", lambda: gzip.compress(b"x"), "refused", "not_text", says="gzip"),
    Hostile(12, "a nest of bombs", "42.zip", _nested_bomb, "refused", "nested_archive"),
    Hostile(12, "a flat bomb", "b.zip", lambda: _zip(("a.txt", bytes(100_000_000))), "refused",
            "archive_bomb", says="a.txt"),
    Hostile(17, "GIF and page at once", "a.html", _given(b"GIF89a/*<html><body>*/=1;"), "refused",
            "not_text", says="GIF"),
)
ENCODING = (
    Hostile(18, "invalid UTF-8", "a.txt", _given(b"One.\n\nTwo \xff\xfe three."), "refused",
            "not_utf8", line=3, says="byte 10"),
    Hostile(19, "Windows-1252", "a.txt", _given(WESTERN, "cp1252"), "refused", "not_utf8", line=1,
            says="Windows-1252", differs="W: asked first, taken in once a person has confirmed"),
    Hostile(19, "Windows-1252, confirmed", "a.txt", _given(WESTERN, "cp1252"), "accepted",
            check=_is("“Café” – Zoë’s.", BODY), options=Options(encoding="cp1252")),
    Hostile(20, "Latin-1", "a.txt", _given("Größe ändert sich.", "latin-1"), "refused", "not_utf8",
            line=1, says="Windows-1252", differs="as 19"),
    Hostile(20, "Latin-1, confirmed", "a.txt", _given("Größe ändert sich.", "latin-1"), "accepted",
            check=_is("Größe ändert sich."), options=Options(encoding="iso8859_1")),
    Hostile(21, "a byte that Windows-1252 lacks", "a.txt", _given(b"Caf\xe9 \x81."), "refused",
            "wrong_encoding", line=1, says="byte 5", options=Options(encoding="cp1252")),
    Hostile(22, "UTF-16 LE with its mark", "a.txt",
            _given(b"\xff\xfe" + "Größe.".encode("utf-16-le")), "accepted", check=_is("Größe.")),
    Hostile(22, "UTF-16 BE with its mark", "a.txt",
            _given(b"\xfe\xff" + "Größe.".encode("utf-16-be")), "accepted", check=_is("Größe.")),
    Hostile(23, "UTF-16 without a mark", "a.txt", _given(BODY, "utf-16-le"), "refused",
            "utf16_without_mark"),
    Hostile(24, "UTF-8 with its mark", "a.jsonl", _given('\ufeff{"id": "a", "text": "Ferry."}'),
            "accepted", check=_ids("a")),
    Hostile(25, "a mark in the middle", "a.txt", _given("The fer\ufeffry."), "warned", "invisible",
            check=_is("The fer\ufeffry.")),
    Hostile(26, "overlong UTF-8", "a.txt", _given(b"a\xc0\xafb"), "refused", "not_utf8", line=1),
    Hostile(27, "UTF-7", "a.txt", _given("It says +ADw-script+AD4- here."), "accepted",
            check=_is("It says +ADw-script+AD4- here.")),
    Hostile(28, "half a surrogate pair", "a.jsonl", _given(r'{"text": "a\ud83d"}'), "problem",
            "lone_surrogate", line=1),
    Hostile(29, "a whole surrogate pair", "a.jsonl",
            _given(r'{"text": "\ud83d\ude00 👨‍👩‍👧 stay."}'), "accepted", check=_emoji),
    Hostile(30, "a NUL byte", "a.txt", _given(b"One.\n\nT\x00wo."), "refused", "nul", line=3),
    Hostile(30, "an escaped NUL", "a.jsonl", _given(r'{"text": "a\u0000"}'), "problem", "nul",
            line=1),
    Hostile(31, "control characters", "a.txt", _given(f"The {MARKS}ferry."), "warned", "controls",
            check=_is("The ferry.")),
    Hostile(32, "line ends of all systems", "a.txt", _given("a b\r\n\r\nc d\r\re f\n\r\ng."),
            "accepted", check=_is("a b", "c d", "e f", "g.")),
    Hostile(33, "other line ends inside a line", "a.jsonl",
            _given('{"text": "a\u2028b\u2029c\x85d."}\n{"text": "e."}'), "accepted",
            check=_articles(2)),
    Hostile(34, "letters and accents apart", "a.txt", _given("Cafe\u0301 society."), "warned",
            "nfc", check=_is("Café society."), differs="the issue wants NFC; a warning says so"),
    Hostile(35, "10,000 marks on one letter", "a.txt", _given("a" + "\u0301\u0323" * 5_000),
            "warned", "stacked_marks"),
    Hostile(36, "text that is turned round", "a.txt",
            _given("The \u202eyrref\u202c \u2066stays\u2069."), "warned", "bidi",
            check=_is("The \u202eyrref\u202c \u2066stays\u2069.")),
    Hostile(36, "text from right to left", "a.txt", _given(ARABIC), "accepted", check=_is(ARABIC),
            options=Options(language="ar")),
    Hostile(36, "Arabic that is called English", "a.txt", _given(ARABIC), "warned", "script",
            check=_is(ARABIC)),
    Hostile(37, "characters nobody sees", "a.txt", _given("a\u200bb\u00adc\U000e0041d."), "warned",
            "invisible", check=_is("a\u200bb\u00adc\U000e0041d.")),
    Hostile(38, "ids that look alike", "a.jsonl",
            _given('{"id": "pax", "text": "a."}\n{"id": "p\u0430x", "text": "b."}'), "warned",
            "similar_id", line=2),
    Hostile(39, "no characters", "a.txt", _given("The \ufffe and \uffff."), "warned", "invisible"),
    Hostile(40, "private characters", "a.txt", _given("The \ue000 ferry."), "accepted",
            check=_is("The \ue000 ferry.")),
)
JSON = (
    Hostile(41, "one bad line of 10,000", "a.jsonl", partial(_ten_thousand_lines, bad=5_001),
            "problem", "not_json", line=5_001, check=_articles(9_999)),
    Hostile(42, "no line end at the end", "a.jsonl", _lines('{"text": "a."}', '{"text": "b."}'),
            "accepted", check=_articles(2)),
    Hostile(43, "equal ids", "a.jsonl", _lines('{"id": 1, "text": "a."}',
            '{"id": 1, "text": "b."}'), "problem", "duplicate_id", line=2, says="line 1"),
    Hostile(45, "equal keys", "a.jsonl", _given('{"text": "a.", "text": "b."}'), "problem",
            "duplicate_key", line=1, says="text"),
    Hostile(46, "depth of 100,000", "a.json", lambda: b"[" * 100_000, "refused", "too_deep",
            line=1),
    Hostile(46, "depth of 21", "a.json", _record(x=json.loads("[" * 20 + "]" * 20)), "refused",
            "too_deep", line=1),
    Hostile(47, "5,000 digits", "a.json", _given('{"text": "a", "n": ' + "9" * 5_000 + "}"),
            "refused", "number_too_large", line=1),
    *(Hostile(48, word, "a.json", _given('{"text": "a", "n": ' + word + "}"), "refused", code,
            line=1) for word, code in (("NaN", "not_a_number"), ("Infinity", "not_a_number"),
            ("1e999", "number_too_large"))),
    Hostile(49, "keys of JavaScript", "a.json", _record(__proto__={"a": 1}, constructor="b"),
            "accepted", check=lambda reading: reading.articles[0].extra == {}),
    *(Hostile(50, f"text that is {value!r}", "a.json", _record(text=value), "problem", code,
            line=1) for value, code in (([], "wrong_type"), ({}, "wrong_type"), (5, "wrong_type"),
            (True, "wrong_type"), (None, "no_text"))),
    Hostile(51, "an unknown key", "a.json", _record(ward="Islands"), "accepted"),
    Hostile(51, "an unknown key of 2,001 bytes", "a.json", _record(ward="x" * 2_001), "problem",
            "field_too_long", line=1, says="ward"),
    Hostile(51, "an unknown key with a list", "a.json", _record(ward=[1]), "problem",
            "nested_field", line=1, says="ward"),
    Hostile(52, "a list in JSON Lines", "a.jsonl", _given('[\n{"text": "a."}\n]'), "refused",
            "not_jsonl", line=1, says=".json"),
    Hostile(52, "JSON over several lines in JSON Lines", "a.jsonl", _given('{\n"text": "a."\n}'),
            "refused", "not_jsonl", line=1, says=".json"),
    *(Hostile(53, f"the id {value!r}"[:40], "a.json", _record(id=value), "accepted",
            check=_ids(str(value))) for value in ("../../etc/passwd", "a/b", "%2e%2e", "CON", "",
            "0", 0, "x" * 200)),
    Hostile(53, "an id of 201", "a.json", _record(id="x" * 201), "problem", "id_too_long", line=1),
    Hostile(54, "labels out of range", "a.jsonl", _record(label=[[9, 2, "X"], [0, 10**6, "?"]]),
            "warned", "labels", differs="labels are not imported with articles, and it is said"),
)
TABLES = (
    Hostile(55, "a cell of 200,000", "a.csv", _given("title,text\nA," + "word " * 40_000),
            "accepted"),
    Hostile(55, "a cell of 500,001", "a.csv", _given("title,text\nA," + "x" * 500_001), "problem",
            "too_long", line=2),
    Hostile(56, "a NUL", "a.csv", _given("title,text\nA,b\x00\n"), "refused", "nul", line=2),
    Hostile(57, "an unclosed quote", "a.csv", _given('title,text\nA,b\nC,"d\nE,f\n'), "refused",
            "torn_row", line=3),
    Hostile(58, "a ragged row", "a.csv", _given("title,text\nA,b\nC,d,e\n"), "refused",
            "ragged_row", line=3),
    Hostile(58, "equal headers", "a.csv", _given("text,Text\nA,b\n"), "refused",
            "duplicate_column", line=1),
    Hostile(58, "no header", "a.csv", _given(f"1,{BODY}\n2,{BODY}\n"), "refused", "no_text_column",
            line=1),
    Hostile(59, "semicolons", "a.csv", _given("title;text\nA;b.\n"), "warned", "delimiter",
            check=_is("A", "b.")),
    Hostile(59, "tabs", "a.csv", _given("title\ttext\nA\tb.\n"), "warned", "delimiter",
            check=_is("A", "b.")),
    Hostile(60, "lines in quotes", "a.csv", _given('title,text\nA,"b.\n\nc."\n'), "accepted",
            check=_is("A", "b.", "c.")),
    *(Hostile(61, f"the cell {cell}", "a.csv", _given(f'id,text\n1,"{cell} said."\n'), "accepted",
            check=_is(f"{cell} said."),
            differs="there is no export as CSV yet to be prefixed") for cell in ("=1+1", "+1",
            "-1", "@a", "=cmd|' /C calc'!A0")),
)
PAGES = (
    Hostile(62, "scripts of all sorts", "a.html", _given(_page(SCRIPTS)), "accepted",
            check=_says_only(BODY, never=("alert", "<", "onerror"))),
    Hostile(63, "addresses to fetch", "a.html", _given(_page(REMOTE)), "accepted",
            check=_says_only(BODY, never=("203.0.113",))),
    Hostile(64, "200 kB of open comments", "a.html", _given("<html>" + "<!--" * 50_000), "refused",
            "empty"),
    Hostile(64, "200 kB of nothing but open comments", "a.html", _given("<!--" * 50_000), "refused",
            "empty"),
    Hostile(64, "the same, named as text", "a.txt", _given("<!--" * 50_000), "refused", "empty"),
    Hostile(65, "50,000 divs in each other", "a.html",
            _given("<html><body>" + "<div>" * 50_000 + BODY), "refused"),
    Hostile(66, "entities that grow and fetch", "a.html", _given(ENTITIES), "accepted",
            check=_says_only(BODY, never=("root:", "a" * 100))),
    Hostile(67, "a wrong charset", "a.html", _given(_page("<p>Größe.</p>").replace("<title>",
            '<meta charset="iso-8859-1"><title>')), "warned", "charset",
            check=_says_only("Größe.")),
    Hostile(68, "nothing but furniture", "a.html", _given(FURNITURE), "warned", "no_paragraphs"),
    Hostile(69, "links that are programs", "a.md", _given(LINKS), "accepted",
            check=_says_only("one and two and three", never=("javascript", "data:", "<b>"))),
    *(Hostile(70, f"10,000 nested {mark!r}", "a.md", _given(f"# T\n\n{mark * 10_000} {BODY}"),
            "ends") for mark in (">", "> ", "[", "*", "**a ", "![", "- ", "_", "`")),
)
# fmt: on
FILES = (*SIZE, *ENCODING, *JSON, *TABLES, *PAGES)

#: Of the 72, those that are requests rather than files.
REQUESTS = frozenset({5, 13, 14, 15, 16, 44, 71, 72})
