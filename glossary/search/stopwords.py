"""Words that hold a question together and say nothing of its subject."""

from collections.abc import Sequence

from glossary.text.collation import fold
from glossary.text.mentioning import COMMON

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
STOP = COMMON | {fold(word) for word in (_QUESTIONS + _ELSEWHERE).split()}


def telling(words: Sequence[str]) -> list[str]:
    """Return ``words`` without those that only ask; all where nothing else is left."""
    return [word for word in words if word not in STOP] or list(words)
