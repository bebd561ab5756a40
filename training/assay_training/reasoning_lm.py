"""Trains the small reasoning models and writes their model folders.

    python -m assay_training.reasoning_lm prosqa base --work work/prosqa
    python -m assay_training.reasoning_lm prosqa coconut --work work/prosqa --data-dir ../../shared/data \\
        --out ../plugins-coconut/src/main/resources/dev/assay/coconut/zoo/coconut-prosqa

The task is `prosqa` or `arithmetic`. Its base model knows single steps (what follows a node; what a
calculation gives); every method starts from it and trains as many steps on the same questions. Kill
a run and give the same command again: it goes on from the last checkpoint in WORK/METHOD.
`--export-only` writes what there is.
"""

import argparse
import os
from pathlib import Path

import torch

from assay_training.coconut.arithmetic_task import ArithmeticPretraining, ArithmeticTask
from assay_training.coconut.card import Records, card
from assay_training.coconut.ending import train_ending
from assay_training.coconut.export import thoughts_json, write_latent, write_plain
from assay_training.coconut.finetune import BEGIN_THOUGHT, END_THOUGHT, PAUSING, Finetuning
from assay_training.coconut.methods import METHODS, Between
from assay_training.coconut.model import LatentDecoder
from assay_training.coconut.parity import difference
from assay_training.coconut.pretrain import Pretraining
from assay_training.coconut.prosqa import NODES
from assay_training.coconut.prosqa_task import ProsqaTask
from assay_training.coconut.tokenizer import FIRST_UNIT
from assay_training.copying import start_with_copying
from assay_training.decoder import DecoderConfig
from assay_training.train import Schedule

BACK = 2  # between a statement's child and its parent stands " is a"
SHAPES = {  # width, layers, heads, inner width of the feed-forward part
    "prosqa": (192, 3, 4, 256),
    "arithmetic": (96, 3, 4, 256),
}
SHAPING = ("base_steps", "steps", "rate", "graphs", "questions", "nodes", "seed")


def main(arguments: list[str] | None = None) -> None:
    options = _parse(arguments)
    torch.set_num_threads(options.threads)
    prosqa = options.task == "prosqa"
    many = options.graphs * options.questions
    task = ProsqaTask(options.graphs, options.questions, options.nodes) if prosqa else ArithmeticTask(many)
    torch.manual_seed(options.seed)
    model = LatentDecoder(_config(options.task, task))
    base = options.work / "base"
    first = Schedule(options.base_steps, rate=2e-3, weight_decay=0.01, seed=options.seed, checkpoint_every=100)
    if prosqa:
        pretraining = Pretraining(start_with_copying(model, BACK), task.words, first, base)
    else:
        pretraining = ArithmeticPretraining(model, task, first, base, many // 2)
    if options.method == "base":
        pretraining.run()
        return
    if not pretraining.resume():
        raise SystemExit(f"{base} holds no checkpoint; train the base model first")
    scale_thoughts(model)
    method = METHODS[options.method]
    schedule = Schedule(options.steps, rate=options.rate, weight_decay=0.01, seed=options.seed + 1)
    training = Finetuning(model, task, method, schedule, options.work / options.method)
    if not options.export_only:
        training.run()
    elif not training.resume():
        raise SystemExit(f"{options.work / options.method} holds no checkpoint; train first")
    _write(options, training, {"Base": pretraining.log(), "Method": training.log()})


def _config(name: str, task) -> DecoderConfig:
    width, layers, heads, hidden = SHAPES[name]
    return DecoderConfig(task.tokenizer.get_vocab_size(), width, layers, heads, heads, hidden, 1024)


@torch.no_grad()
def scale_thoughts(model: LatentDecoder) -> None:
    """Thoughts become as long as the embeddings of the task's words."""
    embeddings = model.embedding.weight[FIRST_UNIT:].norm(dim=1).mean()
    model.feedback.copy_(embeddings / model.norm.weight.norm())


def _write(options, training: Finetuning, logs: dict[str, list[dict]]) -> None:
    """Rounds the weights, writes the folder, scores it and writes the card last."""
    model, method, task = training.model.round_to_half().eval(), training.method, training.task
    count = training.between(training.last_stage)
    name = options.out.name
    description = f"Small causal language model for {task.title}, trained by the method: {method.name}"
    common = (options.out, model, task.tokenizer, name, description, task.training_data, method.name)
    thinks = method.between is Between.THOUGHTS
    ending = None
    if thinks:
        ending = train_ending(model, method, task, count, options.seed)
        thoughts = thoughts_json([BEGIN_THOUGHT], [END_THOUGHT], count, 2 * count)
        write_latent(*common, thoughts | {"threshold": ending.threshold}, loop=options.loop)
    else:
        pauses = [PAUSING] * count
        write_plain(*common, [BEGIN_THOUGHT, *pauses, END_THOUGHT] if method.marked else pauses)
    print(f"wrote {options.out}; now scoring", flush=True)
    tested = task.test(options.data_dir)
    records = Records(
        name=name,
        description=description,
        method=method,
        task=task,
        commands=[_command(options, "base"), _command(options, options.method)],
        seed=options.seed,
        config=model.config.to_json(),
        feedback=float(model.feedback),
        parameters=model.count(),
        logs=logs,
        stages=training.stages,
        scores={n: task.scores(model, method, tested, n) for n in (range(count + 1) if thinks else [count])},
        ending=ending,
        parity=difference(options.out, model, method, task.sample(tested), count),
    )
    temporary = options.out / "CARD.md.tmp"
    temporary.write_text(card(records, options.out), encoding="utf-8")
    os.replace(temporary, options.out / "CARD.md")
    print(f"wrote {options.out / 'CARD.md'}", flush=True)


def _command(options, method: str) -> str:
    """The command with everything that shapes the weights spelt out, whatever the defaults are."""
    given = " ".join(f"--{name.replace('_', '-')} {getattr(options, name)}" for name in SHAPING)
    out = "" if method == "base" else f" --data-dir DATA --out ZOO/{options.out.name}"
    return f"python -m assay_training.reasoning_lm {options.task} {method} {given} --work WORK{out}"


def _parse(arguments: list[str] | None):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("task", choices=list(SHAPES), help="what the questions are about")
    add("method", choices=["base", *METHODS], help="what to train")
    add("--work", type=Path, required=True, help="checkpoints and logs of the base and of every method")
    add("--out", type=Path, help="model folder to write; its name names the model")
    add("--data-dir", type=Path, help="folder with prosqa/, whose test questions are scored for the card")
    add("--base-steps", type=int, default=1500, help="steps of the base model (default 1500)")
    add("--steps", type=int, default=2000, help="steps of each method (default 2000)")
    add("--rate", type=float, default=2e-3, help="learning rate of the methods (default 0.002)")
    add("--graphs", type=int, default=16, help="texts a step: graphs, for prosqa (default 16)")
    add("--questions", type=int, default=4, help="questions a graph (default 4)")
    add("--nodes", type=int, default=NODES, help=f"nodes a graph is drawn with (default {NODES}, as published)")
    add("--seed", type=int, default=1)
    add("--threads", type=int, default=1)
    add("--loop", action="store_true", help="also write the graph that thinks in one call")
    add("--export-only", action="store_true", help="write the model of the last checkpoint")
    options = parser.parse_args(arguments)
    if options.method != "base" and not (options.out and options.data_dir):
        parser.error("a method needs --out and --data-dir")
    return options


if __name__ == "__main__":
    main()
