"""Stock Django, for comparison: no row-level security, no strict headers, one table."""
