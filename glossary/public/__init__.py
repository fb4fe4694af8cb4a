"""The public site: views, URLs, feeds, sitemaps, API and downloads."""
