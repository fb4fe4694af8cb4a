"""What a reader may have typed or pasted by mistake, and nobody should keep: addresses, numbers of
persons and things, keys. Rather too much than too little: a lost question costs nothing."""

import re
import unicodedata

MAX_CHARACTERS = 80
MAX_WORDS = 8
_WORD = re.compile(r"[^\W_]+")
_MAIL = re.compile(r"\w\s?(?:@|%40)\s?\w")
_LINK = re.compile(r"://|\bwww\.|\bmailto:|\w\.[a-z]{2,}/|\w\.(?:com|org|edu|gov|info|biz)\b", re.I)
# Telephone, card, account, birthday: seven digits in a row, whatever parts them.
_NUMBER = re.compile(r"\d(?:[\s().,:/+·–-]{0,3}\d){6}")
_LONG = re.compile(r"[\w+/=.-]{16,}")
_CHANGE = re.compile(r"[a-z][A-Z]")


def is_private(text: str) -> bool:
    """Return whether ``text`` looks like an e-mail address, a link, a number that stands for
    somebody, a key or password, or is longer than a question."""
    plain = unicodedata.normalize("NFKC", text)
    if len(plain) > MAX_CHARACTERS or len(_WORD.findall(plain)) > MAX_WORDS:
        return True
    patterns = (_MAIL, _LINK, _NUMBER)
    if any(pattern.search(plain) for pattern in patterns):
        return True
    return any(map(_is_key, _LONG.findall(plain)))


def _is_key(word: str) -> bool:
    """Many digits among letters, any within so long a word of capitals, or capitals that change as
    in no word."""
    digits = sum(c.isdigit() for c in word)
    shouts = digits > 0 and word.isalnum() and word.isupper()
    return 4 <= digits < len(word) or shouts or len(_CHANGE.findall(word)) > 4
