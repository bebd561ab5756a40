"""The BLT model's card: every number in it comes from the run's own records."""

from dataclasses import dataclass
from pathlib import Path

import torch

from assay_training.blt.shape import Shape
from assay_training.card import data_table, file_table, means, score_lines, state
from assay_training.train import Schedule

AGREEMENT = "- The ONNX graphs against the plain PyTorch reference: "


@dataclass(frozen=True)
class Scratch:
    """A run from random weights; the last record of its entropy model's training."""

    entropy: dict


@dataclass(frozen=True)
class Restart:
    """A run that went on from an exported model; what that model's card says of its making."""

    step: int
    making: list[str]
    files: list[str]


def read_origin(folder: Path, step: int) -> Restart:
    lines = (folder / "CARD.md").read_text(encoding="utf-8").splitlines()
    return Restart(step, _section(lines, "## How it was made"), _section(lines, "## Files"))


def _section(lines: list[str], heading: str) -> list[str]:
    start = lines.index(heading) + 1
    length = next((i for i, line in enumerate(lines[start:]) if line.startswith("## ")), None)
    return "\n".join(lines[start:][:length]).strip().splitlines()


@dataclass(frozen=True)
class Records:
    """What a run leaves behind for its card."""

    name: str
    description: str
    command: str
    shape: Shape
    parameters: dict[str, int]  # by part
    schedule: Schedule
    origin: Scratch | Restart
    log: list[dict]  # the training log's records, oldest first
    threshold: float
    patch_size: float  # mean bytes of a patch on documents of the training
    scores: dict[str, dict[str, float]]
    examples: int
    bits_per_byte: float
    agreement: str
    data_files: dict[str, Path]


def card(records: Records, folder: Path) -> str:
    shape, last, schedule = records.shape, records.log[-1], records.schedule
    lines = [
        f"# {records.name}",
        "",
        f"{records.description}{state(last, schedule.__dict__)}",
        "",
        "- Family: Byte Latent Transformer (arXiv 2412.09871): entropy patches, n-gram hash embeddings,",
        "  local encoder with cross-attention pooling, global transformer, local decoder.",
        f"- Parameters: {sum(records.parameters.values()):,}: "
        + ", ".join(f"{name} {count:,}" for name, count in records.parameters.items())
        + ".",
        f"- Shape (layers x width, heads, inner width): entropy model {_stack(shape.entropy)}; encoder "
        f"{_stack(shape.encoder)}; global {_stack(shape.latent)}; decoder {_stack(shape.decoder)}; "
        f"{shape.slots} slots a patch; n-grams of {shape.hash_sizes[0]} to {shape.hash_sizes[-1]} bytes, "
        f"{shape.hash_rows:,} rows each.",
        f"- Windows: {shape.window} bytes in encoder and decoder, {shape.entropy_window} in the entropy "
        f"model; context {shape.context:,} bytes.",
        f"- Patches: entropy above {records.threshold:.6f} nats, found so that patches of training "
        f"documents have 4.5 bytes; {records.patch_size:.2f} measured on others.",
        "- Weights: fp16 in the files, computed in fp32. Licence: Apache-2.0.",
        "",
        "## How it was made",
        "",
        "In `training/`:",
        "",
        f"    {records.command}",
        "",
        f"- Seed {schedule.seed}. The documents of the tokenized twin, byte for byte and in its order, "
        f"of the twin's first {last['step']:,} steps: {last['positions']:,} bytes, of which "
        f"{last['positions_with_loss']:,} with loss.",
        *_beginning(records),
        f"- Rates {schedule.rate} (Muon, matrices) and {schedule.embedding_rate} (AdamW, embeddings, "
        f"tables, head and norms); warm-up {schedule.warm_up} steps, linear decay to 0 over the last "
        f"{schedule.decay_steps:,} of {schedule.steps:,} steps.",
        f"- Training time {last['training_seconds'] / 60:.0f} minutes on one thread of a CPU that also did "
        f"other work (bfloat16 products), PyTorch {torch.__version__}.",
        f"- Last loss (mean of the last steps, over the bytes with loss): {last['loss']}.",
        f"{AGREEMENT}{records.agreement}.",
        "",
        "| up to step | mean loss, nats a byte |",
        "|---:|---:|",
        *(f"| {step:,} | {loss:.3f} |" for step, loss in means(records.log)),
        "",
        *_earlier(records.origin),
        "## Data",
        "",
        *data_table(records.data_files),
        "",
        "The twin's card says how questions are drawn from these and which words are held out.",
        "",
        "## Scores on held-out words and sentences",
        "",
        *score_lines(records.scores, records.examples, "PyTorch in fp32"),
        "",
        f"Ordinary text (GSM8k's test problems, first 200): {records.bits_per_byte:.3f} bits per byte.",
        "",
        "## Files",
        "",
        *file_table([file for file in sorted(folder.iterdir()) if not file.name.startswith("CARD.md")]),
        "",
    ]
    return "\n".join(lines)


def _beginning(records: Records) -> list[str]:
    origin = records.origin
    if isinstance(origin, Restart):
        return [
            f"- Steps 1 to {origin.step:,} are those of the earlier model of this name, described below. Then "
            f"a restart: steps {origin.step + 1:,} to {records.log[-1]['step']:,} began with that model's "
            "weights as its files hold them, rounded to fp16, and with fresh optimizer states. What "
            "follows here is about these steps.",
            "- Entropy model and threshold: the earlier model's, frozen.",
        ]
    entropy = origin.entropy
    return [
        f"- Entropy model: {entropy['step']:,} steps taken evenly from the same documents, "
        f"{entropy['positions']:,} bytes, all with loss, {entropy['training_seconds'] / 60:.0f} minutes; "
        f"last loss {entropy['loss']} nats a byte. It was then frozen.",
        "- First weights: random, with a circuit that copies (`training/assay_training/blt/copying.py`), as "
        "the twin's.",
    ]


def _earlier(origin: Scratch | Restart) -> list[str]:
    if isinstance(origin, Scratch):
        return []
    return [
        f"## The first {origin.step:,} steps",
        "",
        "As the earlier model's card says:",
        "",
        *origin.making,
        "",
        "Its files, from which the restart read the weights:",
        "",
        *origin.files,
        "",
    ]


def _stack(stack) -> str:
    return f"{stack.layers} x {stack.width}, {stack.heads}, {stack.hidden}"
