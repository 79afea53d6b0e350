"""The measures, one family a file; each a decorated pure function of a Patch."""
