"""Trains a tokenized baseline and writes its model folder.

    python -m assay_training.bpe_lm --vocabulary 8192 --data-dir ../../shared/data \\
        --out ../plugins-baselines/src/main/resources/dev/assay/baselines/zoo/bpe-8192

Stages: a byte-level BPE tokenizer, training, the ONNX file, scores on held-out words, the card.
Progress with the expected end goes to the terminal; everything the run needs to continue lies in
the work folder. Kill it and give the same command again: it goes on from the last checkpoint.
Give --export-only to write the model as it stands at the last checkpoint.

The data folder holds words/american-english, gsm8k/{train,test}.jsonl and cute/prompts.json with
cute/*.tsv (read only to keep its words out of training).
"""

import argparse
import json
import os
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer

from assay_training import card, evaluate, text
from assay_training.copying import start_with_copying
from assay_training.decoder import Decoder, DecoderConfig
from assay_training.documents import Documents
from assay_training.export import parity, write_model
from assay_training.onnx_decoder import OnnxDecoder
from assay_training.tokenizer import save_compact, tokens_per_word, train_tokenizer
from assay_training.train import Schedule, Training
from assay_training.words import load_words

SCORED_DOCUMENTS = 200


def main(arguments: list[str] | None = None) -> None:
    options = _parse(arguments)
    torch.set_num_threads(options.threads)
    name = options.out.name
    work = options.work or Path("work") / name
    schedule = Schedule(options.steps, options.tokens, tuple(options.lengths), seed=options.seed)
    tokenizer = _tokenizer(options.data_dir, options.vocabulary, work)
    torch.manual_seed(options.seed)
    config = DecoderConfig(
        tokenizer.get_vocab_size(),
        options.width,
        options.layers,
        options.heads,
        options.heads,
        options.hidden,
    )
    model = start_with_copying(Decoder(config))
    documents = Documents(options.data_dir, tokenizer, options.seed, options.sentences_from)
    training = Training(model, documents, schedule, work)
    if not options.export_only:
        training.run()
    elif not training.resume():
        sys.exit(f"{work} holds no checkpoint; train first, without --export-only")
    _write(options, name, work, model.round_to_half().eval(), tokenizer, training)


def _write(options, name: str, work: Path, model, tokenizer: Tokenizer, training) -> None:
    kind = "near words" if options.vocabulary >= 4096 else "near letters"
    description = (
        f"Small tokenized causal language model with a byte-level BPE of {options.vocabulary:,} "
        f"tokens (pieces {kind}), trained on CUTE-style tasks and ordinary text"
    )
    write_model(options.out, model, tokenizer, name, description, card.TRAINING_DATA)
    print(f"wrote {options.out}; now scoring", flush=True)

    decoder = OnnxDecoder(str(options.out / "decoder.onnx"), options.threads)
    problems = text.gsm8k_documents(options.data_dir, "test")[:20]
    words = load_words(options.data_dir)
    spelled = (options.data_dir / "cute" / "spell.tsv").read_text(encoding="utf-8").splitlines()
    cute = [line.split("\t")[0] for line in spelled[1:]]
    records = card.Records(
        name=name,
        description=description + ".",
        command=_command(options),
        schedule=training.schedule.__dict__,
        config=model.config.to_json(),
        parameters=model.count(),
        log=training.log(),
        scores=evaluate.task_scores(decoder, tokenizer, options.data_dir, options.examples),
        examples=options.examples,
        bits_per_byte=evaluate.bits_per_byte(
            decoder, tokenizer, options.data_dir, SCORED_DOCUMENTS, model.config.context
        ),
        parity=parity(options.out, model, tokenizer, problems),
        tokens_per_word={
            "CUTE's words, without a space before": tokens_per_word(tokenizer, cute),
            "CUTE's words, after a space": tokens_per_word(tokenizer, cute, " "),
            "the word list": tokens_per_word(tokenizer, words.train + words.test),
        },
        data_files=card.data_files(options.data_dir),
    )
    (work / "scores.json").write_text(json.dumps(records.scores, indent=1) + "\n")
    temporary = options.out / "CARD.md.tmp"
    temporary.write_text(card.card(records, options.out), encoding="utf-8")
    os.replace(temporary, options.out / "CARD.md")
    print(f"wrote {options.out / 'CARD.md'}", flush=True)


def _tokenizer(data: Path, vocabulary: int, work: Path) -> Tokenizer:
    path = work / "tokenizer.json"
    if not path.exists():
        work.mkdir(parents=True, exist_ok=True)
        save_compact(train_tokenizer(data, vocabulary), path)
    return Tokenizer.from_file(str(path))


def _command(options) -> str:
    """The command with everything that shapes the weights spelt out, whatever the defaults are."""
    shaping = (
        "vocabulary", "steps", "tokens", "lengths", "sentences_from",
        "layers", "width", "heads", "hidden", "seed",
    )  # fmt: skip
    given = []
    for name in shaping:
        value = getattr(options, name)
        words = value if isinstance(value, list) else [value]
        given.append(f"--{name.replace('_', '-')} {' '.join(map(str, words))}")
    return (
        f"python -m assay_training.bpe_lm {' '.join(given)} "
        f"--data-dir DATA --out ZOO/{options.out.name}"
    )


def _parse(arguments: list[str] | None):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--vocabulary", type=int, default=8192, help="tokens of the BPE (default 8192)")
    add("--data-dir", type=Path, required=True, help="folder with words/, gsm8k/ and cute/")
    add("--out", type=Path, required=True, help="model folder to write; its name names the model")
    add("--work", type=Path, help="checkpoints and logs (default work/NAME)")
    add("--steps", type=int, default=3000, help="training steps in all (default 3000)")
    add("--tokens", type=int, default=4096, help="tokens a step (default 4096)")
    add(
        "--lengths",
        type=int,
        nargs="+",
        default=[128, 128, 256, 128, 128, 512],
        help="lengths of a step's sequences, step by step in turn (default 128 128 256 128 128 512)",
    )
    add(
        "--sentences-from",
        type=int,
        default=2200,
        help="step from which on tasks on sentences are drawn three times as often (default 2200)",
    )
    add("--layers", type=int, default=5)
    add("--width", type=int, default=128)
    add("--heads", type=int, default=4)
    add("--hidden", type=int, default=352, help="inner width of the feed-forward part")
    add("--seed", type=int, default=1)
    add("--threads", type=int, default=1)
    add("--examples", type=int, default=200, help="held-out questions a task (default 200)")
    add("--export-only", action="store_true", help="write the model of the last checkpoint")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
