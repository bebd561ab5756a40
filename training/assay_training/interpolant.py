"""Trains the small models that unmask images and writes their model folders.

    python -m assay_training.interpolant mnist vq --work work/mnist --data-dir ../../shared/data
    python -m assay_training.interpolant mnist implicit --work work/mnist --data-dir ../../shared/data \\
        --out ../plugins-interpolants/src/main/resources/dev/assay/interpolants/zoo/mnist-implicit

First `vq`, which turns images into tokens; then on its tokens `implicit` and `explicit` (discrete
interpolants, arXiv 2412.06787, without and with the time as an input), `maskgit` (arXiv 2202.04200) and
`raster` (a causal decoder, token by token). Kill a run and give the same command again: it goes on from
the last checkpoint in WORK/METHOD. `--export-only` writes what there is.
"""

import argparse
import os
from pathlib import Path

import torch

from assay_training.interpolants import mnist, mnist_scores
from assay_training.interpolants.denoiser import round_to_int8
from assay_training.interpolants.mnist_card import Autoencoder, Records, asked, card
from assay_training.interpolants.mnist_export import autoencoder_differences, difference, drawing, write
from assay_training.interpolants.mnist_models import METHODS, VQ, training, vq_training

EXTRACTOR = Path("../benchmarks/src/main/resources/dev/assay/benchmarks/images/extractors/mnist-cnn")
TESTED = 1000  # images, of those that the autoencoder is tested on


def main(arguments: list[str] | None = None) -> None:
    options = _parse(arguments)
    torch.set_num_threads(options.threads)
    pixels, labels = mnist.load(options.data_dir, mnist.TRAIN)
    coding = vq_training(options, pixels)
    if options.method == VQ:
        coding.run()
        return
    if not coding.resume():
        raise SystemExit(f"{options.work / VQ} holds no checkpoint; train {VQ} first")
    run = training(options, coding.finished(), pixels, labels)
    if not options.export_only:
        run.run()
    elif not run.resume():
        raise SystemExit(f"{options.work / options.method} holds no checkpoint; train first")
    _write(options, run, coding)


def _write(options, run, coding) -> None:
    """Rounds the averaged weights, writes the folder, scores it and writes the card last."""
    method, folder, vq, model = options.method, options.out, coding.model, round_to_int8(run.averaged())
    write(folder, method, model, vq)
    print(f"wrote {folder}; now scoring", flush=True)
    judge = mnist_scores.Judge(options.extractor / "extractor.onnx", options.data_dir)
    scores = []
    for sampling in asked(method):
        drawn = mnist_scores.draw(vq, drawing(folder, method, model, vq, sampling), options.images)
        scores.append((sampling, judge(*drawn)))
        print(*scores[-1], flush=True)
    pixels, labels = mnist.load(options.data_dir, mnist.TRAIN)
    pixels, labels = pixels[: options.images], labels[: options.images]
    records = Records(
        name=folder.name,
        method=method,
        commands=[_command(options, VQ), _command(options, method)],
        seed=options.seed,
        training=run,
        coding=coding,
        autoencoder=_tested(folder, vq, options.data_dir),
        scores=scores,
        images=options.images,
        extractor=options.extractor.name,
        judge=judge,
        floor=judge(vq.decode(vq.encode(pixels)), labels),
        difference=difference(folder, method, model, vq),
        data=options.data_dir,
    )
    temporary = folder / "CARD.md.tmp"
    temporary.write_text(card(records, folder), encoding="utf-8")
    os.replace(temporary, folder / "CARD.md")
    print(f"wrote {folder / 'CARD.md'}", flush=True)


def _tested(folder: Path, vq, data: Path) -> Autoencoder:
    pixels = mnist.load(data, mnist.TEST)[0][:TESTED]
    tokens = vq.encode(pixels)
    error = (vq.decode(tokens) - pixels).pow(2).mean()
    shares = torch.bincount(tokens.flatten(), minlength=vq.config.codes) / tokens.numel()
    return Autoencoder(
        float(-10 * error.log10()),
        int((shares > 0).sum()),
        float(torch.special.entr(shares).sum().exp()),
        *autoencoder_differences(folder, vq, pixels),
    )


def _command(options, method: str) -> str:
    """The command with everything that shapes the weights spelt out, whatever the defaults are."""
    shaping = ("vq_steps", "seed") if method == VQ else ("vq_steps", "steps", "rows", "seed")
    given = " ".join(f"--{name.replace('_', '-')} {getattr(options, name)}" for name in shaping)
    out = "" if method == VQ else f" --out ZOO/{options.out.name}"
    return f"python -m assay_training.interpolant mnist {method} {given} --work WORK --data-dir DATA{out}"


def _parse(arguments: list[str] | None):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("data", choices=["mnist"], help="what the images are")
    add("method", choices=[VQ, *METHODS], help="what to train")
    add("--work", type=Path, required=True, help="checkpoints and logs of every method")
    add("--data-dir", type=Path, required=True, help="folder with mnist/")
    add("--out", type=Path, help="model folder to write; its name names the model")
    add("--vq-steps", type=int, default=3000, help=f"steps of {VQ} (default 3000)")
    add("--steps", type=int, default=5000, help="steps of each method (default 5000)")
    add("--rows", type=int, default=64, help="images a step (default 64)")
    add("--seed", type=int, default=1)
    add("--threads", type=int, default=1)
    add("--images", type=int, default=500, help="images drawn for each score (default 500)")
    add("--extractor", type=Path, default=EXTRACTOR, help="folder of the feature extractor")
    add("--export-only", action="store_true", help="write the model of the last checkpoint")
    options = parser.parse_args(arguments)
    if options.method != VQ and not options.out:
        parser.error("a method needs --out")
    return options


if __name__ == "__main__":
    main()
