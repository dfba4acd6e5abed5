"""What a translation lacks, against the sentences of the sources. Pure."""

from __future__ import annotations

import re
from collections import Counter

from babel.messages.catalog import Catalog, Message

#: `%(name)s` of Python and templates, `{name}` of scripts, and elements.
_HOLE = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?\w[^>]*>")
#: A form for exactly one or two may say the number in words.
_NUMBERS = {"%(num)s", "%(count)s", "{count}"}


def is_for_scripts(message: Message) -> bool:
    """Whether a script of the pages says it."""
    return any(file.endswith(".js") for file, _ in message.locations)


def list_faults(template: Catalog, catalogue: Catalog, language: str) -> list[str]:
    """One line for each sentence that is missing, in doubt, or has lost what is to be filled in."""
    return [
        f"{language}: {reason}: {_shown(message)}"
        for message in template
        if message.id
        for reason in _reasons(message, catalogue.get(message.id))
    ]


def _shown(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


def _reasons(message: Message, translated: Message | None) -> list[str]:
    said = (translated and translated.string) or ""
    forms = [said] if isinstance(said, str) else list(said)
    if not all(forms):
        return ["missing"]
    if translated and translated.fuzzy:
        return ["fuzzy"]
    return [reason for form in forms for reason in _lost(message, form)]


def _lost(message: Message, form: str) -> list[str]:
    """What of the sentence's holes and elements the form lacks or invents."""
    is_counted = not isinstance(message.id, str)
    wanted = Counter(_HOLE.findall(str(message.id[1] if is_counted else message.id)))
    given = Counter(_HOLE.findall(form))
    free = _NUMBERS if is_counted else set()
    lacking = sorted(hole for hole in wanted - given if hole not in free)
    return [f"differs in {hole}" for hole in [*lacking, *sorted(given - wanted)]]
