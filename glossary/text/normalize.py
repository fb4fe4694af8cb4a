"""Names folded, as sort keys, under a letter of the index and as slugs. Follows UAX #15."""

import re
import unicodedata

from glossary.text.tokens import WORD

DIGITS = "0–9"
SYMBOLS = "#"

# Letters with no Unicode decomposition that readers type as ASCII.
_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ħ": "h"}
)
# Marks that carry no letter of their own: Latin, Greek and Cyrillic diacritics, Hebrew points,
# Arabic vowel signs and tatweel. Indic vowel signs and kana voicing are letters: they stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_PUNCTUATION_NAMES = (
    (re.compile(r"(?<=\w)\+\+"), " plus plus"),
    (re.compile(r"(?<=\w)\+(?!\w)"), " plus"),
    (re.compile(r"(?<!\S)\+(?=\w)"), "plus "),
    (re.compile(r"(?<=\w)#"), " sharp"),
    (re.compile(r"(?<!\S)\.(?=\w)"), "dot "),
    (re.compile(r"(?<=\w)\s*&\s*(?=\w)"), " and "),
    (re.compile(r"(?<=\S)\*"), " star"),
)
_HANGUL_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


def fold(text: str) -> str:
    """Return ``text`` without case, width and accents, so that spellings of one word compare equal.

    Letters of every script survive; Indic vowel signs and kana voicing are letters, not accents.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(_UNDECOMPOSED)
    stripped = _MARKS.sub("", unicodedata.normalize("NFKD", decomposed))
    return unicodedata.normalize("NFC", stripped)


def _is_word_character(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def words(text: str) -> list[str]:
    """Return the folded words of ``text``, without apostrophes, joiners, soft hyphens and marks of
    direction. A script without spaces makes one word of all that is written together."""
    folded = fold(text)
    if folded.isascii():
        return WORD.findall(folded.replace("'", ""))
    return WORD.findall(
        "".join(c for c in folded if c not in "'’ʼ" and unicodedata.category(c) != "Cf")
    )


def name_key(text: str) -> str:
    """Return the key that equal names share: folded words joined by one space."""
    return " ".join(words(text)) or fold(text).strip()


def sort_key(text: str) -> str:
    """Return the stored key that orders names by code point: folded, free of punctuation,
    numbers by value up to eight digits, names without letters or digits last."""
    folded = "".join(c if _is_word_character(c) else " " for c in fold(text))
    spaced = " ".join(folded.split())
    if not spaced:
        return f"\U0010fffd{text.strip()}"[:200]
    ascii_digits = "".join(str(unicodedata.digit(c, c)) if c.isdigit() else c for c in spaced)
    return re.sub(r"\d+", lambda run: run[0].zfill(8), ascii_digits)[:200]


def initial(key: str) -> str:
    """Return the heading of the A–Z index for a ``sort_key``: a letter of any script, ``0–9`` or
    ``#``. Hangul syllables go under their first consonant, as Korean dictionaries do."""
    if not key:
        return SYMBOLS
    first = key[0]
    if unicodedata.category(first)[0] == "N":
        return DIGITS
    if "가" <= first <= "힣":
        return _HANGUL_LEADS[(ord(first) - 0xAC00) // 588]
    return first.upper()[0] if first.isalpha() else SYMBOLS


def initial_order(letter: str) -> tuple[int, str]:
    """Return the sort key of an index heading: digits, letters by code point, then symbols."""
    return (0 if letter == DIGITS else 2 if letter == SYMBOLS else 1, letter)


def slugify_name(text: str, limit: int = 150) -> str:
    """Return the slug proposed for a name in any script: ``"C++"`` → ``"c-plus-plus"``,
    ``"हिन्दी"`` → ``"हिन्दी"``. Empty only for a name without letters, digits and known symbols.
    The default leaves room in the column for a number."""
    spelled = unicodedata.normalize("NFKC", text)
    for pattern, replacement in _PUNCTUATION_NAMES:
        spelled = pattern.sub(replacement, spelled)
    folded = "".join(c for c in fold(spelled) if c not in "'’ʼ")
    dashed = "".join(c if _is_word_character(c) else "-" for c in folded)
    return re.sub(r"-+", "-", dashed).strip("-")[:limit].strip("-") or _spell_symbols(spelled)


def _spell_symbols(text: str) -> str:
    names = (unicodedata.name(c, "").lower().split(" sign")[0] for c in text if not c.isspace())
    return re.sub(r"[^a-z0-9]+", "-", " ".join(names)).strip("-")[:150].strip("-")
