"""Times a plain PyTorch sampling loop on a bundled model's own weights, to compare Assay with.

    python -m assay_training.interpolants.speed FOLDER --images 512 --batch 64 --threads 2 --guidance 2

FOLDER is a model folder with `denoiser.onnx`; its weights are read from there, and the logits must equal the
file's. Prints a line of JSON for each sampler: the median of three runs after one to warm up. Making pixels
of the tokens is left out, which Assay does too in its time.
"""

import argparse
import json
import statistics
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper

from assay_training.interpolants.denoiser import Denoiser, DenoiserConfig, Grid
from assay_training.interpolants.sampling import Sampling, sample

TOLERANCE = 1e-3  # between logits; sums are added up in another order
SAMPLERS = {"flow": 64, "maskgit": 20}  # steps


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--images", type=int, default=512)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--guidance", type=float, default=1.0)
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    model = read(options.folder)
    check(options.folder, model)
    for sampler, steps in SAMPLERS.items():
        sampling = Sampling(sampler, steps, guidance=options.guidance)
        seconds = [timed(model, sampling, options.images, options.batch) for _ in range(4)][1:]
        median = statistics.median(seconds)
        record = {
            "what": f"PyTorch {torch.__version__}, {sampler}, {steps} steps",
            "guidance": options.guidance,
            "threads": options.threads,
            "batch": options.batch,
            "images": options.images,
            "seconds": round(median, 3),
            "images_per_second": round(options.images / median, 2),
        }
        print(json.dumps(record), flush=True)


def timed(model: Denoiser, sampling: Sampling, images: int, batch: int) -> float:
    generator = torch.Generator().manual_seed(1)
    start = time.perf_counter()
    for first in range(0, images, batch):
        classes = torch.arange(first, min(images, first + batch)) % model.config.classes
        tokens = torch.full((len(classes), model.config.length), model.config.mask)
        sample(model, tokens, classes, sampling, generator)
    return time.perf_counter() - start


@torch.no_grad()
def read(folder: Path) -> Denoiser:
    """The model of a folder with one part and classes."""
    facts = json.loads((folder / "model.json").read_text())
    shape, part = facts["denoiser"], facts["parts"][0]
    weights = {i.name: numpy_helper.to_array(i) for i in onnx.load(folder / "denoiser.onnx").graph.initializer}

    def weight(name: str) -> torch.Tensor:
        values = weights[name].astype(np.float32)
        return torch.from_numpy(values * weights.get(f"{name}.scale", np.float32(1)))

    token_width = weights["embedding"].shape[1]
    patch = round((weights["patch.0"].shape[0] / token_width) ** 0.5)
    config = DenoiserConfig(
        shape["vocabulary"],
        (Grid(part["height"], part["width"], patch, frames=part["frames"]),),
        classes=len(facts["classes"]),
        explicit=shape["time"] == "explicit",
        width=shape["width"],
        layers=shape["layers"],
        heads=shape["heads"],
        hidden=shape["hidden"],
        token_width=token_width,
    )
    model = Denoiser(config).eval()
    model.embedding.weight.copy_(weight("embedding"))
    model.places.copy_(weight("places"))
    model.classes.weight.copy_(weight("classes"))
    model.patches[0].weight.copy_(weight("patch.0").T)
    model.heads[0].weight.copy_(weight("head.0").T)
    model.norm.weight.copy_(weight("norm"))
    if config.explicit:
        model.time.inner.weight.copy_(weight("time.inner").T)
        model.time.outer.weight.copy_(weight("time.outer").T)
    for i, block in enumerate(model.blocks):
        block.attention_norm.weight.copy_(weight(f"layer.{i}.attention_norm"))
        block.feed_forward_norm.weight.copy_(weight(f"layer.{i}.feed_forward_norm"))
        block.attention.qkv.weight.copy_(weight(f"layer.{i}.qkv").T)
        block.attention.out.weight.copy_(weight(f"layer.{i}.out").T)
        block.feed_forward.gate_up.weight.copy_(weight(f"layer.{i}.gate_up").T)
        block.feed_forward.down.weight.copy_(weight(f"layer.{i}.down").T)
    return model


@torch.no_grad()
def check(folder: Path, model: Denoiser) -> None:
    """Refuses to time a model that is not the file's."""
    c, draw = model.config, torch.Generator().manual_seed(0)
    tokens = torch.randint(c.vocabulary + 1, (4, c.length), generator=draw)
    classes = torch.arange(4) % c.classes
    times = torch.rand(4, generator=draw)
    session = onnxruntime.InferenceSession(str(folder / "denoiser.onnx"), providers=["CPUExecutionProvider"])
    given = {"tokens": tokens.numpy(), "condition": classes.numpy()} | (
        {"time": times.numpy()} if c.explicit else {}
    )
    expected = session.run(["logits"], given)[0]
    worst = float(np.abs(model(tokens, classes, times if c.explicit else None).numpy() - expected).max())
    if worst > TOLERANCE:
        raise SystemExit(f"{folder}: PyTorch's logits differ from the file's by {worst:.1e}")


if __name__ == "__main__":
    main()
