"""Turns a GPT-2 trained by facebookresearch/coconut into a model folder.

    python -m assay_training.export_coconut CHECKPOINT --out FOLDER --gpt2 GPT2 --config prosqa_coconut.yaml

CHECKPOINT is what `run.py` saves (`checkpoint_N`): the weights of the Coconut wrapper, or of the plain
model for CoT, No-CoT and "without thought"; or any GPT-2 with its prefixes. GPT2 is the folder of the
model it started from (`openai-community/gpt2`: `config.json` and `tokenizer.json`, or `vocab.json` and
`merges.txt`). The run's own configuration says the method and the number of thoughts: as many as its
last stage has, or the stage that an evaluation resumes. --method and --thoughts say so without one.

A latent model's folder has the graph that reads and gives thoughts; any other method's is that of a
tokenized model. Before it is done, the graph is compared with transformers on a text.
"""

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

from assay_training.coconut.export import thoughts_json, write_latent, write_plain
from assay_training.coconut.gpt2 import Gpt2, Gpt2Body, read_gpt2
from assay_training.coconut.gpt2_reference import TransformersGpt2
from assay_training.coconut.onnx_latent_decoder import OnnxLatentDecoder
from assay_training.coconut.reference import Plan, think
from assay_training.coconut.tokenizer import BEGIN_LATENT, END_LATENT, END_OF_TEXT, LATENT
from assay_training.onnx_decoder import OnnxDecoder

COCONUT = "coconut"
METHODS = (COCONUT, "cot", "no-cot", "icot", "pause", "coconut without thought", "coconut, pause as thought")
MOST_THOUGHTS = 12  # that may be asked for where the checkpoint has fewer
LIMIT = 2**31 - 1  # bytes of an ONNX file without external data
TOLERANCE = 1e-4  # of logits and thoughts, as a share of the largest, if that is above 1
TEXT = "Every brimpus is a lumpus. Größe: 12,5 kg, 日本語 🙂. Sally is a brimpus.\nIs Sally a lumpus or gerpus?\n"


@dataclass(frozen=True)
class Method:
    """How the checkpoint was trained to answer, and by how many thoughts."""

    name: str
    thoughts: int

    @property
    def latent(self) -> bool:
        return self.name == COCONUT


def method_of(config: dict) -> Method:
    """From a run's YAML, as `run.py` reads it."""
    if config.get("cot"):
        return Method("cot", 0)
    if config.get("no_cot"):
        return Method("no-cot", 0)
    if config.get("no_thoughts"):
        return Method("coconut without thought", 0)
    if not config.get("coconut"):
        raise ValueError("the configuration names no method: coconut, cot, no_cot and no_thoughts are all false")
    stage = config["max_latent_stage"]
    if config.get("only_eval"):
        stage = min(stage, config["resume"] // config["epochs_per_stage"])
    return Method(COCONUT, stage * config["c_thought"])


def read_tokenizer(folder: Path, vocabulary: int, latent: bool) -> Tokenizer:
    """GPT-2's; the three tokens of the method follow its own where the checkpoint has room for them.

    They are special, as in all of Assay's models: they never show in a text.
    """
    if (folder / "tokenizer.json").exists():
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    else:
        bpe = models.BPE.from_file(str(folder / "vocab.json"), str(folder / "merges.txt"))
        tokenizer = Tokenizer(bpe)
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        tokenizer.decoder = decoders.ByteLevel()
    tokenizer.no_truncation()
    tokenizer.no_padding()
    added = [BEGIN_LATENT, END_LATENT, LATENT]
    extended = latent or tokenizer.get_vocab_size() + len(added) <= vocabulary
    special = [END_OF_TEXT, *(added if extended else [])]
    tokenizer.add_special_tokens([AddedToken(t, normalized=False, special=True) for t in special])
    size = tokenizer.get_vocab_size()
    if size > vocabulary:
        raise ValueError(
            f"the tokenizer in {folder} has {size:,} tokens with those of the method, the checkpoint only "
            f"{vocabulary:,}: was it trained by another method, or from another model?"
        )
    return tokenizer


def export(
    model: Gpt2,
    tokenizer: Tokenizer,
    folder: Path,
    method: Method,
    after: list[int],
    about: dict,
    full: bool,
    loop: bool = False,
) -> float:
    """Writes the folder and returns the largest difference from transformers, as `TOLERANCE` counts it.

    Where that is too large, the folder stays as it was.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        worst = _write(model, tokenizer, Path(made), method, after, about, full, loop)
        if not worst <= TOLERANCE:
            raise RuntimeError(f"the graph of {folder} does not compute what the checkpoint does: {worst:.1e}")
        folder.mkdir(exist_ok=True)
        for file in sorted(Path(made).iterdir(), key=lambda path: path.name == "model.json"):
            os.replace(file, folder / file.name)  # the facts last
    return worst


def _write(
    model: Gpt2,
    tokenizer: Tokenizer,
    folder: Path,
    method: Method,
    after: list[int],
    about: dict,
    full: bool,
    loop: bool,
) -> float:
    model = model if full else model.round_to_half()
    options = {"body": Gpt2Body, "stored": np.float32 if full else np.float16, "limit": LIMIT}
    about = {"method": method.name, **about}
    if method.latent:
        begin, end = ([tokenizer.token_to_id(token)] for token in (BEGIN_LATENT, END_LATENT))
        most = max(MOST_THOUGHTS, method.thoughts)
        thoughts = thoughts_json(begin, end, method.thoughts, most)
        write_latent(folder, model, tokenizer, **about, thoughts=thoughts, loop=loop, **options)
    else:
        write_plain(folder, model, tokenizer, **about, after_prompt_token_ids=after, **options)
    return difference(folder / "decoder.onnx", model, tokenizer, method)


@torch.no_grad()
def difference(file: Path, model: Gpt2, tokenizer: Tokenizer, method: Method) -> float:
    """Of thoughts and logits, from transformers run in the plain manner."""
    reference = TransformersGpt2(model)
    ids = tokenizer.encode(TEXT, add_special_tokens=False).ids[: model.config.context // 2]
    if not method.latent:
        wanted = reference.head(reference.hidden(reference.embedding(torch.tensor([ids])))).numpy()
        return _share(OnnxDecoder(str(file))([ids])[0], wanted)
    begin = tokenizer.token_to_id(BEGIN_LATENT)
    run = think(reference, ids, Plan((begin,), (), max(1, method.thoughts)))
    thoughts, logits = OnnxLatentDecoder(str(file)).think([ids + [begin]], len(run.thoughts))
    return max(_share(thoughts[0], torch.stack(run.thoughts).numpy()), _share(logits[0], run.logits.numpy()))


def _share(found: np.ndarray, wanted: np.ndarray) -> float:
    return float(np.abs(found - wanted).max() / max(1.0, np.abs(wanted).max()))


def main(arguments: list[str] | None = None) -> None:
    options = _parse(sys.argv[1:] if arguments is None else arguments)
    try:
        method = _method(options)
        model = read_gpt2(options.checkpoint, options.gpt2 / "config.json")
        tokenizer = read_tokenizer(options.gpt2, model.config.vocabulary, method.latent)
        after = [_id(tokenizer, token) for token in options.after_prompt]
        about = {
            "name": options.name or options.out.name,
            "description": options.description or f"GPT-2 trained by the method {method.name}",
            "training_data": options.training_data,
            "licence": options.licence,
        }
        worst = export(model, tokenizer, options.out, method, after, about, options.full, options.loop)
    except (ValueError, OSError, KeyError, RuntimeError) as error:
        raise SystemExit(f"export_coconut: {error}") from error
    thoughts = f", {method.thoughts} thoughts" if method.latent else ""
    print(f"wrote {options.out}: {method.name}{thoughts}; at most {worst:.1e} from transformers")


def _method(options: argparse.Namespace) -> Method:
    if options.config:
        import yaml

        method = method_of(yaml.safe_load(options.config.read_text(encoding="utf-8")))
    elif options.method:
        method = Method(options.method, 6 if options.method == COCONUT else 0)
    else:
        raise ValueError("give the run's configuration with --config, or the method with --method")
    name = options.method or method.name
    thoughts = method.thoughts if options.thoughts is None else options.thoughts
    return Method(name, thoughts)


def _id(tokenizer: Tokenizer, token: str) -> int:
    found = tokenizer.token_to_id(token)
    if found is None:
        raise ValueError(f"--after-prompt: {token!r} is no token of this model")
    return found


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--gpt2", type=Path, required=True, help="folder of the model it started from")
    parser.add_argument("--config", type=Path, help="the run's YAML")
    parser.add_argument("--method", choices=METHODS)
    parser.add_argument("--thoughts", type=int, help="of a latent model (without --config: 6)")
    parser.add_argument("--after-prompt", nargs="*", default=[], help="tokens read after every prompt")
    parser.add_argument("--full", action="store_true", help="store fp32, not fp16")
    parser.add_argument("--loop", action="store_true", help="write loop.onnx, which thinks in one call, as well")
    parser.add_argument("--name")
    parser.add_argument("--description")
    parser.add_argument("--training-data", default="unknown")
    parser.add_argument("--licence", default="unknown")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
