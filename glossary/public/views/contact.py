"""The contact form: sends an e-mail, protected by a honeypot field and a rate limit."""

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
from glossary.text.plain import clean_input

logger = logging.getLogger(__name__)


class ContactForm(forms.Form):
    """``website`` is a honeypot: people neither see nor hear it, robots fill it in."""

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
        validators=[validate_printable],  # Django's own accepts quoted control characters
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
        """Send the message. Raises OSError or SMTPException if the mail server fails."""
        data = self.cleaned_data
        EmailMessage(
            subject=f"[{conf.get('NAME')}] " + gettext("Message from the contact form"),
            body=f"{data['name']} <{data['email']}>\n\n{data['message']}\n",
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[settings.CONTACT_EMAIL],
            reply_to=[data["email"]],
        ).send()


class ContactView(FormView):
    """``/contact/``: the text of the page with the slug ``contact``, and the form."""

    template_name = "glossary/contact.html"
    form_class = ContactForm
    success_url = reverse_lazy("glossary:contact_sent")

    def get_initial(self) -> dict[str, Any]:
        """Start the message with the entry in ``?about=<slug>``."""
        slug = clean_input(self.request.GET.get("about", ""))
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
        if _is_over_limit(self.request):
            form.add_error(
                None, _("You have just sent several messages. Please try again in an hour.")
            )
            return self._form_error(form, 429)
        try:
            form.send()
        except (OSError, SMTPException):
            logger.exception("The contact form could not deliver a message.")
            form.add_error(None, _("Your message could not be sent. Please try again later."))
            return self._form_error(form, 503)
        return super().form_valid(form)

    def _form_error(self, form: ContactForm, status: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)


def _is_over_limit(request: HttpRequest) -> bool:
    """Count a message from this address, and return whether there are too many without a pause of
    the length of the window. Only a keyed hash of the address is stored."""
    key = (
        "contact."
        + salted_hmac("glossary.contact", _address(request), algorithm="sha256").hexdigest()
    )
    window = conf.get("CONTACT_WINDOW")
    if cache.add(key, 1, window):
        return False
    try:
        sent = cache.incr(key)
    except ValueError:  # it has just expired
        return False
    # The database cache's incr resets the timeout to the default of the cache.
    cache.touch(key, window)
    return sent > conf.get("CONTACT_LIMIT")


def _address(request: HttpRequest) -> str:
    """Return the address of the visitor; behind a proxy, the one that the proxy added last."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    address: str = forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    return _without_host_part(address)


def _without_host_part(address: str) -> str:
    """Return an IPv6 address without its lower half: one connection has 2**64 addresses."""
    try:
        ipv6 = IPv6Address(address)
    except ValueError:
        return address
    return str(ipv6.ipv4_mapped or int(ipv6) >> 64)


class ContactSentView(TemplateView):
    template_name = "glossary/contact_sent.html"
