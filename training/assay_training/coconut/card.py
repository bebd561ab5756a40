"""The model card of a reasoning model: every number in it comes from the run's own records."""

from dataclasses import dataclass
from pathlib import Path

import torch

from assay_training.coconut.ending import Ending
from assay_training.coconut.methods import Method
from assay_training.coconut.task import Task
from assay_training.export import sha256


@dataclass(frozen=True)
class Records:
    """What a run leaves behind for its card.

    ``scores`` maps a number of thoughts to shares of right answers; ``ending`` tells
    of the classifier, where there is one.
    """

    name: str
    description: str
    method: Method
    task: Task
    commands: list[str]
    seed: int
    config: dict
    feedback: float
    parameters: tuple[int, int]
    logs: dict[str, list[dict]]
    stages: list[int]
    scores: dict[int, dict[str, float]]
    ending: Ending | None
    parity: float


def card(records: Records, folder: Path) -> str:
    r, c = records, records.config
    total, inner = r.parameters
    lines = [
        f"# {r.name}",
        "",
        f"{r.description}.",
        "",
        f"- Method: {r.method.name}. {_between(r)}",
        f"- Parameters: {total:,}, of which {inner:,} outside the embedding. {c['layers']} layers, width "
        f"{c['width']}, {c['heads']} heads, inner width {c['hidden']}; RMSNorm, rotary positions, SwiGLU, "
        "tied embeddings.",
        "- Tokens: bytes, and one token for each word of the task's wording (`tokenizer.json`).",
        "- Weights: fp16 in the file, computed in fp32. Licence: Apache-2.0.",
        "",
        "## How it was made",
        "",
        "In `training/`:",
        "",
        *(f"    {command}" for command in r.commands),
        "",
        f"- Data: {r.task.training_data}. Seed {r.seed}.",
        *_stages(r),
        f"- PyTorch {torch.__version__}; the ONNX graph differs from it by at most {r.parity:.1e} in logits.",
        "",
    ]
    for name, log in r.logs.items():
        lines += [
            f"{name}: {log[-1]['step']:,} steps, {log[-1]['positions']:,} questions, "
            f"{log[-1]['training_seconds'] / 60:.0f} minutes on one thread of a CPU that also did other work.",
            "",
            "| up to step | mean loss |",
            "|---:|---:|",
            *_losses(log),
            "",
        ]
    lines += [
        "## Scores",
        "",
        f"Greedy, PyTorch in fp32. {r.task.tested_on}",
        "",
        *_scores(r),
        "",
    ]
    if r.ending is not None:
        lines += [
            "A linear probe on the finished model's thoughts may end them (`thoughts=classifier`): have there been "
            f"as many as the question needs? It is believed from a probability of {r.ending.threshold} on. On other "
            f"questions it would end at {r.ending.early:.1%} of the positions that are too early, and go on at "
            f"{r.ending.late:.1%} of those where it need not.",
            "",
        ]
    lines += ["## Files", "", "| file | bytes | sha256 |", "|---|---:|---|"]
    for path in sorted(folder.iterdir()):
        if path.suffix in {".onnx", ".json"}:
            lines.append(f"| `{path.name}` | {path.stat().st_size:,} | `{sha256(path)}` |")
    return "\n".join(lines) + "\n"


def _between(r: Records) -> str:
    kind = r.method.between.value
    count = max(r.scores)
    if kind == "nothing":
        return "Nothing stands between question and text."
    marked = ", between begin and end of thinking" if r.method.marked else ""
    scaled = f", hidden states times {r.feedback:.4f}" if kind == "thoughts" else ""
    return f"{count} {kind} stand between question and text{marked}{scaled}."


def _stages(r: Records) -> list[str]:
    if not r.stages:
        return []
    steps = ", ".join(map(str, r.stages))
    return [
        f"- Curriculum: {len(r.stages)} stages before the last, of {steps} steps; a stage ended when its "
        "skill was learned, at the latest after its share."
    ]


def _scores(r: Records) -> list[str]:
    names = list(next(iter(r.scores.values())))
    counted = {"thoughts": "thoughts", "pauses": "pauses", "nothing": "thoughts"}[r.method.between.value]
    return [
        f"| {counted} | {' | '.join(names)} |",
        "|---:|" + "---:|" * len(names),
        *(f"| {n} | {' | '.join(f'{s[name]:.1%}' for name in names)} |" for n, s in r.scores.items()),
    ]


def _losses(log: list[dict]) -> list[str]:
    """Ten rows, each the mean of the records up to it."""
    size = max(1, (len(log) + 9) // 10)
    lines = []
    for start in range(0, len(log), size):
        part = log[start : start + size]
        lines.append(f"| {part[-1]['step']:,} | {sum(p['loss'] for p in part) / len(part):.3f} |")
    return lines
