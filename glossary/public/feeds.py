"""The Atom feed of recently published or changed entries (RFC 4287)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from glossary import conf
from glossary.conf import absolute_url
from glossary.models import Category, Term
from glossary.text.markdown import render_inline
from glossary.text.plain import plain, printable

#: When readers could first see an entry as it is now: a scheduled entry is new at its publication
#: time, whenever it was written.
VISIBLE_SINCE = Greatest("updated", Coalesce("publish_at", "updated"))


class LatestFeed(Feed):
    feed_type = Atom1Feed

    def title(self) -> str:
        return str(conf.get("NAME"))

    def subtitle(self) -> str:
        return _("Recently published or changed entries")

    def link(self) -> str:
        return absolute_url(reverse("glossary:index"))

    def feed_url(self) -> str:
        return absolute_url(reverse("glossary:feed"))

    def author_name(self) -> str:
        # RFC 4287, 4.1.1: a feed must name an author.
        return str(conf.get("NAME"))

    def items(self) -> QuerySet[Term]:
        terms: QuerySet[Term] = Term.objects.current().select_related("category")
        return terms.annotate(visible_since=VISIBLE_SINCE).order_by("-visible_since", "slug")[
            : conf.get("FEED_SIZE")
        ]

    def item_title(self, item: Term) -> str:
        return printable(item.name)

    def item_description(self, item: Term) -> str:
        # Feed readers treat it as HTML: "List<int>" must be "List&lt;int&gt;".
        return escape(plain(render_inline(item.definition)))

    def item_link(self, item: Term) -> str:
        return absolute_url(item.get_absolute_url())

    def item_guid(self, item: Term) -> str:
        # A tag: URI (RFC 4151) stays the same when the slug changes.
        host = settings.SITE_URL.split("://")[1].split(":")[0]
        return f"tag:{host},{item.created:%Y-%m-%d}:term/{item.pk}"

    def item_pubdate(self, item: Term) -> datetime:
        return item.first_published or item.created

    def item_updateddate(self, item: Any) -> datetime:
        visible_since: datetime = item.visible_since
        return visible_since

    def item_categories(self, item: Term) -> list[str]:
        category: Category = item.category
        return [printable(category.name)]
