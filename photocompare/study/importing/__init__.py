"""Import: photos of a folder, a drop or a manifest become a proposal, and a proposal part of a study."""

from photocompare.study.importing.apply import with_proposals
from photocompare.study.importing.contact_sheet import contact_sheet
from photocompare.study.importing.proposal import CONFIDENCES, Confidence, Proposal
from photocompare.study.importing.propose import propose, propose_files, propose_folder
from photocompare.study.importing.sheet import proposal_csv, read_proposal
from photocompare.study.importing.shots import Shot, read_shots

__all__ = [
    "CONFIDENCES",
    "Confidence",
    "Proposal",
    "Shot",
    "contact_sheet",
    "proposal_csv",
    "propose",
    "propose_files",
    "propose_folder",
    "read_proposal",
    "read_shots",
    "with_proposals",
]
