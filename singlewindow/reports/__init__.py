"""Reports: what happened in a span of days, counted from the rows themselves."""
