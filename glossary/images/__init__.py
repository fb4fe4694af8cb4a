"""Images: uploads checked and re-encoded, the picture of an entry for link previews."""
