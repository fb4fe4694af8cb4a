"""Words that hold a question together and say nothing of its subject."""

from collections.abc import Sequence

from glossary.text.normalize import fold
from glossary.text.tokens import STOPWORDS

_QUESTIONS = """
    about between define defined definition describe did do does difference differences explain
    explained explanation give how i mean meaning means me my please should tell term vs versus was
    were whats s t want why work works working stand stands
"""
_ELSEWHERE = """
    como cual cuales de del el en entre es la las los para por que se significa son un una y
    cos cosa che di il lo le gli tra una uno e per
    comment dans des du est et les ce entre pour quel quelle quoi qui qu c une un
    aus bei das dem den der die ein eine einen einer fur im ist mit sind und von was wie wofur zu
    zum
    a as com da das do dos e em na no o os ou para qual quais sao uma um
    bir bu icin mi ne nedir ve
    va voor wat een het zijn van
    в и из к как на о по что такое это
    кто для
"""
#: With one of these a question begins.
_ASKING = """
    can compare define describe difference differences do does explain how meaning should what whats
    when where which who why
    cómo cuál qué para por che come cosa perché comment pourquoi quel quelle quoi warum was wie wer
    como qual quais что как кто почему ne nasıl
"""
#: One of these between two names asks for both.
_COMPARING = """
    compare compared comparison contra difference differences different diferencia diferença
    différence differenza unterschied versus vs
"""


def _folded(text: str) -> frozenset[str]:
    return frozenset(map(fold, text.split()))


STOP = STOPWORDS | _folded(_QUESTIONS + _ELSEWHERE)
_BEGINNINGS = _folded(_ASKING)
_COMPARISONS = _folded(_COMPARING)


def telling(words: Sequence[str]) -> list[str]:
    """Return ``words`` without those that only ask; all where nothing else is left."""
    return [word for word in words if word not in STOP] or list(words)


def asks(words: Sequence[str]) -> bool:
    """Return whether ``words`` are a question, so that some of them only ask."""
    return len(words) > 1 and (words[0] in _BEGINNINGS or compares(words))


def compares(words: Sequence[str]) -> bool:
    """Return whether ``words`` ask how two things differ."""
    return not _COMPARISONS.isdisjoint(words)
