"""The class-based views of the public pages."""
