"""What English words made from one another have in common, so that a question finds its words in
other shapes: scale, scaled, scaling; deploy, deployment; tenant, tenancy. Stands beside a word,
never for it: what is written as it was asked for comes first."""

import re
from functools import lru_cache

from glossary.search.analysis import flat_tokens, stem

#: Before a root that is not the word itself (a private character, which both databases index).
_MARK = "\ue000"
_WORD = re.compile(r"[a-z]{4,60}")
_VOWEL = re.compile(r"[aeiouy]")
#: Longest ending first: what is left must have so many letters, and what it is left with.
_ENDINGS = [
    (re.compile(ending), least, put)
    for ending, least, put in (
        (r"i[sz](?:ation|ed|ing|e)$", 4, ""),
        (r"(?:ation|ating|ated|ate)$", 4, ""),
        (r"(?:abilit(?:y|ie))$", 3, "abl"),
        (r"ment$", 4, ""),
        (r"(?:ence|ency|ent)$", 4, "ent"),
        (r"(?:ance|ancy|ant)$", 3, "ant"),
        (r"(?<=[ts])ion$", 5, ""),
        (r"ery$", 4, "er"),
        (r"ied$", 3, "y"),
        (r"ing$", 3, ""),
        (r"(?<!e)ed$", 3, ""),
    )
]
#: How the British write, as Americans do.
_BRITISH = [
    (re.compile(written), put)
    for written, put in ((r"(?<=[bt])re$", "er"), (r"(?<=\w{3})our", "or"), (r"yse$", "yze"))
]
_DOUBLED = re.compile(r"([bdgmnprt])\1$")


@lru_cache(maxsize=50_000)
def root(token: str) -> str:
    """Return the root of a folded word; nothing for what is no English word."""
    if not _WORD.fullmatch(token):
        return ""
    word = american(stem(token))
    if word.endswith("ly") and len(word) > 5:
        word = word[:-2]
    for ending, least, put in _ENDINGS:
        found = ending.search(word)
        if found and found.start() >= least and _VOWEL.search(word[: found.start()]):
            word = word[: found.start()] + put
            break
    if len(word) > 3:
        word = _DOUBLED.sub(r"\1", word).removesuffix("e")
    return word


def american(word: str) -> str:
    """Return a British word as Americans write it: ``"centre"`` → center."""
    for written, put in _BRITISH:
        word = written.sub(put, word)
    return word


def indexed(tokens: list[str]) -> list[str]:
    """Return what is indexed of a field: the stems of its ``tokens`` in their order, and after them
    the roots that are others, each once."""
    found = [stem(token) for token in tokens]
    others = (_MARK + root(token) for token in tokens if root(token) not in ("", stem(token)))
    return found + list(dict.fromkeys(others))


def ways(token: str) -> tuple[str, ...]:
    """Return what is looked for besides the stem of ``token`` to find all words of its root."""
    found = root(token)
    if not found:
        return ()
    return (_MARK + found,) if found == stem(token) else (_MARK + found, found)


@lru_cache(maxsize=50_000)
def compared(run: str) -> tuple[tuple[str, ...], ...]:
    """Return the tokens of one word of a text, each as its stem and its root. Remembered: texts
    repeat their words."""
    return tuple((stem(token), root(token)) for token in flat_tokens(run))
