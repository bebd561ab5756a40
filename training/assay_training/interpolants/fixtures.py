"""Tiny token-grid models with random weights and what PyTorch computes with them, for the Java tests.

    python -m assay_training.interpolants.fixtures \\
        --out ../plugins-interpolants/src/test/resources/dev/assay/interpolants/tiny/

Each model's folder also gets `expected.json`; the README.md written beside the folders describes it.
"""

import argparse
import json
from pathlib import Path

import torch

from assay_training.interpolants.denoiser import Denoiser, DenoiserConfig, Grid, round_to_int8
from assay_training.interpolants.folder import About, Part, write_denoiser
from assay_training.interpolants.palette import LABELS, PALETTE
from assay_training.interpolants.vq import Vq, VqConfig
from assay_training.interpolants.vq_onnx import decoder_graph, encoder_graph

SEED = 20261126
LIMIT = 60_000  # bytes of any file
ROWS = 3
SHAPE = dict(width=32, layers=2, heads=4, hidden=48, token_width=8)
CLASSES = ("zero", "one", "two")
COLOURS = tuple(tuple(map(int, colour)) for colour in PALETTE)
GREYS = ((0,), (85,), (170,), (255,))
CODES = 16

README = f"""# Tiny token-grid models

Random weights, seed {SEED}. Made in `training/` by

    python -m assay_training.interpolants.fixtures \\
        --out ../plugins-interpolants/src/test/resources/dev/assay/interpolants/tiny/

| folder | what it has |
|---|---|
| `implicit` | an image of 8 by 8 grey pixels as 4 by 4 tokens of a VQ with {CODES} codes; three classes |
| `explicit` | an image of 4 by 6 tokens that are four greys; three classes; the time is an input |
| `joint` | an image of 4 by 4 colours, then the labels of its pixels; no class |
| `clip` | three frames of 4 by 4 colours; three classes |

`expected.json` is what PyTorch computes in fp32 with the stored weights: `rows` of `tokens` (some of them
[MASK]), of `condition` and `time` where the model has them, and their `logits`, row by row
`[length, vocabulary]` as one list, five decimals. For `implicit` also `pixels`, one list of
`[height, width, channels]` a row, their `encoded` tokens, and the pixels that these are `decoded` to.
"""


def implicit() -> tuple[Denoiser, list[Part], Vq]:
    vq = random_vq()
    grid = Grid(4, 4, 2)
    graphs = {
        "encoder": encoder_graph(vq).model("tests").SerializeToString(deterministic=True),
        "decoder": decoder_graph(vq).model("tests").SerializeToString(deterministic=True),
    }
    model = random_denoiser(DenoiserConfig(CODES, (grid,), len(CLASSES), **SHAPE))
    return model, [Part("image", grid, 0, CODES, graphs)], vq


def explicit() -> tuple[Denoiser, list[Part], None]:
    grid = Grid(4, 6, 2)
    model = random_denoiser(DenoiserConfig(len(GREYS), (grid,), len(CLASSES), explicit=True, **SHAPE))
    return model, [Part("image", grid, 0, len(GREYS), palette=GREYS)], None


def joint() -> tuple[Denoiser, list[Part], None]:
    grid, first = Grid(4, 4, 2), len(COLOURS)
    model = random_denoiser(DenoiserConfig(first + len(LABELS), (grid, grid), **SHAPE))
    image = Part("image", grid, 0, first, palette=COLOURS)
    labels = Part("labels", grid, first, len(LABELS), palette=COLOURS[: len(LABELS)], classes=LABELS)
    return model, [image, labels], None


def clip() -> tuple[Denoiser, list[Part], None]:
    grid = Grid(4, 4, 2, frames=3)
    model = random_denoiser(DenoiserConfig(len(COLOURS), (grid,), len(CLASSES), **SHAPE))
    return model, [Part("video", grid, 0, len(COLOURS), palette=COLOURS)], None


MODELS = {"implicit": implicit, "explicit": explicit, "joint": joint, "clip": clip}


@torch.no_grad()
def random_denoiser(config: DenoiserConfig) -> Denoiser:
    """Weights large enough that a wrong order or position shows, and that choices are not even."""
    model = Denoiser(config)
    for name, parameter in model.named_parameters():
        if parameter.dim() == 2 and name.startswith(("blocks", "heads")):
            parameter.mul_(9 if name.startswith("blocks") else 12)
    return round_to_int8(model).eval()


@torch.no_grad()
def random_vq() -> Vq:
    vq = Vq(VqConfig(height=8, width=8, codes=CODES, code_width=4, hidden=8))
    vectors = vq.vectors(torch.rand(CODES, 8, 8, 1))[:, 5]
    vq.codebook.copy_(vectors)
    vq.decoder[-2].weight.mul_(12)
    return round_to_int8(vq).eval()


@torch.no_grad()
def expected(model: Denoiser, vq: Vq | None, generator: torch.Generator) -> dict:
    c = model.config
    tokens = torch.randint(c.vocabulary, (ROWS, c.length), generator=generator)
    tokens = tokens.masked_fill(torch.rand(ROWS, c.length, generator=generator) < 0.5, c.mask)
    condition = torch.tensor([0, c.null_class, 1]) if c.classes else None
    time = torch.tensor([0.0, 0.375, 0.875]) if c.explicit else None
    found = {"rows": ROWS, "tokens": tokens.tolist()}
    if condition is not None:
        found["condition"] = condition.tolist()
    if time is not None:
        found["time"] = time.tolist()
    found["logits"] = _rows(model(tokens, condition, time))
    if vq:
        pixels = torch.randint(256, (ROWS, vq.config.height, vq.config.width, 1), generator=generator) / 255
        encoded = vq.encode(pixels)
        found |= {"pixels": _rows(pixels), "encoded": encoded.tolist(), "decoded": _rows(vq.decode(encoded))}
    return found


def write(folder: Path, name: str) -> None:
    torch.manual_seed(SEED)
    model, parts, vq = MODELS[name]()
    says = About(f"tiny-{name}", f"Random weights (seed {SEED}), for tests.", "none")
    classes = list(CLASSES) if model.config.classes else []
    sampling = {"sampler": "flow", "steps": 4, "temperature": 1.0}
    write_denoiser(folder, model, says, parts, classes, sampling, LIMIT)
    document = expected(model, vq, torch.Generator().manual_seed(SEED))
    text = json.dumps({"format": 1} | document, separators=(",", ":"))
    (folder / "expected.json").write_text(text + "\n")


def _rows(values: torch.Tensor) -> list[list[float]]:
    return [[round(value, 5) for value in row] for row in values.flatten(1).tolist()]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write the models into")
    out = parser.parse_args().out
    for name in MODELS:
        write(out / name, name)
        print(f"wrote {out / name}")
    (out / "README.md").write_text(README)


if __name__ == "__main__":
    main()
