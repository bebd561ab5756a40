"""The card of a model of procedural data: every number in it was measured on the rounded weights."""

from pathlib import Path

import numpy as np
import torch

from assay_training.card import file_table, means, state
from assay_training.interpolants import clips
from assay_training.interpolants.clip_scores import clip_scores
from assay_training.interpolants.denoiser import Denoiser
from assay_training.interpolants.joint_denoiser import JointConfig
from assay_training.interpolants.palette import KINDS, LABELS
from assay_training.interpolants.procedural_models import Procedural
from assay_training.interpolants.sampling import Sampling, sample
from assay_training.interpolants.segmentation import intersection_over_union, segment, unseen
from assay_training.interpolants.training import DROPPED, DenoiserTraining

IMAGES, CLIPS = 500, 400
SEGMENTING, CLIP_STEPS = ((1.0, 1), (1.0, 16), (0.5, 1), (0.5, 4), (0.5, 16)), (4, 16, 64)


def scores(model: Procedural, denoiser: Denoiser, extractors: Path) -> list[str]:
    """The card's lines on what the model does."""
    return segmentation_lines(denoiser) if not model.classes else clip_lines(denoiser, extractors)


def segmentation_lines(denoiser: Denoiser) -> list[str]:
    image, labels = unseen(IMAGES)
    rows = []
    for temperature, steps in SEGMENTING:
        found = segment(denoiser, image, Sampling("flow", steps, temperature), seed=1)
        by_class = intersection_over_union(found, labels)
        rows.append((temperature, steps, by_class.mean(), (found == labels).mean(), by_class))
    return [
        f"Segmentation by unmasking of {IMAGES} images drawn with another seed (sampler `flow`; IoU of "
        "sums over all images):",
        "",
        f"| temperature | steps | mIoU | pixel accuracy | {' | '.join(LABELS)} |",
        f"|---:|---:|---:|---:|{'---:|' * len(LABELS)}",
        *(
            f"| {temperature} | {steps} | {mean:.3f} | {accuracy:.2%} | "
            f"{' | '.join(f'{value:.3f}' for value in by_class)} |"
            for temperature, steps, mean, accuracy, by_class in rows
        ),
    ]


def clip_lines(denoiser: Denoiser, extractors: Path) -> list[str]:
    kinds = torch.arange(CLIPS) % len(KINDS)
    real, _ = clips.draw(np.random.default_rng(10**9), 4 * CLIPS)
    extractor = extractors / "clips-cnn" / "extractor.onnx"
    rows = []
    for steps in CLIP_STEPS:
        generator = torch.Generator().manual_seed(1)
        masks = torch.full((CLIPS, denoiser.config.length), denoiser.config.mask)
        found = [
            sample(denoiser, tokens, classes, Sampling("flow", steps), generator)
            for tokens, classes in zip(masks.split(100), kinds.split(100), strict=True)
        ]
        frames = torch.cat(found).reshape(CLIPS, clips.FRAMES, clips.SIZE, clips.SIZE).numpy()
        rows.append((f"flow, {steps} steps", clip_scores(extractor, frames, kinds.numpy(), real)))
    other, shown = clips.draw(np.random.default_rng(10**9 + 1), CLIPS)
    rows.append(("real clips", clip_scores(extractor, other, shown, real)))
    order = np.random.default_rng(1).permuted(np.tile(np.arange(clips.FRAMES), (CLIPS, 1)), axis=1)
    shuffled = np.take_along_axis(other, order[:, :, None, None], axis=1)
    rows.append(("real clips, frames shuffled", clip_scores(extractor, shuffled, shown, real)))
    return [
        f"{CLIPS} clips, kinds in turn, against {4 * CLIPS:,} real ones (temperature 1, no guidance; features "
        "of `clips-cnn`, so the distances compare with each other only):",
        "",
        "| clips | Fréchet distance | kind as asked |",
        "|---|---:|---:|",
        *(f"| {name} | {distance:.3f} | {agreement:.1%} |" for name, (distance, agreement) in rows),
    ]


def card(
    folder: Path,
    model: Procedural,
    denoiser: Denoiser,
    training: DenoiserTraining,
    difference: float,
    lines: list[str],
    command: str,
) -> str:
    log, schedule, c = training.log(), training.schedule, denoiser.config
    last, vocabulary = log[-1], ", ".join(f"{part.kind} {part.tokens}" for part in model.parts)
    schedule_facts = {"steps": schedule.steps}
    return "\n".join(
        [
            f"# {model.about.name}",
            "",
            f"{model.about.description}{state(last, schedule_facts)}",
            "",
            "- Family: discrete interpolant (arXiv 2412.06787), implicit: the model is not told the time.",
            f"- Tokens: palette indices ({vocabulary}) on grids of "
            f"{', '.join(grid_text(part.grid) for part in model.parts)}.",
            f"- Transformer: {c.layers} layers, width {c.width}, {c.heads} heads, hidden {c.hidden}, "
            f"{c.positions} positions: {positions_text(model)}.",
            f"- Parameters: {denoiser.count():,}; matrices stored as int8 with a scale for each output, computed "
            f"in fp32. {c.flops_per_pass / 1e6:.0f} MFLOP a row and pass. Licence: {model.about.licence}.",
            "",
            "## How it was made",
            "",
            "In `training/`:",
            "",
            f"    {command}",
            "",
            f"- Data: {model.about.training_data}; the rule stands in `training/assay_training/interpolants/`.",
            f"- {model.masking_text}. Loss: cross-entropy of the masked tokens.",
            *([f"- {DROPPED:.0%} of the rows are trained without their class."] if c.classes else []),
            f"- Seed {schedule.seed}; {last['step']:,} steps of {model.rows} rows; Muon (matrices, rate "
            f"{schedule.rate}) and AdamW (rest, {schedule.embedding_rate}); linear decay over the last "
            f"{schedule.decay_share:.0%}; the weights are an average over the last steps.",
            f"- Training time {last['training_seconds'] / 60:.0f} minutes on one thread of a CPU that also did "
            f"other work (bfloat16 products), PyTorch {torch.__version__}.",
            "",
            "| up to step | mean loss |",
            "|---:|---:|",
            *(f"| {step:,} | {loss:.4f} |" for step, loss in means(log, 10)),
            "",
            "## Scores of the rounded weights",
            "",
            *lines,
            "",
            f"Largest difference of a logit between PyTorch and the file: {difference:.1e}.",
            "",
            "## Files",
            "",
            *file_table([folder / name for name in ("denoiser.onnx", "model.json")]),
            "",
        ]
    )


def positions_text(model: Procedural) -> str:
    """What a position of the transformer stands for."""
    patch = model.config.parts[0].patch
    text = f"patches of {patch} by {patch} tokens"
    if isinstance(model.config, JointConfig):
        channels = " and ".join(map(str, model.config.channels))
        text += f", those of image and labels together, between convolutions of {channels} channels"
    return text + (", and one for the class" if model.config.classes else "")


def grid_text(grid) -> str:
    frames = f"{grid.frames} frames of " if grid.frames > 1 else ""
    return f"{frames}{grid.height} by {grid.width}"
