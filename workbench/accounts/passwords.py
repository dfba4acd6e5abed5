"""Passwords: what is refused as too weak, and how the rest is hashed.

argon2id with the parameters OWASP names as the least (Password Storage Cheat Sheet: m=19456 KiB,
t=2, p=1). Hashing takes about 25 ms and 19 MiB, so it never happens inside a write transaction.
"""

from __future__ import annotations

import functools
import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workbench.core.wording import _

FEWEST_BYTES = 10
MOST_BYTES = 1024

#: What people choose first. Compared without case; a word also counts with digits and signs
#: in and around it (`P@ssw0rd2026`), as only its letters are looked at.
_FIRST_CHOICES = """
    0123456789 1234567890 12345678910 123456789a 9876543210 0987654321 1029384756 1q2w3e4r5t
    1q2w3e4r5t6y 1qaz2wsx3edc q1w2e3r4t5 zaq12wsxcde3 a1b2c3d4e5 abc1234567 123qweasdzxc
    qwerty qwertyuiop qwertzuiop azertyuiop qwertyqwerty asdfghjkl asdfghjklqwertyuiop zxcvbnm
    qazwsxedc abcdefgh abcdefghij abcdefghijkl abcd abcde abcdef abc
    password passwords passwort kennwort motdepasse contrasena wachtwoord passwordpassword
    mypassword newpassword thepassword yourpassword passphrase passwd pssword passwrd psswrd
    administrator administration admin adminadmin adminpassword root rootroot superuser superadmin
    letmein letmeinnow letmeinplease opensesame changeme changemenow changeit pleasechange default
    welcome welcomewelcome willkommen bienvenue hello hellohello helloworld guest guestguest
    iloveyou iloveyouso ichliebedich jetaime trustno trustnoone nopassword
    sunshine princess football baseball basketball superman batman dragon monkey master shadow
    michael jennifer jordan charlie summer winter spring autumn sommer herbst
    secret secretsecret topsecret geheim test testtest testing testpassword temporary example
    workbench workbenchworkbench annotator annotation annotate framing framingworkbench mediabias
"""
COMMON = frozenset(_FIRST_CHOICES.split())

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
#: Two at a time in each process: a crowd at the door must not take all memory and both cores.
_turns = threading.BoundedSemaphore(2)


def weakness(password: str, name: str) -> str:
    """Why this person should not take this password, as a sentence; "" when they may."""
    size = len(_bytes(password))
    if size < FEWEST_BYTES:
        return _("This is too short: use at least %(least)s characters.", least=FEWEST_BYTES)
    if size > MOST_BYTES:
        return _("Use at most %(most)s bytes.", most=MOST_BYTES)
    if _letters(password) and _letters(password) == _letters(name):
        return _("This is little more than your name. Choose something that others do not know.")
    if _is_common(password):
        return _("This is one of the first passwords anybody would try. Choose another one.")
    return ""


def hash_password(password: str) -> str:
    """The argon2id string to store. Takes about 25 ms; waits while two others are hashed."""
    with _turns:
        return _hasher.hash(_bytes(password))


def verify(password: str, stored: str | None) -> bool:
    """Whether the password is the one behind `stored`.

    Without a stored hash (unknown name, no password yet) it does the same work and says no, so
    that the time of the answer does not tell which names exist.
    """
    given = _bytes(password)
    with _turns:
        nobody = _nobodys_hash()  # asked for in every case, or its first making would tell
        try:
            _hasher.verify(stored or nobody, given if len(given) <= MOST_BYTES else b"")
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def needs_rehash(stored: str) -> bool:
    """Whether the stored hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored)


@functools.cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_bytes(32))


def _bytes(password: str) -> bytes:
    # The same keys may arrive composed or decomposed, by keyboard and system (NIST SP 800-63B,
    # 5.1.1.2 asks for NFKC or NFKD).
    return unicodedata.normalize("NFKC", password).encode(errors="surrogatepass")


def _is_common(password: str) -> bool:
    folded = password.casefold()
    return folded in COMMON or _letters(password) in COMMON or len(set(folded)) < 4


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalpha())
