"""What is indexed of an entry: the tokens of its texts, the suffixes of its names, and the words
that correct misspelled queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from glossary.models import Name, NameSuffix
from glossary.models.term import TEXT_FIELDS
from glossary.rendered_term import RenderedTerm
from glossary.search import spelling
from glossary.search.analysis import index_tokens, tokens
from glossary.search.backends import get_backend
from glossary.search.backends.base import FIELDS, IndexRow
from glossary.search.names import AUTHORED_KINDS
from glossary.text.stopwords import STOPWORDS
from glossary.text.tokens import TOKEN

#: Nobody writes more words as one.
_MAX_WORDS_OF_COMPOUND = 5
_MAX_POSITION = 12


def replace(ids: Sequence[int], terms: Iterable[RenderedTerm], names: Iterable[Name]) -> None:
    """Replace what is indexed of ``ids`` by ``terms``, whose names are ``names``."""
    names_of_term: dict[int, list[Name]] = defaultdict(list)
    for name in names:
        names_of_term[name.term_id].append(name)
    fields = {one.term.pk: indexed_texts(one, names_of_term[one.term.pk]) for one in terms}
    backend = get_backend()
    backend.delete(ids)
    backend.insert(
        [IndexRow(pk, [index_tokens(own[name]) for name in FIELDS]) for pk, own in fields.items()]
    )
    NameSuffix.objects.filter(term_id__in=ids).delete()
    NameSuffix.objects.bulk_create(
        suffix for own in names_of_term.values() for suffix in name_suffixes(own)
    )
    spelling.learn(
        (name for own in names_of_term.values() for name in own),
        (word for own in fields.values() for word in tokens(own["definition"])),
    )


def clear() -> None:
    """Delete everything that is indexed."""
    get_backend().clear()
    NameSuffix.objects.all().delete()
    spelling.forget_all()


def indexed_texts(rendered: RenderedTerm, names: Iterable[Name]) -> dict[str, str]:
    """Return what readers see of an entry as one text for each of FIELDS. Reads ``tags``."""
    authored = [name for name in names if name.kind in AUTHORED_KINDS]
    compounds = dict.fromkeys(filter(None, (_compound(name.key) for name in authored)))
    texts: dict[str, list[str]] = {
        "names": [*(name.text for name in authored), *compounds],
        "applications": [f"{title}. {text}" for title, text in rendered.plain_applications()],
    }
    plain_texts = rendered.plain_texts()
    for field in TEXT_FIELDS:
        texts.setdefault(field.search_column, []).append(plain_texts[field.name])
    texts.setdefault("text", []).extend(tag.name for tag in rendered.term.tags.all())
    return {name: " · ".join(texts.get(name, ())) for name in FIELDS}


def name_suffixes(names: Iterable[Name]) -> Iterator[NameSuffix]:
    """Yield the unsaved suffixes of the names of one entry, each key once. Generated forms have
    none: they begin with the same words."""
    authored = [name for name in names if name.kind in AUTHORED_KINDS]
    keys = {name.key for name in authored}
    for name in authored:
        for position, key in _suffixes(name.key):
            if key not in keys:
                keys.add(key)
                yield NameSuffix(
                    term_id=name.term_id,
                    kind=name.kind,
                    position=position,
                    key=key,
                    text=name.text,
                    sort_key=name.sort_key,
                )


def _suffixes(key: str) -> Iterator[tuple[int, str]]:
    """Yield the key as one word, at position 0, and from each of its words on."""
    if compound := _compound(key):
        yield 0, compound
    for position, token in enumerate(islice(TOKEN.finditer(key), _MAX_POSITION + 1)):
        if position and token[0] not in STOPWORDS:
            yield position, key[token.start() :]


def _compound(key: str) -> str:
    """Return a key of a few words as one word; "" for other keys."""
    words = key.split()
    return "".join(words) if 1 < len(words) <= _MAX_WORDS_OF_COMPOUND else ""
