"""Words that do not say what a text or a question is about."""

from collections.abc import Sequence

from glossary.text.normalize import fold

#: Common English words. Names are looked up by their other words.
# fmt: off
STOPWORDS = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "do", "for",
    "from", "had", "has", "have", "how", "if", "in", "into", "is", "it", "its", "may", "more",
    "most", "no", "not", "of", "on", "one", "or", "our", "so", "such", "than", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "those", "to", "was", "we",
    "were", "what", "when", "where", "which", "while", "who", "will", "with", "would", "you",
    "your",
})
# fmt: on
_QUESTIONS = """
    about between define defined definition describe did do does difference differences explain
    explained explanation give how i mean meaning means me my please should tell term vs versus was
    were whats s t want why work works working stand stands
"""
_OTHER_LANGUAGES = """
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
#: A question begins with one of these.
_QUESTION_BEGINNINGS_TEXT = """
    can compare define describe difference differences do does explain how meaning should what whats
    when where which who why
    cómo cuál qué para por che come cosa perché comment pourquoi quel quelle quoi warum was wie wer
    como qual quais что как кто почему ne nasıl
"""
#: One of these between two names asks for both.
_COMPARISONS_TEXT = """
    compare compared comparison contra difference differences different diferencia diferença
    différence differenza unterschied versus vs
"""


def _folded(text: str) -> frozenset[str]:
    return frozenset(map(fold, text.split()))


#: Words that a search ignores where the others decide.
SEARCH_STOPWORDS = STOPWORDS | _folded(_QUESTIONS + _OTHER_LANGUAGES)
_QUESTION_BEGINNINGS = _folded(_QUESTION_BEGINNINGS_TEXT)
_COMPARISONS = _folded(_COMPARISONS_TEXT)


def significant(words: Sequence[str]) -> list[str]:
    """Return ``words`` without those that a search ignores, or all of them if no other is left."""
    return [word for word in words if word not in SEARCH_STOPWORDS] or list(words)


def is_question(words: Sequence[str]) -> bool:
    """Return whether ``words`` are a question, so that its stop words only ask."""
    return len(words) > 1 and (words[0] in _QUESTION_BEGINNINGS or is_comparison(words))


def is_comparison(words: Sequence[str]) -> bool:
    """Return whether ``words`` ask how two things differ."""
    return not _COMPARISONS.isdisjoint(words)
