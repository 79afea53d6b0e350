"""Other registration tools on the same pair: each returns how it carries N x 2 points to the follow-up."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.registration import optical_flow_ilk, optical_flow_tvl1

from photocompare.alignment import projected
from photocompare.photo import Photo

Points = NDArray[np.float64]
Carry = Callable[[Points], Points]
_TO_CENTERS = np.array([[1, 0, -0.5], [0, 1, -0.5], [0, 0, 1.0]])


def gray(photo: Photo) -> NDArray[np.float32]:
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(photo.pixels), cv2.COLOR_RGB2GRAY), np.float32)


def sift(baseline: Photo, followup: Photo) -> Carry:
    """Plain SIFT at full size, ratio test, MAGSAC++ homography."""
    detector = cv2.SIFT.create()
    (first, one), (second, other) = (
        detector.detectAndCompute(gray(photo).astype(np.uint8), None) for photo in (baseline, followup)
    )
    pairs = [a for a, b in cv2.BFMatcher().knnMatch(one, other, k=2) if a.distance < 0.75 * b.distance]
    source = np.array([first[pair.queryIdx].pt for pair in pairs]) + 0.5
    target = np.array([second[pair.trainIdx].pt for pair in pairs]) + 0.5
    matrix, _ = cv2.findHomography(source, target, cv2.USAC_MAGSAC, 2.0)
    return lambda points: projected(matrix, points)


def stackreg(baseline: Photo, followup: Photo) -> Carry:
    """pystackreg, affine."""
    from pystackreg import StackReg

    found = StackReg(StackReg.AFFINE).register(gray(baseline), gray(followup))
    matrix = np.linalg.inv(_TO_CENTERS) @ found @ _TO_CENTERS
    return lambda points: projected(matrix, points)


def simple_itk(baseline: Photo, followup: Photo) -> Carry:
    """SimpleITK: Mattes mutual information, affine in four levels, then a B-spline of 8 x 8."""
    import SimpleITK as sitk  # noqa: N813

    fixed, moving = (sitk.GetImageFromArray(gray(photo)) for photo in (baseline, followup))
    affine = sitk.AffineTransform(2)
    affine.SetCenter([side / 2 for side in fixed.GetSize()])
    method = sitk.ImageRegistrationMethod()
    method.SetMetricAsMattesMutualInformation(32)
    method.SetMetricSamplingStrategy(method.RANDOM)
    method.SetMetricSamplingPercentage(0.1, 1)
    method.SetInterpolator(sitk.sitkLinear)
    method.SetOptimizerAsGradientDescent(1.0, 200, 1e-6, 10)
    method.SetOptimizerScalesFromPhysicalShift()
    method.SetShrinkFactorsPerLevel([8, 4, 2, 1])
    method.SetSmoothingSigmasPerLevel([4, 2, 1, 0])
    method.SetInitialTransform(affine, inPlace=True)
    method.Execute(fixed, moving)
    spline = sitk.BSplineTransformInitializer(fixed, [8, 8], 3)
    second = sitk.ImageRegistrationMethod()
    second.SetMetricAsMattesMutualInformation(32)
    second.SetMetricSamplingStrategy(second.RANDOM)
    second.SetMetricSamplingPercentage(0.1, 1)
    second.SetInterpolator(sitk.sitkLinear)
    second.SetOptimizerAsLBFGSB(1e-5, 60)
    second.SetMovingInitialTransform(affine)
    second.SetInitialTransform(spline, inPlace=True)
    second.Execute(fixed, moving)
    whole = sitk.CompositeTransform([affine, spline])
    return lambda points: np.array([whole.TransformPoint(p) for p in (points - 0.5).tolist()]) + 0.5


def elastix(baseline: Photo, followup: Photo) -> Carry:
    """itk-elastix, its default rigid, affine and B-spline parameter maps."""
    import itk

    fixed, moving = (itk.image_view_from_array(gray(photo)) for photo in (baseline, followup))
    maps = itk.ParameterObject.New()
    for kind in ("rigid", "affine", "bspline"):
        maps.AddParameterMap(maps.GetDefaultParameterMap(kind))
    _, found = itk.elastix_registration_method(fixed, moving, parameter_object=maps, log_to_console=False)
    flow = itk.array_from_image(itk.transformix_deformation_field(moving, found))
    return _flow(flow[..., 0], flow[..., 1])


def tvl1(baseline: Photo, followup: Photo) -> Carry:
    """scikit-image TV-L1 optical flow from nothing."""
    down, across = optical_flow_tvl1(gray(baseline) / 255, gray(followup) / 255)
    return _flow(across, down)


def ilk(baseline: Photo, followup: Photo) -> Carry:
    """scikit-image iterative Lucas-Kanade optical flow from nothing."""
    down, across = optical_flow_ilk(gray(baseline) / 255, gray(followup) / 255, radius=10)
    return _flow(across, down)


def _flow(across: NDArray[np.float32], down: NDArray[np.float32]) -> Carry:
    def carry(points: Points) -> Points:
        x, y = (points - 0.5).astype(np.float32).T
        moved = [
            cv2.remap(part.astype(np.float32), x, y, cv2.INTER_LINEAR).ravel() for part in (across, down)
        ]
        return points + np.stack(moved, axis=-1)

    return carry


PEERS: dict[str, Callable[[Photo, Photo], Carry]] = {
    "SIFT + MAGSAC homography": sift,
    "pystackreg affine": stackreg,
    "SimpleITK affine + B-spline": simple_itk,
    "itk-elastix default maps": elastix,
    "scikit-image TV-L1": tvl1,
    "scikit-image ILK": ilk,
}
