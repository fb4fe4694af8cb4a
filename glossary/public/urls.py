"""STOPGAP until the public helper writes it."""
from django.urls import path, include, register_converter
from django.contrib import admin
from django.http import HttpResponse
from glossary.public.terms import TermDetailView
from glossary.public.index import IndexView
class U:
    regex="[^/]+"
    def to_python(self,v): return v
    def to_url(self,v): return v
try: register_converter(U,"uslug")
except ValueError: pass
d=lambda r,**k: HttpResponse("x")
app_name="glossary"
urlpatterns=[path("glossary/",IndexView.as_view(),name="index"),path("glossary/<uslug:slug>/",TermDetailView.as_view(),name="term"),path("categories/<uslug:slug>/",d,name="category"),path("tags/<uslug:slug>/",d,name="tag"),path("search/",d,name="search"),path("feed/",d,name="feed"),path("contact/",d,name="contact"),path("<uslug:slug>/",d,name="page")]
