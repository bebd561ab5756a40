"""Turns a BLT checkpoint in the Hugging Face layout into a model folder.

    python -m assay_training.export_blt CHECKPOINT FOLDER --half

CHECKPOINT is what `BltForCausalLM.save_pretrained` or Assay's training writes (`config.json` and
`model.safetensors`, whole or in shards), or a model's folder as facebookresearch/blt publishes it. FOLDER gets `model.json`, four ONNX graphs and `hash.bin`;
`assay_training/blt/README.md` describes them. Windows, context, patching and what is said about the
model come from the object "assay" of `config.json`; options override it.

Before the folder appears under its name, its graphs are run and compared with the plain PyTorch
reference of the same weights, whole and in passes with caches.
"""

import argparse
import dataclasses
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assay_training.blt.config import BltConfig, Patching, Stack, read_config
from assay_training.blt.graphs import write_graphs, write_hashes
from assay_training.blt.onnx_blt import OnnxBlt
from assay_training.blt.patching import patch_lengths, smallest_margin
from assay_training.blt.reference import Reference, byte_ids
from assay_training.blt.weights import ENTROPY, Weights
from assay_training.blt.writer import Precision

TEXT = (
    'Spell out the word "harbour". Answer: "h a r b o u r"\n'
    "Größe, naïveté, Œuvre; Ελληνικά, русский язык, עברית, हिन्दी, ภาษาไทย, 日本語, 한국어 — 🙂🚀 "
    "  def f(x):\n\treturn x ** 2  # 12345.678\n"
)
# Of logits, as a share of the largest; rounding errors stay far below.
TOLERANCE = {Precision.FULL: 2e-4, Precision.STORED_HALF: 2e-4, Precision.HALF: 5e-2}
ENTROPY_TOLERANCE = 1e-3  # nats
STEPS = (None, 50)  # bytes in a pass


@dataclass(frozen=True)
class Agreement:
    """How far the graphs are from the reference on one text."""

    bytes: int
    entropies: float  # largest difference
    logits: float
    largest_logit: float
    margin: float  # least distance of an entropy to the threshold
    same_patches: bool

    def __str__(self) -> str:
        patches = "the same patches" if self.same_patches else "OTHER PATCHES"
        return (
            f"{self.bytes} bytes: {patches}, smallest margin to the threshold {self.margin:.2e}; largest "
            f"difference of an entropy {self.entropies:.1e}, of a logit {self.logits:.1e} "
            f"(logits reach {self.largest_logit:.1f})"
        )


def export(checkpoint: Path, folder: Path, config: BltConfig, precision: Precision) -> Agreement:
    """Writes the folder and returns how well it agrees with the reference."""
    if folder.exists() and any(folder.iterdir()) and not (folder / "model.json").exists():
        raise FileExistsError(f"{folder} is not empty and no model folder; give another name or remove it")
    weights = Weights(checkpoint, rounding(precision))
    weights.check(config)
    temporary = folder.with_name(folder.name + ".tmp")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    write_graphs(temporary, config, weights, precision)
    write_hashes(temporary / "hash.bin", weights, precision)
    facts = model_json(config, weights.parameters(), precision)
    (temporary / "model.json").write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n")
    text = (TEXT * 3).encode()[: config.context - 1]  # beyond the released models' window
    agreement = compare(OnnxBlt(temporary), Reference(config, weights), text)
    most = TOLERANCE[precision] * max(1, agreement.largest_logit)
    if not (agreement.logits <= most and agreement.entropies <= ENTROPY_TOLERANCE):
        raise RuntimeError(f"{temporary} does not compute what the checkpoint does: {agreement}")
    _move(temporary, folder)
    return agreement


def rounding(precision: Precision):
    """Which tensors a folder of this precision keeps as fp16."""
    if precision == Precision.FULL:
        return lambda name: False
    if precision == Precision.STORED_HALF:
        return lambda name: True
    return lambda name: not name.startswith(ENTROPY)


def model_json(config: BltConfig, parameters: int, precision: Precision) -> dict:
    stacks = {"encoder": config.encoder, "global": config.latent, "decoder": config.decoder}
    if config.patching.threshold is not None and not np.isfinite(config.patching.threshold):
        raise ValueError(
            "model.json cannot hold an infinite threshold; 100 does the same, since no entropy exceeds ln 260"
        )
    return {
        "format": 2,
        "name": config.name,
        "family": "blt",
        "description": config.description,
        "licence": config.licence,
        "training_data": config.training_data,
        "parameters": parameters,
        "blt": {
            "context": config.context,
            "width": config.width,
            "patch_width": config.latent.width,
            "slots": config.slots,
            "type": precision.computed.name,
            "entropy": _stack_json("entropy", config.entropy) if config.entropy else None,
            **{name: _stack_json(name, stack) for name, stack in stacks.items()},
            "hash": {
                "file": "hash.bin",
                "type": precision.stored.name,
                "sizes": list(config.hashes.sizes),
                "functions": config.hashes.functions,
                "rows": config.hashes.rows,
            },
            "patching": config.patching.to_json(),
        },
    }


def compare(model: OnnxBlt, reference: Reference, text: bytes) -> Agreement:
    """Entropies, patches and logits of one text: in one pass, and in passes with caches.

    With patches of words too, since those of an entropy model without training may all be single bytes.
    """
    ids, patching = byte_ids(text), reference.config.patching
    entropies = reference.entropies(ids) if reference.config.entropy else []
    found = [model.entropies(ids, step) for step in STEPS] if entropies else []
    logit_error, largest = 0.0, 0.0
    for used in {patching, Patching("space")}:
        lengths = patch_lengths(ids, entropies, used)
        logits = reference.logits(ids, lengths).numpy()
        errors = [np.abs(model.logits(ids, lengths, step) - logits).max() for step in STEPS]
        logit_error, largest = max(logit_error, *errors), max(largest, np.abs(logits).max())
    lengths = patch_lengths(ids, entropies, patching)
    return Agreement(
        bytes=len(text),
        entropies=max((float(np.abs(np.subtract(f, entropies)).max()) for f in found), default=0.0),
        logits=float(logit_error),
        largest_logit=float(largest),
        margin=smallest_margin(entropies, patching),
        same_patches=all(patch_lengths(ids, f, patching) == lengths for f in found),
    )


def with_options(config: BltConfig, options: argparse.Namespace) -> BltConfig:
    changes = {}
    if options.window:
        for part in ("encoder", "decoder"):
            changes[part] = dataclasses.replace(getattr(config, part), window=options.window)
    if options.entropy_window and config.entropy:
        changes["entropy"] = dataclasses.replace(config.entropy, window=options.entropy_window)
    if options.patching:
        changes["patching"] = Patching(**json.loads(options.patching))
    for name in ("context", "name", "description", "licence", "training_data"):
        if getattr(options, name):
            changes[name] = getattr(options, name)
    return dataclasses.replace(config, **changes)


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--window", type=int, help="bytes that encoder and decoder see, the own included")
    parser.add_argument("--entropy-window", type=int, help="bytes that the entropy model sees")
    parser.add_argument("--context", type=int, help="most positions of a row, BOS included")
    parser.add_argument("--patching", help='as JSON, e.g. \'{"mode": "space"}\'')
    half = parser.add_mutually_exclusive_group()
    half.add_argument("--half", action="store_true", help="fp16 but for the entropy model")
    half.add_argument("--store-half", action="store_true", help="fp16 in the files, fp32 in use")
    for name in ("name", "description", "licence", "training-data"):
        parser.add_argument(f"--{name}")
    return parser.parse_args(arguments)


def _move(temporary: Path, folder: Path) -> None:
    """Replaces a model's files, model.json last; what else lies in the folder stays."""
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.onnx.data"):
        stale.unlink()
    for file in sorted(temporary.iterdir(), key=lambda path: path.name == "model.json"):
        file.replace(folder / file.name)
    temporary.rmdir()


def _stack_json(name: str, stack: Stack) -> dict:
    return {
        "file": f"{name}.onnx",
        "layers": stack.layers,
        "heads": stack.heads,
        "head_size": stack.head_size,
        "window": stack.window,
        "width": stack.width,
        "hidden": stack.hidden,
    }


def main(arguments: list[str] | None = None) -> None:
    options = parse(sys.argv[1:] if arguments is None else arguments)
    precision = Precision.FULL
    if options.half or options.store_half:
        precision = Precision.HALF if options.half else Precision.STORED_HALF
    try:
        config = with_options(read_config(options.checkpoint), options)
        agreement = export(options.checkpoint, options.folder, config, precision)
    except (ValueError, OSError, KeyError, RuntimeError) as error:
        raise SystemExit(f"export_blt: {error}") from error
    print(f"wrote {options.folder}; {agreement}")
    if agreement.margin < 10 * agreement.entropies:
        print("note: some entropy is so near the threshold that rounding may move a patch's start")


if __name__ == "__main__":
    main()
