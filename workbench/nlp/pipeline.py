"""The only file that names spaCy; it is imported late, because web workers never need it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.nlp.runs import Cuts, cut_runs
from workbench.nlp.segment import Segmentation

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Used where they are installed. Nothing is ever downloaded: a blank pipeline serves as well.
TRAINED_MODELS = {
    "en": "en_core_web_sm",
    "de": "de_core_news_sm",
    "es": "es_core_news_sm",
    "fr": "fr_core_news_sm",
}
ANY_LANGUAGE = "xx"
_UNUSED_PIPES = ["tagger", "morphologizer", "attribute_ruler", "lemmatizer", "ner"]
_OPENING = frozenset("“‘«„([\"'")
_CLOSING = frozenset("”’»)]\"'")
_SENTENCE_PIPES = {"parser", "senter", "sentencizer"}
# Of each token; read as one array, which is many times faster than token by token.
_OF_A_TOKEN: list[int | str] = ["IDX", "LENGTH", "IS_SPACE", "SENT_START"]

Places = list[tuple[int, int]]


def segment(text: str, language: str = "en") -> Segmentation:
    """Split one text into tokens and sentences.

    `language` is a code such as "en" or "de-AT"; one that spaCy cannot serve falls back to the
    language-neutral rules ("xx"), and the `source` says so.
    """
    return segment_many([text], language)[0]


def segment_many(texts: Iterable[str], language: str = "en") -> tuple[Segmentation, ...]:
    """Split many texts of one language, in order; faster than one by one."""
    nlp, source = _load(_base(language))
    tamed = [cut_runs(text) for text in texts]
    docs = nlp.pipe(text for text, _ in tamed)
    return tuple(
        _read(doc, text, cuts, source) for doc, (text, cuts) in zip(docs, tamed, strict=True)
    )


def _base(language: str) -> str:
    """The bare code: "pt" for "pt-BR". Anything else than letters means no known language."""
    match = re.match(r"[A-Za-z]{2,8}(?![^-_])", language)
    return match[0].lower() if match else ANY_LANGUAGE


@lru_cache(maxsize=8)
def _load(language: str) -> tuple[Language, str]:
    import spacy
    from spacy.about import __version__

    model = TRAINED_MODELS.get(language, "")
    if model and spacy.util.is_package(model):
        nlp = spacy.load(model, exclude=_UNUSED_PIPES)
        name = f"{model} {nlp.meta['version']}"
    else:
        nlp = _blank(language)
        name = f"blank {nlp.lang}"
    if _SENTENCE_PIPES.isdisjoint(nlp.pipe_names):
        nlp.add_pipe("sentencizer")
    return nlp, f"{name}, spaCy {__version__}"


def _blank(language: str) -> Language:
    import spacy

    try:
        return spacy.blank(language)
    except ImportError:  # unknown to spaCy, or in need of a package that is not installed
        return spacy.blank(ANY_LANGUAGE)


def _read(doc: Doc, text: str, cuts: Cuts, source: str) -> Segmentation:
    """Leave white space out, so that no sentence begins or ends with it.

    `text` is that of the doc, which would put it together anew.
    """
    sentences: list[Places] = []
    for words in _sentences(doc):
        if sentences:
            _repair(text, sentences[-1], words)
        if sentences and not sentences[-1]:
            sentences.pop()
        sentences.append(words)
    tokens = tuple(
        piece for words in sentences for word in words for piece in cuts.get(word[0], (word,))
    )
    return Segmentation(tokens, tuple((one[0][0], one[-1][1]) for one in sentences), source)


def _sentences(doc: Doc) -> list[Places]:
    """The words of each sentence that has any."""
    sentences: list[Places] = [[]]
    for start, length, is_space, opens in doc.to_array(_OF_A_TOKEN).tolist():
        if opens == 1 and sentences[-1]:
            sentences.append([])
        if not is_space:
            sentences[-1].append((start, start + length))
    return sentences if sentences[-1] else sentences[:-1]


def _repair(text: str, before: Places, words: Places) -> None:
    """Move what the sentencizer puts on the wrong side of a boundary.

    A mark that opens a quotation belongs to the sentence it opens, and "he asked" to the
    quotation before it.
    """
    while before and _word(text, before[-1]) in _OPENING and text[before[-1][1]] != " ":
        words.insert(0, before.pop())
    if before and _word(text, before[-1]) in _CLOSING and _word(text, words[0]).islower():
        words[:0] = before
        before.clear()


def _word(text: str, place: tuple[int, int]) -> str:
    return text[slice(*place)]
