"""The table of a blinded grading, written by `grade agreement`, read by the report."""

AGREEMENT_FILE = "agreement.csv"
AGREEMENT_COLUMNS = (
    "scale",
    "scale_version",
    "analysis",
    "who",
    "versus",
    "statistic",
    "n",
    "value",
    "low",
    "high",
    "p",
    "note",
)
