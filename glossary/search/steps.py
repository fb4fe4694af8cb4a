"""What is tried where nothing answers a question as it was typed; each step says what it did."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import log

from glossary.search.corrections import corrected
from glossary.search.engine import Answer, ask, spoken_of
from glossary.search.query import Query, parse
from glossary.search.shelves import Shelves
from glossary.search.stopwords import telling
from glossary.search.store import backend
from glossary.search.tokens import is_dense


class Step(StrEnum):
    """How far one had to go."""

    TYPED = "typed"
    TELLING = "telling"
    CORRECTED = "corrected"
    MOST = "most"


#: How much more it says that a word stands in a name, in a definition.
_FIELDS = {"": 1.0, "definition": 1.0, "names": 2.0}
_MOST_OF_WORD = 5_000


@dataclass(frozen=True)
class Reply:
    """An answer to what was asked, after ``step``; ``words`` are those that were looked for, and
    ``meant`` is the question the reader may have meant."""

    query: Query
    answer: Answer
    step: Step = Step.TYPED
    words: str = ""
    meant: str = ""


def reply(text: str, stock: Shelves) -> Reply:
    """Return what answers ``text``; where nothing does, what answers it without the words that only
    ask, with its spelling corrected, or with most of its words."""
    query = parse(text)
    typed = ask(query, stock)
    words = query.words
    if typed.found:
        last = words[-1:] if query.is_open else []
        meant = [] if typed.matches else corrected(last, stock.public, is_open=False)
        is_new = meant != last and bool(meant)
        return Reply(query, typed, meant=" ".join([*words[:-1], *meant]) if is_new else "")
    if not words:
        return Reply(query, typed)
    subject = telling(words)
    if subject != words and (answer := ask(query.of_words(subject), stock)).found:
        return Reply(query, answer, Step.TELLING, " ".join(subject))
    better = corrected(words, stock.public, query.is_open)
    for tried in [better, telling(better)] if better != words else []:
        if (answer := ask(query.of_words(tried), stock)).found:
            return Reply(query, answer, Step.CORRECTED, " ".join(tried))
    better = telling(better)
    answer = _most(query.of_words(better), better, stock)
    return Reply(query, answer, Step.MOST if answer.found else Step.TYPED, " ".join(better))


def _most(query: Query, words: list[str], stock: Shelves) -> Answer:
    """The entries that have most of ``words``: rare words say more than common ones, names and
    definitions more than texts. Alike in every database. One query for each field."""
    asked = [query.of_words([word]) for word in dict.fromkeys(words)]
    if len(asked) < 2 and not any(map(is_dense, words)):
        return Answer(query)
    worth: dict[int, float] = {}
    total = max(len(stock.entries), 1)
    rarity = [1.0] * len(asked)
    for name, weight in _FIELDS.items():
        for number, ids in enumerate(backend().matching(asked, only=name, most=_MOST_OF_WORD)):
            if not name:
                rarity[number] = log(1 + total / (1 + len(ids)))
            for pk in ids:
                worth[pk] = worth.get(pk, 0.0) + weight * rarity[number]
    for pk, match in spoken_of(words, stock, 1).items():
        worth[pk] = worth.get(pk, 0.0) + max(rarity) * max(match.length, len(match.text) / 4)
    public = stock.public(worth)
    ranking = sorted(public, key=lambda pk: (-worth[pk], pk))
    least = 0.5 * worth[ranking[0]] if ranking else 0.0
    kept = [pk for pk in ranking if worth[pk] >= least]
    return replace(Answer(query), found=set(kept), ranking=kept, is_ranked=True)
