"""What is tried where nothing answers a question as it was typed; each step says what it did."""

from dataclasses import dataclass
from enum import StrEnum

from glossary.search.catalogue import Catalogue
from glossary.search.corrections import corrected
from glossary.search.engine import Answer, ask
from glossary.search.names import Tier
from glossary.search.partial import most, nearly_named
from glossary.search.query import Query, parse
from glossary.text.stopwords import significant


class Step(StrEnum):
    """How far one had to go."""

    TYPED = "typed"
    TELLING = "telling"
    CORRECTED = "corrected"
    MOST = "most"


@dataclass(frozen=True)
class Reply:
    """An answer to what was asked, after ``step``; ``words`` are those that were looked for, and
    ``meant`` is the question the reader may have meant."""

    query: Query
    answer: Answer
    step: Step = Step.TYPED
    words: str = ""
    meant: str = ""


def reply(text: str, catalogue: Catalogue) -> Reply:
    """Return what answers ``text``; where nothing does, what answers it without the words that only
    ask, with its spelling corrected, or with most of its words."""
    query = parse(text)
    typed = ask(query, catalogue)
    words = query.words
    if typed.found:
        return _with_other_names(query, typed, catalogue)
    if not words:
        return Reply(query, typed)
    subject = significant(words)
    if subject != words and (answer := ask(query.of_words(subject), catalogue)).found:
        return Reply(query, answer, Step.TELLING, " ".join(subject))
    better = corrected(words, catalogue, query.is_open)
    for tried in [better, significant(better)] if better != words else []:
        if (answer := ask(query.of_words(tried), catalogue)).found:
            return Reply(query, answer, Step.CORRECTED, " ".join(tried))
    better = significant(better)
    answer = most(query.of_words(better), better, catalogue)
    return Reply(query, answer, Step.MOST if answer.found else Step.TYPED, " ".join(better))


def _with_other_names(query: Query, typed: Answer, catalogue: Catalogue) -> Reply:
    """Where only texts answer, names may say better what is meant: those with the last word spelt
    right, which may have been found as a beginning only, and those with the telling words."""
    if typed.matches or typed.named:
        return Reply(query, typed)
    words = query.words
    last = words[-1:] if query.is_open else []
    better = corrected(last, catalogue, is_open=False)
    meant = " ".join([*words[:-1], *better]) if better != last else ""
    spelt = ask(query.of_words(meant.split()), catalogue) if meant else Answer(query)
    matches = {pk: match._replace(tier=Tier.MISSPELT) for pk, match in spelt.matches.items()}
    is_plain = not (query.unwanted or any(piece.is_quoted for piece in query.wanted))
    is_loose = is_plain and not typed.said
    first = nearly_named(typed.query, catalogue, len(typed.found)) if is_loose else []
    own = [pk for pk in spelt.order if pk in spelt.named]
    answer = Answer(
        typed.query,
        typed.found | matches.keys() | set(first) | spelt.named,
        matches,
        frozenset({*spelt.named, *first}),
        typed.said,
        list(dict.fromkeys([*own, *first, *typed.order])),
    )
    return Reply(query, answer, meant=meant)
