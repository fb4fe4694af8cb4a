"""A query as a reader types it: words and "quoted phrases" that an entry must have, and -words that
it must not have."""

import re
from dataclasses import dataclass, replace

from glossary.search.analysis import split_word, stem, stem_alternatives
from glossary.search.snippets import SnippetTerm
from glossary.text.normalize import fold, words
from glossary.text.plain import clean_input
from glossary.text.stopwords import SEARCH_STOPWORDS, is_question
from glossary.text.tokens import is_unsegmented

MAX_LENGTH = 300
MAX_WORDS = 12
#: In a query of more words, nobody splits a compound by mistake.
_MAX_WORDS_OF_COMPOUND = 4
#: Fewer words stand next to each other by chance.
_MIN_WORDS_OF_PHRASE = 3
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂「」『』", '"'))
_CHUNK = re.compile(r'(?<!\S)(-(?=[\w"]))?(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True)
class QueryTerm:
    """Adjacent words as they are indexed. ``compound`` is the same as one word, ``stems`` are the
    tokens that find other shapes of a single word. The last token may be the beginning of a word if
    ``is_prefix``: the reader may not have finished it."""

    tokens: tuple[str, ...]
    words: tuple[str, ...] = ()
    compound: str = ""
    stems: tuple[str, ...] = ()
    is_prefix: bool = False
    is_quoted: bool = False

    @property
    def alternatives(self) -> tuple[tuple[str, ...], ...]:
        """The token sequences of which an entry must have one, first those that were typed."""
        others = ((token,) for token in (self.compound, *self.stems) if token)
        return (self.tokens, *others)

    @property
    def is_significant(self) -> bool:
        """Whether it says what the query is about."""
        return self.is_quoted or not SEARCH_STOPWORDS.issuperset(self.words)

    @property
    def snippet_term(self) -> SnippetTerm:
        """The term as it is marked in texts."""
        stems = ((stem(word),) for word in self.words if self.stems)
        return SnippetTerm((*self.alternatives, *stems), self.is_prefix)


@dataclass(frozen=True)
class Query:
    """A parsed query. ``text`` is what was typed, ``key`` the key of a name with these words."""

    text: str
    key: str = ""
    required: tuple[QueryTerm, ...] = ()
    excluded: tuple[QueryTerm, ...] = ()
    #: Adjacent words that the glossary also writes as one word.
    compounds: frozenset[str] = frozenset()

    @property
    def possible_compounds(self) -> dict[int, str]:
        """Adjacent words written as one word, by the index of the first term."""
        if len(self.required) > _MAX_WORDS_OF_COMPOUND:
            return {}
        pairs = enumerate(zip(self.required, self.required[1:], strict=False))
        return {
            index: one.words[0] + other.words[0]
            for index, (one, other) in pairs
            if len(one.words) == len(other.words) == 1 and not (one.is_quoted or other.is_quoted)
        }

    @property
    def alternatives(self) -> list[tuple[QueryTerm, ...]]:
        """The sets of terms of which an entry must have one: all required terms, or with two of
        them as a known compound."""
        found = [self.required]
        for index, word in self.possible_compounds.items():
            if word in self.compounds:
                compound = _word_term(word, is_prefix=self.required[index + 1].is_prefix)
                found.append((*self.required[:index], compound, *self.required[index + 2 :]))
        return found

    @property
    def snippet_terms(self) -> list[SnippetTerm]:
        """The terms that are marked in names and snippets: not the words that only ask."""
        terms = dict.fromkeys(term for terms in self.alternatives for term in terms)
        significant = [term for term in terms if term.is_significant]
        return [term.snippet_term for term in significant or terms]

    @property
    def words(self) -> list[str]:
        """The required words, folded, without those of quoted phrases."""
        return [word for term in self.required if not term.is_quoted for word in term.words]

    @property
    def without_question_words(self) -> "Query":
        """The query without the words that only ask, if it is a question."""
        if not is_question(self.key.split()):
            return self
        significant = tuple(term for term in self.required if term.is_significant)
        return replace(self, required=significant) if significant else self

    @property
    def as_phrase(self) -> "Query | None":
        """The query as one exact phrase, if it has several words and no quotes."""
        tokens = tuple(token for term in self.required for token in term.tokens)
        is_one = len(self.required) < 2 or self.has_phrases
        if is_one or len(tokens) < _MIN_WORDS_OF_PHRASE:
            return None
        return replace(self, required=(QueryTerm(tokens, is_prefix=self.last_word_is_prefix),))

    @property
    def has_phrases(self) -> bool:
        """Whether a part of it is quoted."""
        return any(term.is_quoted for term in self.required)

    @property
    def last_word_is_prefix(self) -> bool:
        """Whether the reader may not have finished the last word."""
        return bool(self.required) and self.required[-1].is_prefix

    def with_words(self, words: list[str]) -> "Query":
        """Return the query with ``words`` in place of its single words. Phrases stay."""
        quoted = tuple(term for term in self.required if term.is_quoted)
        terms = tuple(_word_term(word) for word in words)
        return replace(self, key=" ".join(words), required=quoted + terms)


def clean_query(raw: str) -> str:
    """Return a query as it is shown and searched."""
    return clean_input(raw, MAX_LENGTH)


def parse_query(raw: str) -> Query:
    """Return the query that ``raw`` means. No text is invalid."""
    text = clean_query(raw)
    required: list[QueryTerm] = []
    excluded: list[QueryTerm] = []
    key: list[str] = []
    for minus, quoted, plain in _CHUNK.findall(text.translate(_QUOTES)):
        found = words(quoted or plain)[:MAX_WORDS]
        if not found:
            continue
        if minus:
            excluded.append(_term(found))
            continue
        key += found
        if quoted:
            required.append(replace(_term(found), is_quoted=True))
        elif len(found) == 1:
            required.append(_word_term(found[0]))
        else:
            compound = "".join(found) if len(found) < _MAX_WORDS_OF_COMPOUND else ""
            required.append(replace(_term(found), compound=compound))
    required = required[:MAX_WORDS]
    if required and not text.translate(_QUOTES).endswith('"'):
        required[-1] = _as_prefix(required[-1])
    typed_key = " ".join(key) or ("" if excluded else fold(text))
    return Query(text, typed_key, tuple(required), tuple(excluded[:MAX_WORDS]))


def _term(words: list[str]) -> QueryTerm:
    tokens = tuple(token for word in words for token in split_word(word))
    return QueryTerm(tokens, tuple(words))


def _word_term(word: str, *, is_prefix: bool = False) -> QueryTerm:
    term = replace(_term([word]), stems=stem_alternatives(word))
    return _as_prefix(term) if is_prefix else term


def _as_prefix(term: QueryTerm) -> QueryTerm:
    """Return ``term`` as one whose last word goes on; scripts without spaces have no such words."""
    return replace(term, is_prefix=not is_unsegmented(term.tokens[-1]))
