"""Exports and runs a model of the released 1B model's widths, cut in depth and in hash rows.

    python -m assay_training.blt.synthetic --out work/blt-1b-widths

Its weights are random. It shows that shapes of that size export and run, in fp32 and in fp16, and what
that costs; times and peak memory (of a process of its own for each step) are printed as JSON.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assay_training.blt.onnx_blt import OnnxBlt
from assay_training.blt.patching import patch_lengths
from assay_training.blt.random_checkpoint import Part, Shape, save_random, set_threshold
from assay_training.blt.reference import byte_ids
from assay_training.export_blt import TEXT
from assay_training.export_blt import main as export

SHAPE = Shape(
    entropy=Part(layers=2, width=768, heads=12, hidden=2048),  # released: 14 layers
    encoder=Part(layers=1, width=1024, heads=16, hidden=2816),
    latent=Part(layers=2, width=2048, heads=16, hidden=5632),  # released: 25 layers
    decoder=Part(layers=1, width=1024, heads=16, hidden=2816),  # released: 9 layers
    rows=2039,  # released: 500,002
    assay={"window": 512, "entropy_window": 512, "context": 8192, "name": "blt-1b-widths"},
)
PROMPT, STEPS = 512, 64  # positions read in one pass, and one by one


def make(out: Path, layers: int) -> dict:
    shape = replace(SHAPE, latent=replace(SHAPE.latent, layers=layers))
    save_random(out / "checkpoint", shape, seed=1)
    set_threshold(out / "checkpoint", [TEXT.encode()], 0.78)
    return {}


def export_as(name: str, *options: str) -> Callable[[Path], dict]:
    def step(out: Path) -> dict:
        export([str(out / "checkpoint"), str(out / name), *options])
        return {"bytes": sum(file.stat().st_size for file in (out / name).iterdir())}

    return step


def run(name: str) -> Callable[[Path], dict]:
    def step(out: Path) -> dict:
        begin = time.perf_counter()
        model = OnnxBlt(out / name)
        loaded = time.perf_counter()
        ids = byte_ids((TEXT * 3).encode())[:PROMPT]
        entropies = model.entropies(ids)
        lengths = patch_lengths(ids, entropies, model.patching)
        model.logits(ids, lengths)
        read = time.perf_counter()
        some = ids[:STEPS]
        few = patch_lengths(some, model.entropies(some, step=1), model.patching)
        model.logits(some, few, step=1)
        stepped = time.perf_counter()
        return {
            "load_seconds": round(loaded - begin, 2),
            "bytes_per_patch": round(len(ids) / (len(lengths) - 1), 2),
            "bytes_per_second_in_one_pass": round(len(ids) / (read - loaded), 1),
            "bytes_per_second_one_by_one": round(STEPS / (stepped - read), 1),
        }

    return step


STAGES = {
    "export": export_as("float32"),
    "export --half": export_as("float16", "--half"),
    "run": run("float32"),
    "run --half": run("float16"),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--global-layers", type=int, default=SHAPE.latent.layers)
    parser.add_argument("--stage", choices=["make", *STAGES], help="run one step only, in this process")
    options = parser.parse_args()
    if options.stage:
        begin = time.perf_counter()
        stages = STAGES | {"make": lambda out: make(out, options.global_layers)}
        facts = stages[options.stage](options.out)
        seconds = time.perf_counter() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps({"stage": options.stage, "seconds": round(seconds, 1), "peak_bytes": peak} | facts))
        return
    for stage in ["make", *STAGES]:
        command = [sys.executable, *sys.orig_argv[1:], "--stage", stage]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
