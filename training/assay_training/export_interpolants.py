"""Turns a checkpoint of CompVis/discrete-interpolants into a model folder.

    python -m assay_training.export_interpolants in256_ditxl2_it_1220000.pt dit-xl2-implicit \\
        --vq vq-f8.ckpt --name dit-xl2-implicit
    assay run -m interpolant:dit-xl2-implicit -t images/folder --benchmark-args path=…,extractor=…

CHECKPOINT is a DiT as that repository trains and publishes it: a .pt file, bare or with the entries "ema",
"model" or "module", or .safetensors. The vocabulary's last id must be [MASK]. Two things are not in the
file and can be said: `--time explicit` for models that read the time (configurations named *_et), and
`--heads` where the width is not that of DiT-S, B, L or XL.

Images need a tokenizer: `--vq` takes latent-diffusion's vq-f8.ckpt (codebook, decoder and encoder), or
`--decoder` an ONNX file that maps `tokens` int64 [batch, length] to `pixels` float [batch, height, width, 3]
in [0, 1].

FOLDER gets `model.json`, `denoiser.onnx`, `image_decoder.onnx` and, with `--vq`, `image_encoder.onnx`; large
weights lie beside in `*.onnx.data`. They are stored as fp16 and computed with as fp32; `--full` stores fp32.
Before the folder appears under its name, its graphs are run and compared with the plain PyTorch reference
of the same weights. Sampling defaults are the published ones (MaskGIT, 20 steps, temperature 1.3, guidance
2); `--sampling` takes others as JSON.
"""

import argparse
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch

from assay_training.blt.writer import EXTERNAL_FROM, ModelGraph, Precision
from assay_training.interpolants import dit, dit_onnx, taming, taming_onnx
from assay_training.interpolants.checkpoints import Tensors, read_checkpoint
from assay_training.interpolants.dit import DitConfig
from assay_training.interpolants.folder import About, head, session

TOLERANCE = 1e-4  # of logits, as a share of the largest where that exceeds 1; of pixels
SAME_CODES = 0.999  # share of tokens that both encoders must choose alike
ROWS = 2
SAMPLING = {
    "sampler": "maskgit",
    "steps": 20,
    "temperature": 1.3,
    "guidance": 2.0,
    "schedule": "linear",
    "gumbel": 4.5,
}


@dataclass(frozen=True)
class Agreement:
    """How far the graphs are from the reference."""

    logits: float
    largest_logit: float
    pixels: float | None = None  # None: the decoder was given as ONNX
    same_codes: float | None = None

    @property
    def good(self) -> bool:
        return (
            self.logits <= TOLERANCE * max(1, self.largest_logit)
            and (self.pixels is None or self.pixels <= TOLERANCE)
            and (self.same_codes is None or self.same_codes >= SAME_CODES)
        )

    def __str__(self) -> str:
        said = f"largest difference of a logit {self.logits:.1e} (logits reach {self.largest_logit:.1f})"
        if self.pixels is not None:
            said += f", of a pixel {self.pixels:.1e}; {self.same_codes:.2%} of the encoder's codes are the same"
        return said


@dataclass(frozen=True)
class Tokenizer:
    """What makes images of tokens: a VQ checkpoint's tensors, or graphs that are already there."""

    tensors: Tensors | None = None
    graphs: tuple[tuple[str, Path], ...] = ()  # role and file


def export(
    folder: Path,
    tensors: Tensors,
    config: DitConfig,
    tokenizer: Tokenizer,
    about: About,
    classes: list[str],
    sampling: dict,
    precision: Precision,
) -> Agreement:
    """Writes the folder and returns how well it agrees with the reference."""
    if folder.exists() and any(folder.iterdir()) and not (folder / "model.json").exists():
        raise FileExistsError(f"{folder} is not empty and no model folder; give another name or remove it")
    if tokenizer.tensors and taming.codes(tokenizer.tensors) != config.vocabulary:
        raise ValueError(
            f"the tokenizer has {taming.codes(tokenizer.tensors)} codes, the transformer {config.vocabulary} "
            "tokens and [MASK]; they do not belong together"
        )
    temporary = folder.with_name(folder.name + ".tmp")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    graph = _graph("denoiser", temporary, tensors, precision)
    dit_onnx.write_denoiser(graph, tensors, config)
    graph.finish(about.description)
    roles = _write_tokenizer(temporary, tokenizer, config.side, precision)
    facts = model_json(config, about, tensors.parameters(), classes, roles, sampling)
    text = json.dumps(facts, indent=2, ensure_ascii=False) + "\n"
    (temporary / "model.json").write_text(text, encoding="utf-8")
    agreement = compare(temporary, tensors, config, tokenizer)
    if not agreement.good:
        raise RuntimeError(f"{temporary} does not compute what the checkpoint does: {agreement}")
    _move(temporary, folder)
    return agreement


def _write_tokenizer(folder: Path, tokenizer: Tokenizer, side: int, precision: Precision) -> list[str]:
    """The roles of the written image graphs."""
    for role, path in tokenizer.graphs:
        session(path)  # so that a file that does not load is refused
        # Weights that lay beside are inside then.
        onnx.save_model(onnx.load(path), folder / f"image_{role}.onnx")
    if not tokenizer.tensors:
        return [role for role, _ in tokenizer.graphs]
    for role in ("decoder", "encoder"):
        graph = _graph(f"image_{role}", folder, tokenizer.tensors, precision)
        write = taming_onnx.write_decoder if role == "decoder" else taming_onnx.write_encoder
        write(graph, tokenizer.tensors, side)
        graph.finish(f"The image {role} of a VQ tokenizer")
    return ["decoder", "encoder"]


def _graph(name: str, folder: Path, tensors: Tensors, precision: Precision) -> ModelGraph:
    external = tensors.parameters() * precision.stored.itemsize >= EXTERNAL_FROM
    return ModelGraph(name, folder, precision, external)


def model_json(
    config: DitConfig, about: About, parameters: int, classes: list[str], roles: list[str], sampling: dict
) -> dict:
    c = config
    denoiser = {
        "file": "denoiser.onnx",
        "vocabulary": c.vocabulary,
        "mask": c.vocabulary,
        "time": "explicit" if c.explicit else "implicit",
        "scheduler": "linear",
        "width": c.width,
        "layers": c.layers,
        "heads": c.heads,
        "positions": c.positions,
        "hidden": c.hidden,
        "flops_per_pass": c.flops_per_pass,
    }
    part = {"kind": "image", "frames": 1, "height": c.side, "width": c.side, "first_token": 0}
    part |= {"tokens": c.vocabulary} | {role: f"image_{role}.onnx" for role in roles}
    facts = head(about, parameters) | {"denoiser": denoiser, "classes": classes}
    if c.classes:
        facts["null_class"] = c.classes
    return facts | {"parts": [part], "sampling": sampling}


def compare(
    folder: Path, tensors: Tensors, config: DitConfig, tokenizer: Tokenizer, seed: int = 0
) -> Agreement:
    """Half-masked random tokens, one row with a class and one without; images of random tokens."""
    draw = torch.Generator().manual_seed(seed)
    tokens = torch.randint(config.vocabulary, (ROWS, config.side**2), generator=draw)
    masked = torch.rand(tokens.shape, generator=draw) < 0.5
    given = {"tokens": tokens.masked_fill(masked, config.vocabulary)}
    if config.classes:
        given["condition"] = torch.tensor([0, config.classes])
    if config.explicit:
        given["time"] = torch.tensor([0.25, 0.9])
    found = _run(folder / "denoiser.onnx", given)
    expected = dit.logits(tensors, config, **given).numpy()
    pixels, same = _compare_images(folder, tokenizer.tensors, tokens) if tokenizer.tensors else (None, None)
    return Agreement(float(np.abs(found - expected).max()), float(np.abs(expected).max()), pixels, same)


def _compare_images(folder: Path, tensors: Tensors, tokens: torch.Tensor) -> tuple[float, float]:
    reference = taming.Reference(tensors)
    expected = reference.decode(tokens)
    pixels = float(np.abs(_run(folder / "image_decoder.onnx", {"tokens": tokens}) - expected.numpy()).max())
    codes = _run(folder / "image_encoder.onnx", {"pixels": expected.contiguous()})
    return pixels, float((codes == reference.encode(expected).numpy()).mean())


def _run(path: Path, given: dict[str, torch.Tensor]) -> np.ndarray:
    return session(path).run(None, {name: value.numpy() for name, value in given.items()})[0]


def _move(temporary: Path, folder: Path) -> None:
    """Replaces a model's files, model.json last; what else lies in the folder stays."""
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.onnx.data"):
        stale.unlink()
    for file in sorted(temporary.iterdir(), key=lambda path: path.name == "model.json"):
        file.replace(folder / file.name)
    temporary.rmdir()


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--vq", type=Path, help="the tokenizer's checkpoint, e.g. vq-f8.ckpt")
    parser.add_argument("--decoder", type=Path, help="in place of --vq: an ONNX file, tokens to pixels")
    parser.add_argument("--encoder", type=Path, help="with --decoder: an ONNX file, pixels to tokens")
    parser.add_argument("--time", choices=("implicit", "explicit"), default="implicit")
    parser.add_argument("--heads", type=int, help="attention heads; default: those of DiT at this width")
    parser.add_argument("--weights", help='entry of the file to take; default: "ema", else "model", "module"')
    parser.add_argument("--classes", type=Path, help="file of class names, a line each; default: 0, 1, 2, …")
    parser.add_argument("--sampling", type=json.loads, default=SAMPLING, help="defaults of sampling, as JSON")
    parser.add_argument("--full", action="store_true", help="store fp32 in place of fp16")
    parser.add_argument("--name", help="default: the folder's name")
    parser.add_argument("--description", default="A discrete interpolant over image tokens (arXiv 2412.06787)")
    parser.add_argument("--licence", default="unknown", help="of the weights")
    parser.add_argument("--training-data", default="unknown")
    options = parser.parse_args(arguments)
    if bool(options.vq) == bool(options.decoder):
        parser.error("give either --vq or --decoder: tokens alone are no images")
    if options.encoder and options.vq:
        parser.error("--encoder goes with --decoder; --vq brings its own")
    return options


def class_names(path: Path | None, classes: int) -> list[str]:
    if path is None:
        return [str(number) for number in range(classes)]
    names = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if len(names) != classes:
        raise ValueError(f"{path} names {len(names)} classes, the checkpoint has {classes}")
    return names


def main(arguments: list[str] | None = None) -> None:
    options = parse(sys.argv[1:] if arguments is None else arguments)
    half = not options.full
    name = options.name or options.folder.name
    try:
        tensors = Tensors(read_checkpoint(options.checkpoint, options.weights), half, str(options.checkpoint))
        config = dit.read_config(tensors, options.time == "explicit", options.heads)
        agreement = export(
            options.folder,
            tensors,
            config,
            _tokenizer(options, half),
            About(name, options.description, options.training_data, licence=options.licence),
            class_names(options.classes, config.classes),
            options.sampling,
            Precision.STORED_HALF if half else Precision.FULL,
        )
    except (ValueError, OSError, RuntimeError) as error:
        raise SystemExit(f"export_interpolants: {error}") from error
    print(f"wrote {options.folder}; {agreement}")


def _tokenizer(options: argparse.Namespace, half: bool) -> Tokenizer:
    if options.vq:
        return Tokenizer(Tensors(read_checkpoint(options.vq), half, str(options.vq)))
    graphs = (("decoder", options.decoder), ("encoder", options.encoder))
    return Tokenizer(graphs=tuple((role, path) for role, path in graphs if path))


if __name__ == "__main__":
    main()
