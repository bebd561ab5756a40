"""Trains a bundled model of procedural images or clips and writes its folder.

    python -m assay_training.procedural_interpolant shapes-joint \\
        --out ../plugins-interpolants/src/main/resources/dev/assay/interpolants/zoo/shapes-joint
    python -m assay_training.procedural_interpolant clips-implicit \\
        --out ../plugins-interpolants/src/main/resources/dev/assay/interpolants/zoo/clips-implicit

OUT gets `denoiser.onnx`, `model.json` and `CARD.md`. Kill it at any time and give the same command again: it
continues from the last checkpoint in `work/interpolants/NAME` and ends with the same weights.
`--export-only` writes the model as it stands.
"""

import argparse
import shlex
import sys
from pathlib import Path

import torch

from assay_training.interpolants.denoiser import round_to_int8
from assay_training.interpolants.folder import denoiser_difference, write_denoiser
from assay_training.interpolants.joint_denoiser import CONVOLUTIONS
from assay_training.interpolants.places import start_from_places
from assay_training.interpolants.procedural_card import card, scores
from assay_training.interpolants.procedural_models import MODELS, Procedural
from assay_training.interpolants.training import DenoiserTraining
from assay_training.train import Schedule

SEED = 1
EXTRACTORS = Path("../benchmarks/src/main/resources/dev/assay/benchmarks/images/extractors")


class ProceduralTraining(DenoiserTraining):
    def is_matrix(self, name: str, parameter: torch.Tensor) -> bool:
        """Convolutions are trained as the blocks' matrices are: with AdamW they learned far more slowly."""
        return super().is_matrix(name, parameter) or (parameter.dim() == 2 and name.startswith(CONVOLUTIONS))


def prepare(model: Procedural, steps: int, work: Path) -> DenoiserTraining:
    torch.manual_seed(SEED)
    schedule = Schedule(steps=steps, seed=SEED, checkpoint_every=100, decay_share=0.4)
    denoiser = start_from_places(model.denoiser(model.config), model.parts[0].grid)
    return ProceduralTraining(denoiser, model.examples, model.masking, schedule, work, model.rows)


def write(folder: Path, model: Procedural, training: DenoiserTraining, command: str, extractors: Path) -> None:
    """Rounds the averaged weights, writes the folder, and the card with what the written weights do."""
    denoiser = round_to_int8(training.averaged())
    parts, classes = list(model.parts), list(model.classes)
    write_denoiser(folder, denoiser, model.about, parts, classes, model.sampling, graph=model.graph)
    difference = denoiser_difference(folder, denoiser)
    lines = scores(model, denoiser, extractors)
    text = card(folder, model, denoiser, training, difference, lines, command)
    (folder / "CARD.md").write_text(text, encoding="utf-8")
    print("\n".join([f"wrote {folder}; largest difference of a logit from PyTorch {difference:.1e}", *lines]))


def main(arguments: list[str] | None = None) -> None:
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", choices=list(MODELS))
    parser.add_argument("--out", type=Path, help="the model's folder; left out, nothing is written")
    parser.add_argument("--work", type=Path, help="of checkpoints; default work/interpolants/NAME")
    parser.add_argument("--steps", type=int, help="of training; default: as the bundled one")
    parser.add_argument("--export-only", action="store_true", help="write the last checkpoint as it stands")
    parser.add_argument("--extractors", type=Path, default=EXTRACTORS, help="has clips-cnn/, to score clips")
    options = parser.parse_args(arguments)
    model = MODELS[options.name]()
    work = options.work or Path("work/interpolants") / options.name
    training = prepare(model, options.steps or model.steps, work)
    if not options.export_only:
        training.run()
    elif not training.resume():
        raise SystemExit(f"{work} has no checkpoint to export; leave out --export-only")
    if options.out:
        shown = [argument for argument in arguments if argument != "--export-only"]
        command = shlex.join(["python", "-m", "assay_training.procedural_interpolant", *shown])
        write(options.out, model, training, command, options.extractors)


if __name__ == "__main__":
    main()
