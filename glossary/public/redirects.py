def moved_to(slug): return None
