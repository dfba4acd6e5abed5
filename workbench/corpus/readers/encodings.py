"""Which encoding the bytes of a text may be in: a proposal that a person confirms, never a guess.

Western and other alphabets are told apart by their letters: a word that no language of a codec
can spell, or that is capital in its middle, speaks against the codec. Short texts are decided
better this way than by statistics, which charset-normalizer adds for the scripts without case.
"""

from __future__ import annotations

import re
from collections import Counter

from charset_normalizer import from_bytes

#: What a person may choose, and how it is called. Text codecs only: nothing here unpacks or
#: escapes, as utf_7, punycode or zlib_codec do.
ENCODINGS = {
    "utf_8": "Unicode (UTF-8)",
    "utf_16_le": "Unicode (UTF-16, little-endian)",
    "utf_16_be": "Unicode (UTF-16, big-endian)",
    "cp1252": "Western European (Windows-1252)",
    "iso8859_1": "Western European (Latin-1)",
    "iso8859_15": "Western European (Latin-9)",
    "mac_roman": "Western European (old Macintosh)",
    "cp850": "Western European (DOS)",
    "cp1250": "Central European (Windows-1250)",
    "iso8859_2": "Central European (Latin-2)",
    "cp1257": "Baltic (Windows-1257)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1258": "Vietnamese (Windows-1258)",
    "cp1251": "Cyrillic (Windows-1251)",
    "koi8_r": "Cyrillic (KOI8-R)",
    "koi8_u": "Cyrillic (KOI8-U)",
    "iso8859_5": "Cyrillic (ISO 8859-5)",
    "cp866": "Cyrillic (DOS)",
    "cp1253": "Greek (Windows-1253)",
    "iso8859_7": "Greek (ISO 8859-7)",
    "cp1255": "Hebrew (Windows-1255)",
    "cp1256": "Arabic (Windows-1256)",
    "cp874": "Thai (Windows-874)",
    "cp932": "Japanese (Shift JIS)",
    "euc_jp": "Japanese (EUC-JP)",
    "gb18030": "Chinese, simplified (GB 18030)",
    "big5": "Chinese, traditional (Big5)",
    "cp949": "Korean (Windows-949)",
}

_CYRILLIC = ("cp1251", "koi8_r", "iso8859_5")
# The letters beyond a to z, by codec and language; of two that fit, the earlier wins.
_RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
_UKRAINIAN = "абвгдежзийклмнопрстуфхцчшщьюяіїєґ"
_SERBIAN = "абвгдежзијклмнопрстуфхцчшђљњћџ"
_GREEK = "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"
_CZECH = "áčďéěíňóřšťúůýžäľĺŕô"
_POLISH = "ąćęłńóśźż"
_ALPHABETS = (
    ("cp1252", "àâæçéèêëîïôœùûüÿ"),  # French
    ("cp1252", "äöüßé"),  # German
    ("cp1252", "áéíóúüñçàèòï"),  # Spanish, Catalan
    ("cp1252", "áàâãçéêíóôõúü"),  # Portuguese
    ("cp1252", "àèéìòù"),  # Italian
    ("cp1252", "åäöæøéüà"),  # Nordic
    ("cp1252", "áéíóúýðþæö"),  # Icelandic
    ("cp1252", "áéëèïóöüê"),  # Dutch
    ("cp1250", _POLISH),
    ("cp1250", _CZECH),
    ("cp1250", "áéíóöőúüű"),  # Hungarian
    ("cp1250", "ăâîşţ"),  # Romanian
    ("cp1250", "čćđšž"),  # Croatian, Slovene
    ("iso8859_2", _POLISH),
    ("iso8859_2", _CZECH),
    ("cp1254", "çğıöşüâî"),  # Turkish
    ("cp1257", "ąčęėįšųūž"),  # Lithuanian
    ("cp1257", "āčēģīķļņšūž"),  # Latvian
    ("cp1255", "אבגדהוזחטיךכלםמןנסעףפץצקרשת"),
    *((codec, letters) for letters in (_RUSSIAN, _UKRAINIAN, _SERBIAN) for codec in _CYRILLIC),
    ("cp1253", _GREEK),
    ("iso8859_7", _GREEK),
    ("cp1252", "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿßœšž"),  # several Western languages at once
)
_SIGNS = frozenset("“”‘’„‚«»‹›–—…•·€£§°©®™½¼¾×¿¡±\u00a0\u00ad†‡‰")
_WORD = re.compile(r"[^\W\d_]+|[^\x00-\x7f]")
_SAMPLE = 65_536  # bytes that suffice
_WELL_SPELT = 0.9
_FIRST_GREEK = "\u0370"
_OTHERS = ["cp932", "euc_jp", "gb18030", "big5", "cp949", "cp1256", "cp874", "cp1258"]


def choose(name: str) -> str:
    """The codec of `ENCODINGS` that a name such as "windows-1252" or "CP1252" means, or ""."""
    codec = name.strip().lower().replace("-", "_")
    codec = re.sub(r"^windows_", "cp", codec)
    codec = re.sub(r"^iso_?8859_", "iso8859_", codec)
    codec = {"utf8": "utf_8", "latin_1": "iso8859_1", "shift_jis": "cp932"}.get(codec, codec)
    return codec if codec in ENCODINGS else ""


def propose(data: bytes, place: int) -> str:
    """The codec that bytes other than UTF-8 seem to be in, "" where none fits all of them.

    `place` is where they cease to be UTF-8: the sample is taken around it, in whole lines.
    """
    start = data.rfind(b"\n", 0, max(0, place - _SAMPLE // 2)) + 1
    sample = data[start : start + _SAMPLE]
    if start + _SAMPLE < len(data):
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    proposal = _by_spelling(sample) or _by_statistics(sample)
    return proposal if proposal and _fits(data, proposal) else ""


def _by_spelling(sample: bytes) -> str:
    shares = [(_share_well_spelt(sample, codec, letters), codec) for codec, letters in _ALPHABETS]
    share, codec = max(shares, key=lambda one: one[0])  # the first of equals
    return codec if share >= _WELL_SPELT else ""


def _share_well_spelt(sample: bytes, codec: str, letters: str) -> float:
    """Of the words and signs beyond ASCII, how many the language has."""
    try:
        found = Counter(_WORD.findall(sample.decode(codec)))
    except UnicodeDecodeError:
        return 0
    beyond = {word: count for word, count in found.items() if not word.isascii()}
    signs = sum(beyond.pop(sign, 0) for sign in _SIGNS)
    good = sum(count for word, count in beyond.items() if _is_spelt(word, letters))
    total = sum(beyond.values())
    # Signs alone, as in an English text, are nowhere but in Western encodings taken for granted.
    return good / total if total else float(signs > 0 and codec == "cp1252")


def _is_spelt(word: str, letters: str) -> bool:
    if not (word.isupper() or word[1:] == word[1:].lower()):
        return False
    is_latin = letters[0] < _FIRST_GREEK  # only Latin letters mix with a to z in a word
    return all(letter in letters or (is_latin and letter.isascii()) for letter in word.lower())


def _by_statistics(sample: bytes) -> str:
    best = from_bytes(sample, cp_isolation=_OTHERS).best()
    return choose(best.encoding) if best else ""


def _fits(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True
