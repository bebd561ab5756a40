"""Trains the bundled BLT on the documents of its tokenized twin and writes its model folder.

    python -m assay_training.blt_lm --data-dir ../../shared/data \\
        --twin ../plugins-baselines/src/main/resources/dev/assay/baselines/zoo/bpe-8192 \\
        --out ../plugins-blt/src/main/resources/dev/assay/blt/zoo/blt-s

Stages: the entropy model; the threshold that gives patches of 4.5 bytes; BLT itself. The same texts
in the same order as the twin's (whose tokenizer says where they were cut), with loss on the same
bytes. Kill it and give the same command again: it goes on from the last checkpoint. Then the
weights are rounded to fp16, written in the Hugging Face layout beside the checkpoints, exported,
scored on held-out words, and the card is written. --export-only does that with what there is.

With --start-from FOLDER --start-step N the first N steps are those that trained the model of FOLDER:
BLT starts from its weights, with a new optimizer, and its entropy model and threshold are kept.
"""

import argparse
import json
import os
from dataclasses import replace
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer

from assay_training.blt.bytes import ByteDocuments
from assay_training.blt.card import Records, Scratch, card, read_origin
from assay_training.blt.config import read_config
from assay_training.blt.copying import start_with_copying
from assay_training.blt.evaluate import bits_per_byte, task_scores
from assay_training.blt.folder import read_folder
from assay_training.blt.model import Blt, EntropyModel
from assay_training.blt.shape import Shape
from assay_training.blt.train import (
    BltTraining,
    EntropyTraining,
    find_threshold,
    kept_threshold,
    mean_patch_size,
)
from assay_training.blt.writer import Precision
from assay_training.card import TRAINING_DATA, data_files
from assay_training.export_blt import export
from assay_training.train import Schedule

PATCH_SIZE = 4.5


def main(arguments: list[str] | None = None) -> None:
    options = _parse(arguments)
    torch.set_num_threads(options.threads)
    work = options.work or Path("work") / options.out.name
    tokenizer = Tokenizer.from_file(str(options.twin / "tokenizer.json"))
    documents = ByteDocuments(options.data_dir, tokenizer, options.seed, options.sentences_from)
    schedule = Schedule(
        options.steps,
        options.tokens,
        tuple(options.lengths),
        options.rate,
        options.embedding_rate,
        decay_share=options.decay_share,
        seed=options.seed,
        start=options.start_step,
    )
    if options.start_from:
        origin = read_origin(options.start_from, options.start_step)
        model, entropy, threshold = read_folder(options.start_from)
    else:
        entropy, threshold, origin = _train_entropy(options, documents, schedule, work)
        torch.manual_seed(options.seed + 1)
        model = start_with_copying(Blt(Shape()))
    print(f"threshold {threshold:.6f}", flush=True)
    training = BltTraining(model, entropy, threshold, documents, schedule, work / "blt")
    if not options.export_only:
        training.run()
    elif not training.resume():
        raise SystemExit(f"{work} holds no checkpoint; train first, without --export-only")
    _write(options, work, model.eval(), entropy.eval(), threshold, documents, training, origin)


def _train_entropy(options, documents, schedule, work) -> tuple[EntropyModel, float, Scratch]:
    torch.manual_seed(options.seed)
    entropy = EntropyModel(Shape())
    short = Schedule(options.entropy_steps, schedule.tokens, schedule.lengths, seed=schedule.seed)
    training = EntropyTraining(entropy, documents, short, options.entropy_stride, work / "entropy")
    training.run()
    threshold = kept_threshold(
        work / "threshold.json", lambda: find_threshold(entropy.eval(), documents, schedule, PATCH_SIZE)
    )
    return entropy, threshold, Scratch(training.log()[-1])


def _write(options, work, model, entropy, threshold, documents, training, origin) -> None:
    for parameter in (*model.parameters(), *entropy.parameters()):
        parameter.data = parameter.data.half().float()
    name = options.out.name
    description = (
        "Small Byte Latent Transformer, trained on the bytes of the tokenized twin "
        f"{options.twin.name}: CUTE-style tasks and ordinary text"
    )
    save_hugging_face(work / "hugging-face", model, entropy, threshold)
    config = replace(
        read_config(work / "hugging-face"),
        name=name,
        description=description,
        licence="Apache-2.0",
        training_data=TRAINING_DATA,
    )
    agreement = export(work / "hugging-face", options.out, config, Precision.STORED_HALF)
    print(f"wrote {options.out}; now scoring", flush=True)
    records = Records(
        name=name,
        description=description + ".",
        command=_command(options),
        shape=model.shape,
        parameters=_parameters(model, entropy),
        schedule=training.schedule,
        origin=origin,
        log=training.log(),
        threshold=threshold,
        patch_size=mean_patch_size(entropy, documents, training.schedule, threshold),
        scores=task_scores(model, entropy, threshold, options.data_dir, options.examples),
        examples=options.examples,
        bits_per_byte=bits_per_byte(model, entropy, threshold, options.data_dir, 200),
        agreement=str(agreement),
        data_files=data_files(options.data_dir),
    )
    temporary = options.out / "CARD.md.tmp"
    temporary.write_text(card(records, options.out), encoding="utf-8")
    os.replace(temporary, options.out / "CARD.md")
    print(f"wrote {options.out / 'CARD.md'}", flush=True)


def _parameters(model: Blt, entropy: EntropyModel) -> dict[str, int]:
    parts = {
        "n-gram tables": model.encoder_hash_tok_embedding,
        "encoder": model.local_encoder,
        "global": model.global_transformer,
        "decoder": model.local_decoder,
        "head": model.lm_head,
        "entropy model": entropy,
    }
    return {name: sum(p.numel() for p in part.parameters()) for name, part in parts.items()}


def _command(options) -> str:
    """The command with everything that shapes the weights spelt out, whatever the defaults are."""
    names = ["steps", "entropy_steps", "entropy_stride", "tokens", "lengths", "sentences_from", "seed"]
    names += ["rate", "embedding_rate", "decay_share"]
    given = []
    if options.start_from:
        given.append(f"--start-from EARLIER/{options.start_from.name} --start-step {options.start_step}")
        names = [name for name in names if not name.startswith("entropy")]
    for name in names:
        value = getattr(options, name)
        words = value if isinstance(value, list) else [value]
        given.append(f"--{name.replace('_', '-')} {' '.join(map(str, words))}")
    return (
        f"python -m assay_training.blt_lm {' '.join(given)} --data-dir DATA "
        f"--twin ZOO/{options.twin.name} --out ZOO/{options.out.name}"
    )


def save_hugging_face(folder: Path, model: Blt, entropy: EntropyModel, threshold: float) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    weights = {f"model.{name}": value for name, value in model.state_dict().items()}
    weights["lm_head.weight"] = weights.pop("model.lm_head.weight")
    weights |= {f"model.patcher.{name}": value for name, value in entropy.state_dict().items()}
    save_file({name: value.contiguous() for name, value in weights.items()}, folder / "model.safetensors")
    config = model.shape.hugging_face(threshold)
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")


def _parse(arguments: list[str] | None):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--data-dir", type=Path, required=True, help="folder with words/, gsm8k/ and cute/")
    add("--twin", type=Path, required=True, help="model folder of the tokenized twin")
    add("--out", type=Path, required=True, help="model folder to write; its name names the model")
    add("--work", type=Path, help="checkpoints and logs (default work/NAME)")
    add("--steps", type=int, default=4100, help="the twin's steps (default 4100)")
    add("--entropy-steps", type=int, default=820, help="steps of the entropy model (default 820)")
    add(
        "--entropy-stride",
        type=int,
        default=5,
        help="the entropy model reads the documents of every fifth step, or as told",
    )
    add("--tokens", type=int, default=4096, help="the twin's tokens a step (default 4096)")
    add("--lengths", type=int, nargs="+", default=[128, 128, 256, 128, 128, 512], help="the twin's")
    add("--sentences-from", type=int, default=2200, help="the twin's")
    add("--rate", type=float, default=Schedule.rate, help="of the matrices (default %(default)s)")
    add("--embedding-rate", type=float, default=Schedule.embedding_rate, help="of all else (default %(default)s)")
    add(
        "--decay-share",
        type=float,
        default=Schedule.decay_share,
        help="share of the steps over which rates fall to 0 (default %(default)s)",
    )
    add("--start-from", type=Path, metavar="FOLDER", help="model folder of an earlier run, to go on from")
    add("--start-step", type=int, default=0, help="steps that the earlier run made")
    add("--seed", type=int, default=1)
    add("--threads", type=int, default=1)
    add("--examples", type=int, default=50, help="held-out questions a task (default 50)")
    add("--export-only", action="store_true", help="write the model of the last checkpoint")
    options = parser.parse_args(arguments)
    if (options.start_from is None) != (options.start_step == 0):
        parser.error("--start-from and --start-step belong together")
    return options


if __name__ == "__main__":
    main()
