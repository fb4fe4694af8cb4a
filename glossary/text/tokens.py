"""The one definition of a word, for names, links and search.

A word is a run of letters, marks and digits that begins with a letter or digit. ``+`` and ``#`` are
part of it after the first character (C++, C#), apostrophes between letters too (don't). In scripts
that are written without spaces, each character is a word.
"""

import re
import unicodedata

MARKS = "".join(
    chr(c) for c in range(0x300, 0x10000) if unicodedata.category(chr(c)).startswith("M")
)
# Thai, Lao, Burmese, Khmer, kana and Han.
_UNSEGMENTED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LETTERS = rf"[^\W_{_UNSEGMENTED}]+"
_RUN = rf"{_LETTERS}(?:[{MARKS}+#]+(?:{_LETTERS})?)*"
TOKEN = re.compile(rf"{_RUN}(?:['’ʼ]{_RUN})*|[{_UNSEGMENTED}][{MARKS}]*")
_ANY_RUN = rf"[^\W_]+(?:[{MARKS}+#]+[^\W_]*)*"
#: A run of characters of any script, those without spaces included, by which names are compared;
#: or ``+`` and ``#`` alone.
WORD = re.compile(rf"{_ANY_RUN}|(?<![\w+#])[+#]+(?![\w+#])")
#: One character of a script that is written without spaces.
UNSEGMENTED = re.compile(f"[{_UNSEGMENTED}]")

# The same pattern as a group to split by, and simpler ones that are many times faster: linking
# splits whole pages.
_SPLIT = re.compile(f"({TOKEN.pattern})")
_SEGMENTED_SPLIT = re.compile(rf"({_ANY_RUN}(?:['’ʼ]{_ANY_RUN})*)")
_ASCII_SPLIT = re.compile(r"([a-zA-Z0-9][a-zA-Z0-9+#]*(?:'[a-zA-Z0-9][a-zA-Z0-9+#]*)*)")
_ASCII_SPLIT_WITHOUT_APOSTROPHES = re.compile(r"([a-zA-Z0-9][a-zA-Z0-9+#]*)")


def tokenize(text: str) -> list[str]:
    """Return the words of ``text`` as they are written there."""
    return TOKEN.findall(text)


def is_unsegmented(text: str) -> bool:
    """Return whether ``text`` has a character of a script that is written without spaces."""
    return UNSEGMENTED.search(text) is not None


def split_tokens(text: str) -> list[str]:
    """Return all of ``text`` in parts: what precedes the first word, the word, what precedes the
    next one, and so on, and what follows the last. Words have odd indexes."""
    if text.isascii():
        return (_ASCII_SPLIT if "'" in text else _ASCII_SPLIT_WITHOUT_APOSTROPHES).split(text)
    return (_SPLIT if is_unsegmented(text) else _SEGMENTED_SPLIT).split(text)
