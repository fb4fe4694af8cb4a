"""The site's search in the browser's own search box (OpenSearch 1.1)."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.views.generic import TemplateView

from glossary import conf
from glossary.text.plain import printable

#: OpenSearch allows no longer names.
_SHORT, _LONG = 16, 48


class OpenSearchView(TemplateView):
    """``/opensearch.xml``."""

    template_name = "opensearch.xml"
    content_type = "application/opensearchdescription+xml; charset=utf-8"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = printable(conf.get("NAME"))
        return super().get_context_data(
            short_name=name[:_SHORT].strip(),
            long_name=name[:_LONG].strip(),
            search=f"{settings.SITE_URL}{reverse('glossary:search')}",
            itself=f"{settings.SITE_URL}{reverse('glossary:opensearch')}",
            icon=f"{settings.SITE_URL}{static('glossary/icon.svg')}",
            **kwargs,
        )
