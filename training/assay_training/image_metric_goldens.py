"""What torchmetrics says of sets of features and of label maps, for the tests of Assay's own.

    pip install torchmetrics==1.9.0
    python -m assay_training.image_metric_goldens \
        --out ../benchmarks/src/test/resources/dev/assay/benchmarks/images/metrics

writes into the folder

- image-metrics.json: the values. All inputs follow from a hash of their place, which the Java test
  `HashedInputs` repeats, so that no features need to be in the project;
- *.npz: three small archives of feature statistics as NumPy writes them.

FID, KID and the Inception Score are the values of torchmetrics' classes, fed with features in place
of images, in float64. What these draw at random (subsets, order) is computed here with torchmetrics'
kernel by torch-fidelity's rule, as are precision and recall (metric_kid.py, metric_isc.py and
metric_prc.py of github.com/toshas/torch-fidelity).
"""

import argparse
import json
from pathlib import Path

import numpy as np

REAL, GENERATED = 1, 2  # seeds
BITS = 20  # so that sums and halves of the numbers are exact in float32
FEATURE_SETS = {
    # name: (generated images, real images, features)
    "well-conditioned": (500, 500, 64),
    "of different sizes": (400, 900, 64),
    "fewer images than features": (40, 40, 64),
    "wide, fewer images than features": (300, 300, 2048),
}
STATISTICS = {
    # name: (decay of the generated set's correlations, of the real one's, features)
    "wide, of full rank": (0.5, 0.25, 2048),
}
SUBSETS = {"subsets": 20, "size": 30, "seed": 2020}
SPLITS = {"splits": 10, "seed": 2020}
NEIGHBOURS = 3
LABEL_MAPS = {"images": 3, "size": 24, "classes": 6, "ignored": 255}


def hashed(seed: int, rows: int, columns: int) -> np.ndarray:
    """A number in [0, 1) for each place: the first output of SplitMix64 from it, cut to 20 bits."""
    row, column = np.ogrid[:rows, :columns]
    place = (np.uint64(seed) << np.uint64(40)) + (row.astype(np.uint64) << np.uint64(20))
    z = (place + column.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return (z >> np.uint64(64 - BITS)).astype(np.float64) / 2**BITS


def features(seed: int, rows: int, width: int) -> np.ndarray:
    """Groups of eight features share a part, so that they correlate; every third is as large.

    Generated ones (seed 2) share half of it and every second lies an eighth higher.
    """
    column = np.arange(width)
    shared = hashed(seed + 100, rows, (width + 7) // 8)[:, column // 8]
    both = hashed(seed, rows, width) + shared / (1 if seed == REAL else 2)
    values = both * 2.0 ** -(column % 3) + (0 if seed == REAL else 0.125) * (column % 2)
    assert (values.astype(np.float32) == values).all()
    return values


def correlated(decay: float, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance: correlations fall by the factor for each place between two features."""
    place = np.arange(width)
    deviation = 1 + (place % 5) / 4
    correlation = decay ** np.abs(place[:, None] - place[None, :]).astype(np.float64)
    return decay * (place % 7) / 8, correlation * deviation[:, None] * deviation[None, :]


def probabilities(seed: int, rows: int, classes: int) -> np.ndarray:
    """Class probabilities, one class in three impossible."""
    weights = hashed(seed, rows, classes) ** 4
    weights[np.add.outer(np.arange(rows), np.arange(classes)) % 3 == 0] = 0
    return (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)


def label_map(index: int) -> tuple[np.ndarray, np.ndarray]:
    """Labels and what was predicted of them; the last class is absent, some targets do not count."""
    size, classes = LABEL_MAPS["size"], LABEL_MAPS["classes"]
    row, column = np.ogrid[:size, :size]
    target = (row // 5 + column // 7 + index) % (classes - 1)
    draw = hashed(20 + index, size, size)
    wrong = np.floor(draw * 64).astype(np.int64) % (classes - 1)
    predicted = np.where(draw < 0.25, wrong, target)
    return predicted, np.where(draw > 0.9, LABEL_MAPS["ignored"], target)


def fid(generated: np.ndarray, real: np.ndarray) -> float:
    import torch
    from torchmetrics.image.fid import FrechetInceptionDistance

    metric = FrechetInceptionDistance(feature=given(real.shape[1])).set_dtype(torch.float64)
    metric.update(torch.from_numpy(real), real=True)
    metric.update(torch.from_numpy(generated), real=False)
    return metric.compute().item()


def fid_of_statistics(generated, real) -> float:
    import torch
    from torchmetrics.image.fid import _compute_fid

    return _compute_fid(*(torch.from_numpy(a) for a in (*generated, *real))).item()


def exact_fid(generated: np.ndarray, real: np.ndarray) -> float:
    """Without a product of covariances: by the singular values of the rows' products."""
    a, b = ((x - x.mean(axis=0)) / np.sqrt(len(x) - 1) for x in (generated, real))
    means = ((generated.mean(axis=0) - real.mean(axis=0)) ** 2).sum()
    roots = np.linalg.svd(a @ b.T, compute_uv=False).sum()
    return float(means + (a**2).sum() + (b**2).sum() - 2 * roots)


def given(width: int):
    """An extractor whose images are features already."""
    import torch

    extractor = torch.nn.Identity()
    extractor.num_features = width
    return extractor


def kid(generated: np.ndarray, real: np.ndarray) -> float:
    import torch
    from torchmetrics.image.kid import KernelInceptionDistance

    metric = KernelInceptionDistance(feature=given(real.shape[1]), subsets=1, subset_size=len(real))
    metric.set_dtype(torch.float64)
    metric.update(torch.from_numpy(real), real=True)
    metric.update(torch.from_numpy(generated), real=False)
    return metric.compute()[0].item()


def kid_of_subsets(generated: np.ndarray, real: np.ndarray) -> dict:
    import torch
    from torchmetrics.image.kid import poly_mmd

    random = np.random.RandomState(SUBSETS["seed"])
    values = []
    for _ in range(SUBSETS["subsets"]):
        first = generated[random.choice(len(generated), SUBSETS["size"], replace=False)]
        second = real[random.choice(len(real), SUBSETS["size"], replace=False)]
        values.append(poly_mmd(torch.from_numpy(first), torch.from_numpy(second)).item())
    return {"mean": float(np.mean(values)), "deviation": float(np.std(values))}


def inception_scores(p: np.ndarray) -> dict:
    import torch
    from torchmetrics.image.inception import InceptionScore

    metric = InceptionScore(feature=given(p.shape[1]), splits=1)
    p = p.astype(np.float64)
    with np.errstate(divide="ignore"):
        logits = torch.from_numpy(np.maximum(np.log(p), -1e4))  # softmax makes it 0 again
    metric.update(logits)
    shuffled = p[np.random.RandomState(SPLITS["seed"]).permutation(len(p))]
    parts = np.split(shuffled, [i * len(p) // SPLITS["splits"] for i in range(1, SPLITS["splits"])])
    scores = [one_inception_score(part) for part in parts]
    return {
        "all": metric.compute()[0].item(),
        "mean": float(np.mean(scores)),
        "deviation": float(np.std(scores)),
    }


def one_inception_score(p: np.ndarray) -> float:
    with np.errstate(divide="ignore", invalid="ignore"):
        divergence = np.nan_to_num(p * (np.log(p) - np.log(p.mean(axis=0, keepdims=True))))
    return float(np.exp(divergence.sum(axis=1).mean()))


def precision_and_recall(generated: np.ndarray, real: np.ndarray) -> dict:
    return {"precision": covered(real, generated), "recall": covered(generated, real)}


def covered(rows: np.ndarray, others: np.ndarray) -> float:
    import torch

    exact = "donot_use_mm_for_euclid_dist"
    rows, others = torch.from_numpy(rows), torch.from_numpy(others)
    radii = torch.cdist(rows, rows, compute_mode=exact).kthvalue(NEIGHBOURS + 1).values
    inside = torch.cdist(others, rows, compute_mode=exact) <= radii
    return inside.any(dim=1).double().mean().item()


def of_features(name: str) -> dict:
    n, m, width = FEATURE_SETS[name]
    generated, real = features(GENERATED, n, width), features(REAL, m, width)
    values = {"name": name, "generated": n, "real": m, "width": width}
    values["fid"] = fid(generated, real)
    values["exact_fid"] = exact_fid(generated, real)
    if n == m:
        values["kid"] = kid(generated, real)
    values["kid_of_subsets"] = kid_of_subsets(generated, real)
    return values | precision_and_recall(generated, real)


def of_statistics(name: str) -> dict:
    first, second, width = STATISTICS[name]
    value = fid_of_statistics(correlated(first, width), correlated(second, width))
    return {"name": name, "generated": first, "real": second, "width": width, "fid": value}


def of_label_maps() -> dict:
    import torch
    from torchmetrics.classification import MulticlassAccuracy, MulticlassJaccardIndex

    options = {"num_classes": LABEL_MAPS["classes"], "ignore_index": LABEL_MAPS["ignored"]}
    metrics = {
        "iou": MulticlassJaccardIndex(average="none", **options),
        "miou": MulticlassJaccardIndex(average="macro", **options),
        "pixel_accuracy": MulticlassAccuracy(average="micro", **options),
    }
    for metric in metrics.values():
        metric.set_dtype(torch.float64)
        for index in range(LABEL_MAPS["images"]):
            metric.update(*(torch.from_numpy(labels) for labels in label_map(index)))
    return LABEL_MAPS | {name: metric.compute().tolist() for name, metric in metrics.items()}


def write_archives(folder: Path) -> None:
    """The same statistics in the forms in which they are found: three features."""
    mean = np.array([1.5, -2.0, 0.25])
    covariance = np.array([[2.0, 0.5, 0.25], [0.5, 1.0, 0.125], [0.25, 0.125, 3.0]])
    np.savez(folder / "doubles.npz", mu=mean, sigma=covariance)
    np.savez_compressed(
        folder / "floats-compressed.npz",
        mu=mean.astype(np.float32),
        sigma=covariance.astype(np.float32),
    )
    np.savez(
        folder / "fortran-order.npz", mu=mean, sigma=np.asfortranarray(covariance), other=[1, 2]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    write_archives(arguments.out)
    values = {
        "features": [of_features(name) for name in FEATURE_SETS],
        "statistics": [of_statistics(name) for name in STATISTICS],
        "subsets": SUBSETS,
        "splits": SPLITS,
        "inception_score": inception_scores(probabilities(REAL, 205, 10)),
        "label_maps": of_label_maps(),
    }
    text = json.dumps(values, indent=2)
    (arguments.out / "image-metrics.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
