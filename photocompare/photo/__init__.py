"""A file becomes a Photo: decoded strictly, upright, its color space known, hashed."""

from photocompare.photo.differences import pair_findings, photo_findings
from photocompare.photo.glance import glance
from photocompare.photo.limits import Limits
from photocompare.photo.photo import Box, Metadata, Photo, Transfer
from photocompare.photo.previews import Preview, preview
from photocompare.photo.read import decode_photo, read_photo

__all__ = [
    "Box",
    "Limits",
    "Metadata",
    "Photo",
    "Preview",
    "Transfer",
    "decode_photo",
    "glance",
    "pair_findings",
    "photo_findings",
    "preview",
    "read_photo",
]
