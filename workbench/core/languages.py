"""What a language code says of how a text is shown. Pure."""

from __future__ import annotations

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def direction(language: str) -> str:
    """`rtl` or `ltr` for the code of a language."""
    return "rtl" if language.casefold().split("-")[0] in RIGHT_TO_LEFT else "ltr"
