"""From what a file says of its color to the Transfer of its pixels."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
from PIL import Image, ImageCms

from photocompare.errors import Finding, Problem
from photocompare.photo.decoded import Decoded, Pixels
from photocompare.photo.icc import BadProfile, Profile, curves, matrix, read_profile, srgb_curve
from photocompare.photo.photo import Transfer

# Adobe RGB (1998), gamma 563/256, where only the camera's mark says so: its linear RGB to linear sRGB.
_ADOBE = np.array([[1.39836, -0.39836, 0.0], [0.0, 1.0, 0.0], [0.0, -0.04293, 1.04293]])

Colored = tuple[Pixels, Transfer, tuple[Finding, ...]]


def colored(decoded: Decoded, name: str, *, marked: str, assume_srgb: bool) -> Colored:
    """Return the pixels (converted only by a table profile), their Transfer and findings.

    `marked` is what the camera wrote of its color space without a profile (see `Exif.color_space`).

    Raises:
        Problem: E203 the profile cannot be used, E208 CMYK without a profile.
    """
    pixels = decoded.pixels
    if assume_srgb and pixels.shape[2] == 3:
        return (
            pixels,
            srgb_transfer(_levels(pixels)),
            (Finding("W201", name, "sRGB was assumed because it was asked for"),),
        )
    if decoded.color is not None:
        return pixels, decoded.color, ()
    if decoded.profile is None:
        if pixels.shape[2] == 4:
            raise Problem("E208", name)
        return _by_mark(pixels, marked, name)
    try:
        return _by_profile(decoded, read_profile(decoded.profile), name)
    except (BadProfile, ImageCms.PyCMSError, OSError) as error:
        reason = f"Its color profile cannot be used: {error}" if isinstance(error, BadProfile) else ""
        raise Problem("E203", name, reason) from None


def _by_mark(pixels: Pixels, marked: str, name: str) -> Colored:
    # The DCF rule: a file of the option color space has a name that begins with an underscore.
    if marked == "Adobe RGB" or (marked == "uncalibrated" and name.startswith("_")):
        return pixels, _adobe(_levels(pixels)), (Finding("W202", name),)
    return pixels, srgb_transfer(_levels(pixels)), () if marked == "sRGB" else (Finding("W201", name),)


def _by_profile(decoded: Decoded, profile: Profile, name: str) -> Colored:
    pixels = decoded.pixels
    expected = b"CMYK" if pixels.shape[2] == 4 else b"RGB "
    if decoded.gray and profile.space == b"GRAY":
        return pixels, srgb_transfer(_levels(pixels)), ()
    if profile.space != expected:
        kind = profile.space.decode("ascii", "replace").strip()
        raise BadProfile(f"it is a {kind} profile on a {expected.decode().strip()} picture")
    if profile.by_matrix:
        transfer = Transfer(curves(profile, _levels(pixels)), matrix(profile), profile.name)
        standard = srgb_transfer(_levels(pixels))
        same = transfer.matrix is None and np.array_equal(transfer.curve, standard.curve)  # type: ignore[arg-type]
        return pixels, standard if same else transfer, ()
    if pixels.dtype != np.uint8:
        raise BadProfile("a table profile on a 16-bit picture is not supported")
    findings = (Finding("W208", name),) if pixels.shape[2] == 4 else ()
    return _by_littlecms(pixels, profile), Transfer(srgb_curve(256), None, profile.name), findings


def _by_littlecms(pixels: Pixels, profile: Profile) -> Pixels:
    """Return uint8 sRGB by littlecms, relative colorimetric with black point compensation."""
    mode = "CMYK" if pixels.shape[2] == 4 else "RGB"
    image = Image.frombytes(mode, (pixels.shape[1], pixels.shape[0]), np.ascontiguousarray(pixels).tobytes())
    converted = ImageCms.profileToProfile(
        image,
        ImageCms.ImageCmsProfile(io.BytesIO(profile.data)),
        ImageCms.createProfile("sRGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
    )
    if converted is None:
        raise BadProfile("it cannot be applied")
    return np.asarray(converted)


def _levels(pixels: Pixels) -> int:
    return 65536 if pixels.dtype == np.uint16 else 256


@cache
def srgb_transfer(levels: int) -> Transfer:
    """Return sRGB's own Transfer for 256 or 65536 stored values."""
    return Transfer(srgb_curve(levels))


@cache
def _adobe(levels: int) -> Transfer:
    curve = ((np.arange(levels) / (levels - 1)) ** (563 / 256)).astype(np.float32)
    return Transfer(curve, _ADOBE, "Adobe RGB")
