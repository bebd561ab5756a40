"""Tiny model folders with random weights and what the reference computes for them, for the Java tests.

    python -m assay_training.blt.fixtures --out ../plugins-blt/src/test/resources/dev/assay/blt/models/

Each model's folder also gets `golden.json`; the README.md that is written beside the folders describes it.
"""

import argparse
import json
import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from assay_training.blt.config import Patching, read_config
from assay_training.blt.onnx_blt import OnnxBlt
from assay_training.blt.patching import patch_lengths, smallest_margin
from assay_training.blt.random_checkpoint import Part, Shape, between, save_random, set_threshold
from assay_training.blt.reference import Reference, byte_ids
from assay_training.blt.weights import Weights
from assay_training.blt.writer import Precision
from assay_training.export_blt import export, rounding

SEED = 20260201
SMALL = Shape(
    entropy=Part(1, 16, 2, 32),
    encoder=Part(1, 12, 2, 24),
    latent=Part(2, 24, 4, 32),
    decoder=Part(2, 12, 2, 24),
    rows=31,
    assay={"window": 32, "entropy_window": 32, "context": 512},
)
PROJECTION = Shape(
    entropy=Part(2, 16, 4, 24),
    encoder=Part(3, 16, 2, 24),
    latent=Part(2, 40, 5, 48),
    decoder=Part(2, 16, 4, 24),
    slots=3,
    rows=37,
    sizes=(3, 4, 6),
    functions=2,
    assay={"window": 24, "entropy_window": 40, "context": 384},
)
MODELS = {
    "small": (SMALL, Precision.FULL),
    "projection": (PROJECTION, Precision.STORED_HALF),
    "half": (replace(SMALL, assay=SMALL.assay | {"window": 40}), Precision.HALF),
}
TEXTS = [
    b"",
    b"a",
    " Hi, bob  x=1é z".encode(),
    "Größe, Œuvre, naïveté".encode(),
    "Ελληνικά и русский, עברית".encode(),
    b"\xff\xfe broken \xc3( UTF-8 \x80\x00\x01",
    'Spell out the word "harbour". Answer: "h a r b o u r"\nहिन्दी ภาษาไทย 日本語 한국어 🙂🚀'.encode(),
    ("def f(x):\n\treturn x ** 2  # 12345.678\n" + "a" * 50 + " Zwölf Boxkämpfer jagen Viktor. ").encode()
    + "Съешь же ещё этих мягких французских булок".encode(),
]

README = """# Tiny BLT models

Random weights (seed {seed}). Made in `training/` by

    python -m assay_training.blt.fixtures --out ../plugins-blt/src/test/resources/dev/assay/blt/models/

| folder | what it has |
|---|---|
| `small` | 1/2/2 layers (encoder/global/decoder), 2 slots, windows of 32 |
| `projection` | 3/2/2 layers, 3 slots and a projection to the global width, two hash functions over three sizes, windows of 24 and (entropy) 40, other numbers of heads in each stack; stored as fp16, computed with as fp32 |
| `half` | as `small`, but fp16 (the entropy model fp32), windows of 40 |

`golden.json` is what the plain PyTorch reference (`training/assay_training/blt/reference.py`) computes,
for the last two with weights rounded to fp16, but in fp32 (the entropy model of `half` is not rounded):

- `settings`: the patching settings used, by name; `entropy` is the model's own
- `onnx`: the largest difference between the reference and the ONNX graphs (Python, ONNX Runtime) seen
  on these texts: of `entropies`, of log-probabilities (`logs`), of `logits`
- `texts`: for each text its bytes as `ids` (BOS first) and `text` where it is UTF-8, and
  - `entropies`: nats of the byte after each position, the first of which no patcher reads
  - `cases`, by setting: `lengths` of all patches, which sum to the number of ids plus 1, the last one
    holding the byte to come; `margin`, the least distance of what is compared with a threshold to it
    (null if nothing is); `logs`, the log-probability of each byte after BOS; `log_likelihood`, their
    sum; with setting `entropy` also `logits` of the byte to come
"""


def write_fixture(folder: Path, shape: Shape, precision: Precision, seed: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        checkpoint = Path(temporary)
        save_random(checkpoint, shape, seed)
        set_threshold(checkpoint, TEXTS, 0.7)
        config = replace(
            read_config(checkpoint),
            name=f"test-{folder.name}",
            description="Random weights, for tests.",
            licence="Apache-2.0",
            training_data="none",
        )
        export(checkpoint, folder, config, precision)
        reference = Reference(config, Weights(checkpoint, rounding(precision)))
        document = golden(reference, OnnxBlt(folder))
        (folder / "golden.json").write_text(
            json.dumps(document, separators=(",", ":"), ensure_ascii=False) + "\n"
        )


def settings(reference: Reference) -> dict[str, Patching]:
    rows = [reference.entropies(byte_ids(text)) for text in TEXTS]
    own = reference.config.patching
    rises = between([b - a for row in rows for a, b in pairwise(row[1:])], 0.75)
    slight = between([b - a for row in rows for a, b in pairwise(row[1:])], 0.5)
    return {
        "entropy": own,
        "entropy, at most 4": replace(own, max_patch_length=4),
        "monotonic": Patching("entropy", rises, monotonic=True),
        "threshold_add": Patching("entropy", own.threshold, threshold_add=slight),
        "space": Patching("space"),
        "space, at most 4": Patching("space", max_patch_length=4),
        "static": Patching("static", size=5),
        "bytes": Patching("bytes"),
    }


def golden(reference: Reference, model: OnnxBlt) -> dict:
    used = settings(reference)
    worst = {"entropies": 0.0, "logs": 0.0, "logits": 0.0}
    texts = [_text(reference, model, text, used, worst) for text in TEXTS]
    return {
        "settings": {name: patching.to_json() for name, patching in used.items()},
        "onnx": {name: float(f"{value:.1e}") for name, value in worst.items()},
        "texts": texts,
    }


def _text(reference: Reference, model: OnnxBlt, text: bytes, used: dict[str, Patching], worst: dict) -> dict:
    ids = byte_ids(text)
    entropies = reference.entropies(ids)
    _worsen(worst, "entropies", model.entropies(ids), entropies)
    entry = {"ids": ids, "entropies": _rounded(entropies), "cases": {}}
    try:
        entry = {"text": text.decode()} | entry
    except UnicodeDecodeError:
        pass
    for name, patching in used.items():
        lengths = patch_lengths(ids, entropies, patching)
        if patch_lengths(ids, model.entropies(ids), patching) != lengths:
            raise RuntimeError(f"rounding moves a patch of {text!r}; take another seed")
        logits, found = reference.logits(ids, lengths).numpy(), model.logits(ids, lengths)
        logs = log_probabilities(logits, ids)
        _worsen(worst, "logits", found, logits)
        _worsen(worst, "logs", log_probabilities(found, ids), logs)
        margin = smallest_margin(entropies, patching)
        entry["cases"][name] = {
            "lengths": lengths,
            "margin": float(f"{margin:.2e}") if np.isfinite(margin) else None,
            "log_likelihood": round(float(logs.sum()), 4),
            "logs": _rounded(logs),
        }
        if name == "entropy":
            entry["cases"][name]["logits"] = _rounded(logits[-1], 4)
    return entry


def log_probabilities(logits: np.ndarray, ids: list[int]) -> np.ndarray:
    """The log-probability of each id but the first."""
    logits = logits.astype(np.float64)
    logs = logits - np.log(np.exp(logits).sum(-1, keepdims=True))
    return logs[np.arange(len(ids) - 1), ids[1:]]


def _worsen(worst: dict, name: str, found, expected) -> None:
    worst[name] = max([worst[name], *np.abs(np.subtract(found, expected)).ravel().tolist()])


def _rounded(values, digits: int = 5) -> list[float]:
    return [round(float(value), digits) for value in values]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write the models into")
    out = parser.parse_args().out
    for i, (name, (shape, precision)) in enumerate(MODELS.items()):
        write_fixture(out / name, shape, precision, SEED + i)
        print(f"wrote {out / name}")
    (out / "README.md").write_text(README.format(seed=SEED))


if __name__ == "__main__":
    main()
