"""The contact form: delivered by Django's e-mail, guarded by a honeypot and a rate limit."""

import logging
from ipaddress import IPv6Address
from smtplib import SMTPException
from typing import Any

from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from glossary import conf
from glossary.conf import absolute_url
from glossary.models import Page, Term
from glossary.models.fields import validate_printable

logger = logging.getLogger(__name__)


class ContactForm(forms.Form):
    """``website`` is for robots only: people neither see nor hear of it."""

    required_css_class = "required"
    error_css_class = "has-error"

    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        validators=[validate_printable],  # beside Django's own, which lets quoted controls pass
        help_text=_("Only used to answer you."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    message = forms.CharField(
        label=_("Your message"),
        max_length=5_000,
        widget=forms.Textarea({"rows": 8}),
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    def send(self) -> None:
        """Deliver the message. Raises OSError or SMTPException where the mail server fails."""
        data = self.cleaned_data
        EmailMessage(
            subject=f"[{conf.get('NAME')}] " + gettext("Message from the contact form"),
            body=f"{data['name']} <{data['email']}>\n\n{data['message']}\n",
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[settings.CONTACT_EMAIL],
            reply_to=[data["email"]],
        ).send()


class ContactView(FormView):
    """``/contact/``: the text of the page called ``contact``, and the form."""

    template_name = "glossary/contact.html"
    form_class = ContactForm
    success_url = reverse_lazy("glossary:contact_sent")

    def get_initial(self) -> dict[str, Any]:
        """``?about=<slug>`` begins the message with the entry it is about."""
        slug = self.request.GET.get("about", "").replace("\x00", "")
        term = Term.objects.published().filter(slug=slug).first() if slug else None
        if term is None:
            return super().get_initial()
        return {"message": f"{term.name}\n{absolute_url(term.get_absolute_url())}\n\n"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Page.objects.filter(slug="contact", is_published=True).first()
        return super().get_context_data(page=page, **kwargs)

    def form_valid(self, form: ContactForm) -> HttpResponse:
        if form.cleaned_data["website"]:
            return super().form_valid(form)
        if _too_many(self.request):
            form.add_error(
                None, _("You have sent several messages just now. Please try again in an hour.")
            )
            return self._refused(form, 429)
        try:
            form.send()
        except (OSError, SMTPException):
            logger.exception("The contact form could not deliver a message.")
            form.add_error(
                None, _("Your message could not be delivered just now. Please try again later.")
            )
            return self._refused(form, 503)
        return super().form_valid(form)

    def _refused(self, form: ContactForm, status: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)


def _too_many(request: HttpRequest) -> bool:
    """Count a message from this address; true where too many came without a pause of the window's
    length. The address itself is not kept, only a keyed hash of it."""
    key = (
        "contact."
        + salted_hmac("glossary.contact", _address(request), algorithm="sha256").hexdigest()
    )
    window = conf.get("CONTACT_WINDOW")
    if cache.add(key, 1, window):
        return False
    try:
        sent = cache.incr(key)
    except ValueError:  # it expired in between
        return False
    # Django's own incr, which the database cache has, falls back to the cache's usual timeout.
    cache.touch(key, window)
    return sent > conf.get("CONTACT_LIMIT")


def _address(request: HttpRequest) -> str:
    """The visitor's network address: behind a proxy, the one that the proxy itself added last."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    address: str = forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    return _household(address)


def _household(address: str) -> str:
    """An IPv6 address without its lower half: one household has 2**64 of them to send from."""
    try:
        found = IPv6Address(address)
    except ValueError:
        return address
    return str(found.ipv4_mapped or int(found) >> 64)


class ContactSentView(TemplateView):
    template_name = "glossary/contact_sent.html"
