"""Finding terms: query words, one index per database, ranking tiers."""
