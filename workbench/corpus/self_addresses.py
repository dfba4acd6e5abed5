"""Web addresses, e-mail addresses and handles of an outlet and of its people. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from workbench.corpus.self_names import acronym, squeezed
from workbench.corpus.self_scripts import without_article

_HOST = r"(?:[\w-]+\.)+[a-zA-Z]{2,}"
_PATH = r"[^\s<>()\[\]{}“”„\"»]*"
_ADDRESS = re.compile(
    rf"(?<![\w.+-])(?P<local>[\w.+-]+)@(?P<mail>{_HOST})"
    rf"|(?:https?://)?(?<![\w@.-])(?P<host>{_HOST})(?P<path>(?::\d+)?(?:[/?#]{_PATH})?)"
    r"|(?<![\w@.])@(?P<handle>\w{2,30})"
)
#: Without one of these in it, a text holds no address.
_SIGN = re.compile(r"@|\w\.[a-zA-Z]{2}")
#: Second-level names under which a country's addresses are given out.
_SHARED_LEVELS = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})
#: From this length, an outlet's squeezed name inside another address is no chance.
_TELLING = 6
#: As addresses without accents have them; the other way is to leave the dots away.
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa"})


@dataclass(frozen=True)
class Owner:
    """Whose addresses are looked for."""

    domains: frozenset[str]
    labels: frozenset[str]
    #: Names of the domains without their endings, which are names of accounts too.
    handles: frozenset[str]
    people: re.Pattern[str] | None

    def has_host(self, host: str) -> bool:
        host = host.lower()
        own = any(host == one or host.endswith(f".{one}") for one in self.domains)
        return own or not self.labels.isdisjoint(host.split("."))

    def is_named_in(self, words: str) -> bool:
        return _has_one(self.labels, words)

    def has_handle(self, words: str) -> bool:
        return _has_one(self.labels | self.handles, words)


def owner(outlet: str, people: Sequence[str], url: str) -> Owner:
    """The addresses that follow from the names and from the article's own address."""
    short = without_article(outlet)
    letters = acronym(outlet).lower()
    labels = {squeezed(outlet), squeezed(short), letters if len(letters) > 2 else ""}
    host = _host_of(url)
    domains = {_registered(host)} if "." in host else set()
    if re.fullmatch(_HOST, short):  # an outlet named after its address
        domains.add(short.lower())
    return Owner(
        frozenset(domains),
        _telling(labels),
        _telling(squeezed(domain.split(".")[0]) for domain in domains),
        _slugs(people),
    )


def own_addresses(text: str, whose: Owner) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, kind, rule) of each address that gives away the outlet or an author."""
    for match in _ADDRESS.finditer(text) if _SIGN.search(text) else ():
        if match["local"]:
            yield from _in_mail(match, whose)
        elif match["handle"]:
            start, end = match.span()
            if whose.has_handle(match["handle"]):
                yield start, end, "outlet", "outlet handle"
            elif _names(whose, match["handle"]):
                yield start, end, "author", "author handle"
        else:
            yield from _in_url(match, whose)


def _in_mail(match: re.Match[str], whose: Owner) -> Iterator[tuple[int, int, str, str]]:
    is_own, is_person = whose.has_host(match["mail"]), _names(whose, match["local"])
    if is_own and is_person:  # a round may hide only one of the two
        yield (*match.span("local"), "author", "author e-mail")
        yield (*match.span("mail"), "outlet", "outlet e-mail")
    elif is_own:
        yield (*match.span(), "outlet", "outlet e-mail")
    elif is_person:
        yield (*match.span(), "author", "author e-mail")


def _in_url(match: re.Match[str], whose: Owner) -> Iterator[tuple[int, int, str, str]]:
    start = match.start()
    end = start + len(match[0].rstrip(".,;:!?'’…"))
    named = [
        (start + one.start(), min(end, start + one.end()))
        for one in (whose.people.finditer(match[0]) if whose.people else ())
    ]
    if whose.has_host(match["host"]) or whose.is_named_in(match["path"]):
        for person_start, person_end in named:
            if start < person_start:
                yield start, person_start, "outlet", "outlet address"
            yield person_start, person_end, "author", "author address"
            start = person_end
        if start < end:
            yield start, end, "outlet", "outlet address"
    elif named:
        yield start, end, "author", "author address"


def _names(whose: Owner, words: str) -> bool:
    return bool(whose.people and whose.people.search(words))


def _slugs(people: Sequence[str]) -> re.Pattern[str] | None:
    """first-last, last-first and flast, as local parts and handles write them."""
    forms = []
    for person in people:
        words = [re.escape(squeezed(_plain(word))) for word in person.split()]
        if len(words) < 2 or not all(words):
            continue
        first, last = words[0], words[-1]
        forms += [rf"{first}[-_.]?(?:\w[-_.]?)?{last}", rf"{last}[-_.]?{first}"]
        if len(last) > 3:
            forms.append(rf"(?<![a-z]){first[0]}[-_.]?{last}(?![a-z])")
    return re.compile("|".join(forms), re.IGNORECASE) if forms else None


def _telling(names: Iterable[str]) -> frozenset[str]:
    """Names long enough to be told from others, in each way to write them without accents."""
    forms = (form for name in names for form in (name, name.translate(_UMLAUTS), _plain(name)))
    return frozenset(form for form in forms if len(form) > 2)


def _has_one(names: Collection[str], words: str) -> bool:
    small = squeezed(words)
    return any(small == one or (len(one) >= _TELLING and one in small) for one in names)


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _host_of(url: str) -> str:
    try:
        return urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:  # not an address at all
        return ""


def _registered(host: str) -> str:
    """The part of a host that somebody owns: "www.slipway.co.uk" is "slipway.co.uk"."""
    parts = host.split(".")
    is_country = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _SHARED_LEVELS
    return ".".join(parts[-3:] if is_country else parts[-2:])
