"""The site: settings, root addresses, WSGI and ASGI entry points."""
