"""Categories, tags, pages, navigation links and redirects in the admin."""
