"""Trains a feature extractor and writes its folder.

    python -m assay_training.interpolants.train_extractor mnist-cnn --data-dir ../../shared/data \\
        --out ../benchmarks/src/main/resources/dev/assay/benchmarks/images/extractors/mnist-cnn

OUT gets `extractor.json`, `extractor.onnx` and `CARD.md`. Kill it at any time and give the same command
again: it continues from the last checkpoint in `work/interpolants/NAME` and ends with the same weights.
"""

import argparse
import json
import shlex
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from assay_training.export import serialized
from assay_training.interpolants.extractor import Extractor, extractor_graph
from assay_training.interpolants.extractor_card import card
from assay_training.interpolants.extractor_tasks import NAMES, Task, task
from assay_training.interpolants.folder import session
from assay_training.train import Schedule, Training

FILE_LIMIT = 300_000  # bytes
WEIGHT_DECAY, DECAY_SHARE = 0.02, 0.6


class ExtractorTraining(Training):
    unit = "rows"

    def __init__(self, chosen: Task, steps: int, folder: Path):
        torch.manual_seed(chosen.seed)
        self.task = chosen
        schedule = Schedule(
            steps=steps,
            rate=chosen.rate,
            warm_up=100,
            decay_share=DECAY_SHARE,
            weight_decay=WEIGHT_DECAY,
            seed=chosen.seed,
        )
        super().__init__(Extractor(chosen.shape, chosen.heads), None, schedule, folder)

    def optimizers(self) -> list[torch.optim.Optimizer]:
        rate, decay = self.schedule.rate, self.schedule.weight_decay
        return [torch.optim.AdamW(self.model.parameters(), lr=rate, weight_decay=decay)]

    def backward(self, step: int) -> tuple[float, int, int]:
        self.model.train()
        rows = self.task.rows
        pixels, targets = self.task.batch(np.random.default_rng([self.schedule.seed, step]), rows)
        scores = self.model(pixels)
        loss = sum(F.cross_entropy(scores[name], target) for name, target in targets.items())
        loss.backward()
        return loss.item(), rows, rows


def _parameters(model: Extractor) -> int:
    """Of the written graph: a bias for each channel in place of its norm, and the first head only."""
    head = next(iter(model.heads.values()))
    weights = sum(c.weight.numel() + c.out_channels for c in model.convolutions)
    return weights + head.weight.numel() + head.out_features


def _percent(told: np.ndarray, right: np.ndarray) -> float:
    return 100 * float((told == right).mean())


def extractor_json(chosen: Task) -> dict:
    shape = chosen.shape
    return {
        "format": 1,
        "name": chosen.name,
        "file": "extractor.onnx",
        "kind": shape.kind,
        **({"frames": shape.frames} if shape.kind == "clip" else {}),
        "height": shape.height,
        "width": shape.width,
        "channels": shape.channels,
        "layout": "nhwc",
        "scale": "unit",
        "resize": "none",
        "features": "features",
        "probabilities": "probabilities",
        "classes": list(chosen.classes),
        "description": chosen.description,
        "licence": "Apache-2.0",
        "training_data": chosen.training_data,
    }


def write(folder: Path, chosen: Task, model: Extractor) -> None:
    """The graph and what Assay reads of it."""
    graph = serialized(extractor_graph(model), chosen.description)
    if len(graph) > FILE_LIMIT:
        raise SystemExit(f"extractor.onnx would have {len(graph):,} bytes, more than {FILE_LIMIT:,}")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "extractor.onnx").write_bytes(graph)
    facts = json.dumps(extractor_json(chosen), indent=2) + "\n"
    (folder / "extractor.json").write_text(facts, encoding="utf-8")


def check(folder: Path, chosen: Task, model: Extractor) -> dict:
    """Accuracies of the written graph and of the other heads, and how far the graph is from PyTorch."""
    pixels, targets = chosen.unseen()
    features, probabilities = run(folder / "extractor.onnx", pixels.numpy())
    with torch.no_grad():
        expected = torch.cat([model.features(part) for part in pixels.split(500)])
        others = {name: head(expected).argmax(-1) for name, head in model.heads.items()}
    accuracies = {name: _percent(others[name].numpy(), target.numpy()) for name, target in targets.items()}
    accuracies["class"] = _percent(probabilities.argmax(-1), targets["class"].numpy())
    eigenvalues = np.linalg.eigvalsh(np.cov(features.T.astype(np.float64)))
    return {
        "rows": len(pixels),
        "parameters": _parameters(model),
        "accuracies": accuracies,
        "difference": float(np.abs(features - expected.numpy()).max()),
        "largest": float(features.max()),
        "used": int((features.std(axis=0) > 1e-3).sum()),
        "eigenvalues": (float(eigenvalues[0]), float(eigenvalues[-1])),
    }


def run(graph: Path, pixels: np.ndarray, rows: int = 500) -> tuple[np.ndarray, np.ndarray]:
    """Features and probabilities of many images or clips."""
    running = session(graph)
    parts = [
        running.run(["features", "probabilities"], {"pixels": pixels[i : i + rows]})
        for i in range(0, len(pixels), rows)
    ]
    features, probabilities = zip(*parts, strict=True)
    return np.concatenate(features), np.concatenate(probabilities)


def main(arguments: list[str] | None = None) -> None:
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--out", type=Path, help="the extractor's folder; left out, nothing is written")
    parser.add_argument("--data-dir", type=Path, default=Path("../../shared/data"), help="has mnist/")
    parser.add_argument("--work", type=Path, help="of checkpoints; default work/interpolants/NAME")
    parser.add_argument("--steps", type=int, help="of training; default: as the bundled one")
    options = parser.parse_args(arguments)
    chosen = task(options.name, options.data_dir)
    work = options.work or Path("work/interpolants") / options.name
    training = ExtractorTraining(chosen, options.steps or chosen.steps, work)
    training.run()
    model, log = training.model.eval(), training.log()
    if options.out:
        write(options.out, chosen, model)
        found = check(options.out, chosen, model)
        command = shlex.join(["python", "-m", "assay_training.interpolants.train_extractor", *arguments])
        text = card(options.out, chosen, log, found, command)
        (options.out / "CARD.md").write_text(text, encoding="utf-8")
        accuracies = ", ".join(f"{name} {value:.2f} %" for name, value in found["accuracies"].items())
        print(f"wrote {options.out}; on {found['rows']:,} unseen rows {accuracies}")


if __name__ == "__main__":
    main()
