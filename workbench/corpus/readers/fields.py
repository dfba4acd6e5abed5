"""What the fields of an article are called in records and tables of all makes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

#: Longest value of each field in code points: what the database holds, and a page can show.
LONGEST = {
    "id": 200,
    "title": 1000,
    "standfirst": 2000,
    "byline": 300,
    "outlet": 120,
    "published": 200,
    "url": 2000,
    "section": 120,
    "language": 200,
    "story": 200,
}
#: Fields that a column or key can be taken for, the ones that give the text last.
FIELDS = (*LONGEST, "paragraphs", "text")

# Of several names for one field that stand side by side, the earlier wins.
_NAMES = {
    "id": "id|source id|article id|doc id|document id|uuid|guid|key|kennung",
    "title": "title|headline|titel|überschrift|schlagzeile|titre|titulo|título|titular|titolo"
    "|titolo|заголовок|标题|العنوان",
    "standfirst": "standfirst|subtitle|subheadline|deck|dek|lead|teaser|untertitel|vorspann"
    "|chapeau|sous titre|subtítulo|entradilla|occhiello",
    "byline": "byline|author|authors|autor|autoren|verfasser|auteur|auteurs|autore|автор|作者"
    "|الكاتب|writer|journalist",
    "outlet": "outlet|source|publisher|publication|newspaper|medium|site name|quelle|zeitung"
    "|verlag|journal|média|fuente|medio|periódico|fonte|testata|источник|来源|المصدر",
    "published": "published|date|published at|publish date|publication date|date published"
    "|pub date|pubdate|datum|veröffentlicht|erschienen|date de publication|fecha|publicado|data"
    "|дата|日期|التاريخ",
    "url": "url|link|address|canonical url|web url|href|adresse|lien|enlace|ссылка|链接|الرابط",
    "section": "section|category|rubric|desk|ressort|rubrik|rubrique|sección|sezione|раздел",
    "language": "language|lang|sprache|langue|idioma|lingua|язык|语言",
    "story": "story|event|topic|triplet uuid|main event|ereignis|thema|événement|evento|suceso",
    "text": "text|body|content|article|full text|article text|article body|maintext|main text"
    "|story text|inhalt|volltext|artikeltext|texte|contenu|corps|texto|contenido|cuerpo|testo"
    "|contenuto|текст|正文|内容|النص",
    "paragraphs": "paragraphs|body paragraphs|absätze|paragraphes|párrafos",
}
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split("|")}
_RANK = {name: rank for names in _NAMES.values() for rank, name in enumerate(names.split("|"))}

#: Keys of judgments in the exports of annotation tools; they are no part of an article.
LABELS = frozenset(
    {"label", "labels", "entities", "relations", "cats", "spans", "comments", "annotations"}
    | {"predictions", "completions", "total annotations", "cancelled annotations"}
    | {"total predictions", "annotation approver", "annotation", "agreement"}
)
#: Keys that a browser could take for its own; nothing of ours needs them.
IGNORED = frozenset({"__proto__", "constructor", "prototype"})


def plain(name: str) -> str:
    """A key or header as it is compared: "Publish_Date " and "publish-date" are one."""
    return re.sub(r"[\s_-]+", " ", name).strip().casefold()


def propose_mapping(names: Iterable[str]) -> dict[str, str]:
    """For each field the key or column that seems to hold it."""
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda name: _RANK.get(plain(name), 0)):
        field = _FIELD_OF.get(plain(name))
        if field:
            found.setdefault(field, name)
    return {field: found[field] for field in FIELDS if field in found}


def is_label(name: str) -> bool:
    """Whether a key holds somebody's judgments."""
    return plain(name) in LABELS


def has_text(mapping: Mapping[str, str]) -> bool:
    """Whether a mapping says where the text is."""
    return "text" in mapping or "paragraphs" in mapping
