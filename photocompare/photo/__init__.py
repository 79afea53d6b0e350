"""A file becomes a Photo: decoded strictly, upright, its color space known, hashed."""

from photocompare.photo.photo import Box, Metadata, Photo, Transfer
from photocompare.photo.read import read_photo

__all__ = ["Box", "Metadata", "Photo", "Transfer", "read_photo"]
