"""Writes a token-grid model's folder: the graphs, then model.json."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch

from assay_training.graph import Graph
from assay_training.interpolants.denoiser import Denoiser, Grid
from assay_training.interpolants.denoiser_onnx import denoiser_graph

LIMIT = 1024 * 1024  # bytes of any bundled file


@dataclass(frozen=True)
class About:
    name: str
    description: str
    training_data: str
    family: str = "interpolant"  # or "maskgit"
    licence: str = "Apache-2.0"


@dataclass(frozen=True)
class Part:
    """What a grid's tokens mean: a decoder graph's codes, or a palette's colours."""

    kind: str  # image, labels or video
    grid: Grid
    first_token: int
    tokens: int
    graphs: dict[str, bytes] = field(default_factory=dict)  # "decoder" and "encoder"
    palette: tuple[tuple[int, ...], ...] = ()
    classes: tuple[str, ...] = ()

    def to_json(self) -> dict:
        found = {
            "kind": self.kind,
            "frames": self.grid.frames,
            "height": self.grid.height,
            "width": self.grid.width,
            "first_token": self.first_token,
            "tokens": self.tokens,
        }
        found |= {role: file_name(role) for role in self.graphs}
        if self.palette:
            found["palette"] = [list(colour) for colour in self.palette]
        return found | ({"classes": list(self.classes)} if self.classes else {})


def file_name(role: str) -> str:
    return f"image_{role}.onnx"


def write_denoiser(
    folder: Path,
    model: Denoiser,
    about: About,
    parts: list[Part],
    classes: list[str],
    sampling: dict,
    limit: int = LIMIT,
    graph: Callable[[Denoiser], Graph] = denoiser_graph,
) -> None:
    """The model must already be rounded to int8; ``graph`` makes its graph."""
    c = model.config
    facts = head(about, model.count()) | {
        "denoiser": {
            "file": "denoiser.onnx",
            "vocabulary": c.vocabulary,
            "mask": c.mask,
            "time": "explicit" if c.explicit else "implicit",
            "scheduler": "linear",
            "width": c.width,
            "layers": c.layers,
            "heads": c.heads,
            "positions": c.positions,
            "hidden": c.hidden,
            "flops_per_pass": c.flops_per_pass,
        },
        "classes": classes,
    }
    if c.classes:
        facts["null_class"] = c.null_class
    facts |= {"parts": [part.to_json() for part in parts], "sampling": sampling}
    written = graph(model).model(about.description).SerializeToString(deterministic=True)
    write_files(folder, {"denoiser.onnx": written} | part_graphs(parts), facts, limit)


def head(about: About, parameters: int) -> dict:
    return {
        "format": 1,
        "name": about.name,
        "family": about.family,
        "description": about.description,
        "licence": about.licence,
        "training_data": about.training_data,
        "parameters": parameters,
    }


def part_graphs(parts: list[Part]) -> dict[str, bytes]:
    return {file_name(role): graph for part in parts for role, graph in part.graphs.items()}


def write_files(folder: Path, graphs: dict[str, bytes], facts: dict, limit: int = LIMIT) -> None:
    for name, graph in graphs.items():
        if len(graph) > limit:
            raise SystemExit(f"{name} would have {len(graph):,} bytes, more than {limit:,}; choose a smaller model")
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(facts, indent=2) + "\n"
    for name, content in (graphs | {"model.json": text.encode()}).items():
        temporary = folder / (name + ".tmp")
        temporary.write_bytes(content)
        os.replace(temporary, folder / name)


def session(path: Path | bytes, threads: int = 1) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    content = path if isinstance(path, bytes) else str(path)
    return ort.InferenceSession(content, options, providers=["CPUExecutionProvider"])


@torch.no_grad()
def denoiser_difference(folder: Path, model: Denoiser, rows: int = 32, seed: int = 0) -> float:
    """The largest difference of a logit between PyTorch and the file, on half-masked random tokens."""
    c, draw = model.config, torch.Generator().manual_seed(seed)
    tokens = torch.randint(c.vocabulary, (rows, c.length), generator=draw)
    given = {"tokens": tokens.masked_fill(torch.rand(rows, c.length, generator=draw) < 0.5, c.mask)}
    if c.classes:
        given["condition"] = torch.randint(c.classes + 1, (rows,), generator=draw)
    if c.explicit:
        given["time"] = torch.rand(rows, generator=draw)
    expected = model(**given).numpy()
    run = session(folder / "denoiser.onnx")
    (logits,) = run.run(None, {name: value.numpy() for name, value in given.items()})
    return float(np.abs(logits - expected).max())
