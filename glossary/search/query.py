"""What a reader asks for: words and "quoted phrases" an entry must have, -words it must not."""

import re
from dataclasses import dataclass, replace

from glossary.search.analysis import split_word, stem, stem_alternatives
from glossary.search.snippets import MissingTerm
from glossary.text.normalize import fold, words
from glossary.text.plain import printable
from glossary.text.stopwords import SEARCH_STOPWORDS, is_question
from glossary.text.tokens import is_unsegmented

MAX_QUERY = 300
MAX_WORDS = 12
#: Beyond this many words nobody writes two as one by mistake.
_MAX_JOINED = 4
#: Fewer words stand next to one another by chance.
_MIN_PHRASE = 3
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂「」『』", '"'))
_CHUNK = re.compile(r'(?<!\S)(-(?=[\w"]))?(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True)
class Piece:
    """Words that stand next to one another, as they are indexed; ``begun`` is the last one as it
    was typed where it may go on, ``joined`` the same written as one word, ``roots`` what finds
    the other shapes of a single word."""

    tokens: tuple[str, ...]
    words: tuple[str, ...] = ()
    begun: str = ""
    joined: str = ""
    roots: tuple[str, ...] = ()
    is_quoted: bool = False

    @property
    def ways(self) -> tuple[tuple[str, ...], ...]:
        """The tokens any of which will do, those as typed first."""
        others = ((way,) for way in (self.joined, *self.roots) if way)
        return (self.tokens, *others)

    @property
    def written(self) -> MissingTerm:
        """The piece in all the ways in which a text that readers see may write it."""
        stems = ((stem(word),) for word in self.words if self.roots)
        return MissingTerm((*self.ways, *stems), self.begun)


@dataclass(frozen=True)
class Query:
    """A question. ``text`` is what was typed, ``key`` how a name asked for would be keyed."""

    text: str
    key: str = ""
    wanted: tuple[Piece, ...] = ()
    unwanted: tuple[Piece, ...] = ()
    #: Which neighbours are known to be one word as well.
    compounds: frozenset[str] = frozenset()

    @property
    def neighbours(self) -> dict[int, str]:
        """Words that stand side by side, written as one, by the place of the first."""
        if len(self.wanted) > _MAX_JOINED:
            return {}
        pairs = enumerate(zip(self.wanted, self.wanted[1:], strict=False))
        return {
            place: one.words[0] + other.words[0]
            for place, (one, other) in pairs
            if len(one.words) == len(other.words) == 1 and not (one.is_quoted or other.is_quoted)
        }

    @property
    def variants(self) -> list[tuple[Piece, ...]]:
        """What answers the question: all that is wanted, or with two neighbours written as one,
        where that is a word."""
        found = [self.wanted]
        for place, word in self.neighbours.items():
            if word in self.compounds:
                joined = _piece(word, bool(self.wanted[place + 1].begun))
                found.append((*self.wanted[:place], joined, *self.wanted[place + 2 :]))
        return found

    @property
    def written(self) -> list[MissingTerm]:
        """What is marked in names and passages: not the words that only ask."""
        pieces = dict.fromkeys(piece for variant in self.variants for piece in variant)
        telling = [p for p in pieces if p.is_quoted or not SEARCH_STOPWORDS.issuperset(p.words)]
        return [piece.written for piece in telling or pieces]

    @property
    def words(self) -> list[str]:
        """The words asked for, folded, without those of quoted phrases."""
        return [word for piece in self.wanted if not piece.is_quoted for word in piece.words]

    @property
    def subject(self) -> "Query":
        """What a question is about: all the same, without the words that only ask."""
        if not is_question(self.key.split()):
            return self
        said = [
            piece
            for piece in self.wanted
            if piece.is_quoted or not SEARCH_STOPWORDS.issuperset(piece.words)
        ]
        return replace(self, wanted=tuple(said)) if said else self

    @property
    def phrase(self) -> "Query | None":
        """The question as one phrase, where it is one of several words."""
        tokens = tuple(token for piece in self.wanted for token in piece.tokens)
        is_one = len(self.wanted) < 2 or any(piece.is_quoted for piece in self.wanted)
        if is_one or len(tokens) < _MIN_PHRASE:
            return None
        return replace(self, wanted=(Piece(tokens, begun=self.wanted[-1].begun),))

    @property
    def is_open(self) -> bool:
        """Whether the last word may be the beginning of one."""
        return bool(self.wanted and self.wanted[-1].begun)

    def of_words(self, chosen: list[str]) -> "Query":
        """Return the question with ``chosen`` instead of its single words; phrases stay."""
        quoted = tuple(piece for piece in self.wanted if piece.is_quoted)
        pieces = tuple(_piece(word) for word in chosen)
        return replace(self, key=" ".join(chosen), wanted=quoted + pieces)


def clean(raw: str) -> str:
    """Return what was typed in a form that can be shown and asked: bounded, on one line."""
    return " ".join(printable(raw[: 2 * MAX_QUERY]).replace("\ufffd", " ").split())[:MAX_QUERY]


def parse(raw: str) -> Query:
    """Return the question that ``raw`` asks. Anything may be typed."""
    text = clean(raw)
    wanted: list[Piece] = []
    unwanted: list[Piece] = []
    key: list[str] = []
    for minus, quoted, plain in _CHUNK.findall(text.translate(_QUOTES)):
        found = words(quoted or plain)[:MAX_WORDS]
        if not found:
            continue
        if minus:
            unwanted.append(_phrase(found))
            continue
        key += found
        if quoted:
            wanted.append(replace(_phrase(found), is_quoted=True))
        elif len(found) == 1:
            wanted.append(_piece(found[0]))
        else:
            joined = "".join(found) if len(found) < _MAX_JOINED else ""
            wanted.append(replace(_phrase(found), joined=joined))
    wanted, ends_open = wanted[:MAX_WORDS], not text.translate(_QUOTES).endswith('"')
    if wanted and key and ends_open and not is_unsegmented(begun := split_word(key[-1])[-1]):
        wanted[-1] = replace(wanted[-1], begun=begun)
    asked = " ".join(key) or ("" if unwanted else fold(text))
    return Query(text, asked, tuple(wanted), tuple(unwanted[:MAX_WORDS]))


def _phrase(found: list[str]) -> Piece:
    tokens = tuple(token for word in found for token in split_word(word))
    return Piece(tokens, tuple(found))


def _piece(word: str, is_begun: bool = False) -> Piece:
    piece = replace(_phrase([word]), roots=stem_alternatives(word))
    return replace(piece, begun=word) if is_begun and not is_unsegmented(word) else piece
