"""The card of a feature extractor: every number in it was measured on the written file."""

from pathlib import Path

import torch

from assay_training.card import file_table
from assay_training.interpolants.extractor import WIDTH
from assay_training.interpolants.extractor_tasks import Task


def card(folder: Path, chosen: Task, log: list[dict], found: dict, command: str) -> str:
    shape, last = chosen.shape, log[-1]
    layers = ", ".join(f"{channels}{'/2' if stride == 2 else ''}" for channels, stride in shape.layers)
    lines = [
        f"# {chosen.name}",
        "",
        chosen.description,
        "",
        "Numbers computed with these features compare with each other only, never with those of Inception "
        "or of",
        "another extractor.",
        "",
        f"- Input: float `[batch, {', '.join(map(str, shape.sizes))}]`, pixels / 255.",
        f"- Outputs: `features [batch, {WIDTH}]`, means over positions of the last layer's activations; "
        f"`probabilities [batch, {len(chosen.classes)}]`.",
        f"- Layers: convolutions of 3 positions a side with {layers} channels (`/2`: stride 2), batch norm "
        "folded into the weights, ReLU; one linear head.",
        f"- Parameters: {found['parameters']:,}, stored as fp16, computed in fp32. Licence: Apache-2.0.",
        "- A row's numbers do not depend on the other rows of its batch, to the last bit "
        "(`training/tests/test_extractors.py`).",
        "",
        "## How it was made",
        "",
        "In `training/`:",
        "",
        f"    {command}",
        "",
        f"- Training data: {chosen.training_data}.",
        f"- Seed {chosen.seed}; {last['step']:,} steps of {chosen.rows} rows; AdamW, rate {chosen.rate} with "
        f"linear decay over the last 60 %; {last['training_seconds'] / 60:.1f} minutes on one thread of a CPU "
        f"that also did other work, PyTorch {torch.__version__}.",
        f"- Loss at the end: {last['loss']:.4f}, the sum of the cross-entropies of what is told below.",
        "",
        "## Checks of the written file",
        "",
        f"On {found['rows']:,} rows of {chosen.unseen_data}:",
        "",
        "| told | accuracy |",
        "|---|---:|",
        *(f"| {name} | {accuracy:.2f} % |" for name, accuracy in found["accuracies"].items()),
        "",
        f"- {found['used']} of {WIDTH} features vary; the eigenvalues of their covariance reach from "
        f"{found['eigenvalues'][0]:.1e} to {found['eigenvalues'][1]:.1e}.",
        f"- Largest difference of a feature from PyTorch with weights that are not rounded: "
        f"{found['difference']:.1e} (features reach {found['largest']:.1f}).",
        "",
        *file_table([folder / name for name in ("extractor.onnx", "extractor.json")]),
        "",
    ]
    return "\n".join(lines)
