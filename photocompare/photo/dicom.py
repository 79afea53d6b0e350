"""DICOM secondary capture and visible-light photographs; nothing of the patient is ever read or shown."""

from __future__ import annotations

import io
import logging
import warnings
from datetime import datetime
from typing import Any

import numpy as np

from photocompare.errors import Finding, Problem
from photocompare.photo.decoded import Decoded, Pixels, check_size, damaged, three_channels
from photocompare.photo.jpeg import decode_jpeg
from photocompare.photo.limits import Limits

_JPEG = {"1.2.840.10008.1.2.4.50"}
_PLAIN = {
    "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99",
    "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.5",
}  # fmt: skip
_TAGS = [
    "Rows", "Columns", "SamplesPerPixel", "PhotometricInterpretation", "PlanarConfiguration", "BitsAllocated",
    "BitsStored", "HighBit", "PixelRepresentation", "NumberOfFrames", "PixelData", "ICCProfile",
    "AcquisitionDateTime", "AcquisitionDate", "AcquisitionTime", "ContentDate", "ContentTime",
    "TimezoneOffsetFromUTC", "Manufacturer", "ManufacturerModelName", "SoftwareVersions",
    "RedPaletteColorLookupTableDescriptor", "GreenPaletteColorLookupTableDescriptor",
    "BluePaletteColorLookupTableDescriptor", "RedPaletteColorLookupTableData",
    "GreenPaletteColorLookupTableData", "BluePaletteColorLookupTableData",
]  # fmt: skip


def decode_dicom(data: bytes, name: str, limits: Limits) -> Decoded:
    """Return the first frame of a DICOM photograph.

    Raises:
        Problem: E105 no pydicom, E107 cut or inconsistent, E108, E110 size, E111 a kind that is not read.
    """
    try:
        import pydicom
    except ImportError:
        hint = "DICOM needs the extra dicom: pip install 'photocompare[dicom]'"
        raise Problem("E105", name, hint) from None
    # Its warnings quote the values they stumble on, and those can be a patient's name.
    logging.getLogger("pydicom").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = pydicom.dcmread(io.BytesIO(data), specific_tags=_TAGS, force=False)
        return _decoded(dataset, name, limits)


def _decoded(dataset: Any, name: str, limits: Limits) -> Decoded:
    if "PixelData" not in dataset:
        raise damaged(name, "It holds no picture, or ends before it")
    width, height = int(dataset.get("Columns", 0)), int(dataset.get("Rows", 0))
    check_size(width, height, name, limits)
    pixels, gray = _pixels(dataset, name, limits)
    if pixels.shape[:2] != (height, width):
        raise damaged(name, "Its header gives another size than its data")
    frames = int(dataset.get("NumberOfFrames") or 1)
    return Decoded(
        pixels=pixels,
        format="DICOM",
        gray=gray,
        profile=bytes(dataset.ICCProfile) if dataset.get("ICCProfile") else None,
        facts=_facts(dataset, 16 if pixels.dtype == np.uint16 else 8),
        findings=(Finding("W111", name, f"It holds {frames} pictures; the first is used"),)
        if frames > 1
        else (),
    )


def _pixels(dataset: Any, name: str, limits: Limits) -> tuple[Pixels, bool]:
    from pydicom.encaps import generate_frames

    syntax, model = (
        str(dataset.file_meta.TransferSyntaxUID),
        str(dataset.get("PhotometricInterpretation", "")),
    )
    if syntax in _JPEG:
        # The strict JPEG decoder, not pydicom's: a cut frame must not become gray skin.
        frames = int(dataset.get("NumberOfFrames") or 1)
        jpeg = next(iter(generate_frames(dataset.PixelData, number_of_frames=frames)))
        decoded = decode_jpeg(jpeg, name, limits)
        return decoded.pixels, decoded.gray
    if syntax not in _PLAIN:
        raise Problem("E111", name, "Its compression is not read")
    if model not in {"RGB", "YBR_FULL", "MONOCHROME1", "MONOCHROME2", "PALETTE COLOR"}:
        raise Problem("E111", name, "Its color model is not read")
    return _plain(dataset, model, name)


def _plain(dataset: Any, model: str, name: str) -> tuple[Pixels, bool]:
    from pydicom.pixels.processing import apply_color_lut
    from pydicom.pixels.utils import pixel_array

    stored = int(dataset.get("BitsStored") or dataset.get("BitsAllocated") or 0)
    if stored not in {8, 16} or dataset.get("PixelRepresentation"):
        raise Problem("E111", name, f"Its depth of {stored} bits is not read")
    try:
        array = pixel_array(dataset, index=0, raw=model == "RGB")
    except Exception:
        raise damaged(name, "Its picture data do not fit its header") from None
    if model == "PALETTE COLOR":
        colors = apply_color_lut(array, dataset)
        return (colors if colors.dtype == np.uint8 else colors.astype(np.uint16)), False
    if array.ndim == 2:
        top = np.iinfo(array.dtype).max
        return three_channels(top - array if model == "MONOCHROME1" else array), True
    return array, False


def _facts(dataset: Any, depth: int) -> dict[str, object]:
    maker, model = (str(dataset.get(tag) or "")[:64] for tag in ("Manufacturer", "ManufacturerModelName"))
    software = dataset.get("SoftwareVersions") or ""
    software = software if isinstance(software, str) else " ".join(map(str, software))
    camera = model if model.lower().startswith(maker.lower()) else f"{maker} {model}".strip()
    return {"bit_depth": depth, "camera": camera, "software": software[:64], "capture_time": _time(dataset)}


def _time(dataset: Any) -> datetime | None:
    whole = str(dataset.get("AcquisitionDateTime") or "")
    for day, clock in (("AcquisitionDate", "AcquisitionTime"), ("ContentDate", "ContentTime")):
        whole = whole or f"{dataset.get(day) or ''}{dataset.get(clock) or ''}"
    zone = whole[-5:] if whole[-5:-4] in {"+", "-"} else str(dataset.get("TimezoneOffsetFromUTC") or "")
    try:
        time = datetime.strptime(whole[:14], "%Y%m%d%H%M%S")
        return datetime.strptime(whole[:14] + zone, "%Y%m%d%H%M%S%z") if len(zone) == 5 else time
    except ValueError:
        return None
