"""Makers of camera RAW (DNG) and DICOM, and the eight orientations written down a second time."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import tifffile
from PIL import Image

from tests.photocompare.photo import makers

Array = np.ndarray[Any, Any]


def turned(pixels: Array, orientation: int) -> Array:
    """Return pixels as Exif means them to be seen; by index, so that it is no copy of the reader's way."""
    height, width = pixels.shape[:2]
    swapped = orientation >= 5
    rows, columns = np.mgrid[0 : (width if swapped else height), 0 : (height if swapped else width)]
    x, y = (rows, columns) if swapped else (columns, rows)
    if orientation in {2, 3, 7, 8}:
        x = width - 1 - x
    if orientation in {3, 4, 6, 7}:
        y = height - 1 - y
    return pixels[y, x]


def other_image() -> Image.Image:
    return Image.fromarray(makers.SCENE[::-1].copy())


def dng(scale: float = 1.0, corner: int | None = None, orientation: int = 1) -> bytes:
    """Return a synthetic DNG with an RGGB mosaic of the scene; `corner` puts a white dressing into it."""
    light = (np.kron(makers.SCENE, np.ones((2, 2, 1))) / 255) ** 2.2 * 40000 * scale
    if corner:
        light[:corner, :corner] = 65535
    mosaic = light[..., 1].copy()
    mosaic[::2, ::2], mosaic[1::2, 1::2] = light[::2, ::2, 0], light[1::2, 1::2, 2]
    matrix = [(3.2405, -1.5371, -0.4985), (-0.9693, 1.8760, 0.0416), (0.0556, -0.2040, 1.0572)]
    fractions = [part for row in matrix for value in row for part in (round(value * 10000), 10000)]
    tags = [
        (274, "H", 1, orientation, True),
        (50706, "B", 4, (1, 4, 0, 0), True),
        (50708, "s", 0, "Test", True),
        (33421, "H", 2, (2, 2), True),
        (33422, "B", 4, (0, 1, 1, 2), True),
        (50717, "H", 1, 65535, True),
        (50721, "2i", 9, fractions, True),
        (50728, "2I", 3, (1, 1, 1, 1, 1, 1), True),
        (50778, "H", 1, 21, True),
    ]
    out = io.BytesIO()
    pixels = np.clip(mosaic, 0, 65535).astype(np.uint16)
    tifffile.imwrite(
        out, pixels, photometric=32803, extratags=tags, metadata=None, subfiletype=0, software=""
    )
    return out.getvalue()


def dicom(**changed: Any) -> bytes:
    """Return an uncompressed visible-light photograph, with a patient's name that must show nowhere."""
    return _dicom(makers.SCENE, makers.SCENE.tobytes(), None, changed)


def dicom_jpeg(cut: float = 1.0, **changed: Any) -> bytes:
    from pydicom.encaps import encapsulate

    data = makers.jpeg()
    return _dicom(
        makers.GRAINY, encapsulate([data[: int(len(data) * cut)]]), "1.2.840.10008.1.2.4.50", changed
    )


def _dicom(pixels: Array, data: bytes, syntax: str | None, changed: dict[str, Any]) -> bytes:
    import pydicom
    from pydicom.uid import ExplicitVRLittleEndian, generate_uid

    meta = pydicom.dataset.FileMetaDataset()
    meta.TransferSyntaxUID = syntax or ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.77.1.4"
    meta.MediaStorageSOPInstanceUID = generate_uid()
    dataset = pydicom.Dataset()
    dataset.file_meta = meta
    dataset.PatientName, dataset.PatientID = "Canary^Jane", "MRN-CANARY"
    dataset.Rows, dataset.Columns = pixels.shape[:2]
    dataset.SamplesPerPixel, dataset.PlanarConfiguration = 3, 0
    dataset.PhotometricInterpretation = "RGB" if syntax is None else "YBR_FULL_422"
    dataset.BitsAllocated = dataset.BitsStored = 8 * pixels.itemsize
    dataset.HighBit, dataset.PixelRepresentation = dataset.BitsStored - 1, 0
    dataset.Manufacturer, dataset.ManufacturerModelName = "Acme", "Booth 2"
    dataset.AcquisitionDateTime = "20260102030405+0100"
    dataset.PixelData = data
    dataset["PixelData"].VR = "OB"
    for tag, value in changed.items():
        setattr(dataset, tag, value)
    out = io.BytesIO()
    dataset.save_as(out, enforce_file_format=True)
    return out.getvalue()
