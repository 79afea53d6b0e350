"""The rater's screen: the photo large, one key an answer, nothing else."""
