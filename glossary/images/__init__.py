"""Images: uploads, checked and re-encoded, and the image of an entry for link previews."""
