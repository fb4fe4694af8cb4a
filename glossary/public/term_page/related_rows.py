"""What belongs to an entry in many tables, read in one round trip."""

from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from glossary.linking import backlinks
from glossary.models import Alias, Application, Edition, LinkExclusion, Name, Source, Term, TermTag

_LETTERS = "abcdefgh"
_COLUMNS = ("part", "place", *_LETTERS)


def parts_of(term: Term) -> dict[str, list[list[str]]]:
    """Return the columns of the rows of each part, in order, as texts: aliases, applications,
    sources, tags, excluded links, the entries before and after, stored mentions, texts
    to be read anew, the edition, the newest name. One UNION."""
    first, *others = _arms(term)
    parts: dict[str, list[list[str]]] = {
        name: []
        for name in (
            *("alias", "application", "source", "tag", "exclusion", "previous", "next"),
            *("mention", "stale", "edition", "name"),
        )
    }
    for part, _place, *columns in first.union(*others, all=True).order_by("part", "place", "a"):
        parts[part].append(columns)
    return parts


def _arms(term: Term) -> list[QuerySet[Any, Any]]:
    before, after = _neighbours(term)
    stale = Case(When(stale=True, then=Value("yes")), default=Value(""), output_field=CharField())
    newest = Name.objects.filter(links=True).order_by("-pk")
    mentions = backlinks.stored(term).annotate(is_stale=stale)
    return [
        _columns(
            Alias.objects.filter(term=term).exclude(kind=Alias.Kind.MISSPELLING),
            *("alias", "id", "text", "kind"),
        ),
        _columns(
            Application.objects.filter(term=term),
            *("application", "position", "title", "description"),
        ),
        _columns(
            Source.objects.filter(term=term), *("source", "id", "title", "url", "author", "year")
        ),
        _columns(
            TermTag.objects.filter(content_object=term), *("tag", "id", "tag__name", "tag__slug")
        ),
        _columns(
            LinkExclusion.objects.filter(term=term), "exclusion", "id", "target_id", "context"
        ),
        _columns(before, "previous", "id", "name", "slug"),
        _columns(after, "next", "id", "name", "slug"),
        _columns(
            mentions,
            *("mention", "source_id", "source__sort_key", "source__slug", "source__name"),
            *("sentence", "start", "text", "is_stale", "source_id"),
        ),
        _columns(backlinks.marked(term), "stale", "id", "source_id"),
        _columns(Edition.objects.filter(pk=1), "edition", "id", "number"),
        _columns(Name.objects.filter(pk__in=newest.values("pk")[:1]), "name", "id", "id"),
    ]


def _columns(rows: QuerySet[Any], part: str, place: str, *names: str) -> QuerySet[Any, Any]:
    texts = [Cast(F(name), CharField()) for name in names]
    texts += [Value("", CharField())] * (len(_LETTERS) - len(texts))  # type: ignore[list-item]
    return (
        rows.order_by()
        .annotate(
            part=Value(part, CharField()),
            place=F(place),
            **dict(zip(_LETTERS, texts, strict=True)),
        )
        .values_list(*_COLUMNS)
    )


def _neighbours(term: Term) -> tuple[QuerySet[Term], QuerySet[Term]]:
    """The entries before and after in A–Z order."""
    public = Term.objects.published()
    before = public.filter(
        Q(sort_key__lt=term.sort_key) | Q(slug__lt=term.slug), sort_key__lte=term.sort_key
    ).order_by("-sort_key", "-slug")
    after = public.filter(
        Q(sort_key__gt=term.sort_key) | Q(slug__gt=term.slug), sort_key__gte=term.sort_key
    ).order_by("sort_key", "slug")
    return (
        Term.objects.filter(pk__in=before.values("pk")[:1]),
        Term.objects.filter(pk__in=after.values("pk")[:1]),
    )
