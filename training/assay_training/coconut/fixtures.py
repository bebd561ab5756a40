"""Tiny latent models with random weights and what the reference computes for them, for the Java tests.

    python -m assay_training.coconut.fixtures --out ../plugins-coconut/src/test/resources/dev/assay/coconut/tiny/

Each model's folder also gets `expected.json`; the README.md written beside the folders describes it.
"""

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from assay_training.coconut.export import thoughts_json, write_latent
from assay_training.coconut.gpt2 import read_gpt2
from assay_training.coconut.gpt2_reference import TransformersGpt2
from assay_training.coconut.model import LatentDecoder
from assay_training.coconut.onnx_latent_decoder import OnnxLatentDecoder
from assay_training.coconut.random_gpt2 import save_random
from assay_training.coconut.reference import Plan, think, write
from assay_training.coconut.tokenizer import BEGIN_LATENT, END_LATENT, END_OF_TEXT, unit_tokenizer
from assay_training.decoder import DecoderConfig
from assay_training.export_coconut import Method, export, read_tokenizer

SEED = 20260301
SEEDS = 60  # tried at most for each model
COUNTS = (0, 1, 3, 6)
MAXIMUM = 8  # thoughts where a classifier ends them
NEW_TOKENS = 24
LEAST_TOKENS = 4  # or the end of the text
LEAST_LEAD = 0.005  # of the likeliest token, so that rounding cannot change the choice
MOST_ROUNDING = 1e-5  # of a thought's numbers
LIKELIEST = 5
FILE_LIMIT = 150_000  # bytes
UNITS = (
    "Every| is a| or |. Every|\nEvery| Every|Sally| Sally|Is Sally|Max| Max| brimpus| gerpus| lumpus| rompus"
    "| yumpus| zumpus|.\n|?\n|\n### |### |<<|>>|<<12|+|-|*|/|=|10|20|100| crates| has | more | than | How many"
    " |日本|ß is|Ελ |"
).split("|")[:-1]
PROMPTS = [
    "Every brimpus is a lumpus. Sally is a brimpus. Is Sally a lumpus or gerpus?\n",
    "Max has 12 crates and 20 more than Sally. How many crates has Sally?\n",
    "a",
    "Größe, naïveté; Ελληνικά, русский, עברית, हिन्दी, 日本語, 한국어 🙂?\n",
    " ".join(
        f"Every {a}pus is a {b}pus." for a, b in zip(["brim", "ger", "lum", "rom"] * 8, ["yum", "zum", "rom"] * 11)
    )
    + " Sally is a gerpus. Is Sally a rompus or yumpus?\n",
]

README = """# Tiny latent models

Random weights (seeds from {seed} on). Made in `training/` by

    python -m assay_training.coconut.fixtures --out ../plugins-coconut/src/test/resources/dev/assay/coconut/tiny/

| folder | what it has |
|---|---|
{rows}

`expected.json` is what the plain PyTorch reference (`training/assay_training/coconut/reference.py`, no
cache, one question at a time) computes in fp32 with the stored weights, for `gpt2` on transformers' model.
A case has

- `prompt`, `prompt_ids` (without the begin tokens), `ended_by`; with `count` thoughts were wanted (`count`)
  or the classifier ended them (`classifier`, at the first position of at least the model's threshold);
  `count` is how many were thought
- `thoughts`: the vectors fed back, six decimals
- `entries`: count + 1 of them, after the last begin token and after each thought: the {likeliest} likeliest
  `ids` with their `probabilities`
- `end_probabilities`: of each entry, where the model has a classifier
- `logits`: of the first written token, after the end tokens
- `new_tokens`: at most so many are written; `generated_ids` (without end-of-text) and their `text`, greedy;
  `ended`: whether the model wrote end-of-text within the limit. Every choice leads the next token by at
  least {lead}: where a choice did not, the limit lies before it.
"""


@dataclass(frozen=True)
class Shape:
    """A fixture's decoder, and what it has."""

    says: str
    config: DecoderConfig
    feedback: float
    end_tokens: bool
    threshold: float | None
    gain: float  # of attention's and the gate's weights
    loop: bool


GPT2 = "gpt2"
VOCABULARY = 261 + sum(not (len(unit) == 1 and " " < unit < "\x7f") for unit in UNITS)
SHAPES = {
    "counted": Shape(
        "width 32, 2 layers, end token after the thoughts, no classifier; 3 thoughts, also as `loop.onnx`",
        DecoderConfig(VOCABULARY, width=32, layers=2, hidden=64, context=256),
        feedback=0.4,
        end_tokens=True,
        threshold=None,
        gain=11,
        loop=True,
    ),
    "classified": Shape(
        "width 48, 3 layers, 6 heads over 2 key/value heads, no end token; a classifier ends the thoughts",
        DecoderConfig(VOCABULARY, width=48, layers=3, heads=6, key_value_heads=2, hidden=56, context=256),
        feedback=0.7,
        end_tokens=False,
        threshold=0.5,
        gain=9,
        loop=False,
    ),
}


def random_model(shape: Shape, seed: int) -> LatentDecoder:
    torch.manual_seed(seed)
    model = LatentDecoder(shape.config, shape.feedback, shape.threshold is not None)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() == 2 and not name.startswith("end"):
                # far from uniform, so that a wrong mask or position shows, but not so sharp that
                # rounding errors grow from thought to thought
                inner = name.endswith(("qkv.weight", "gate_up.weight"))
                parameter.mul_(shape.gain if inner else 16)
        model.embedding.weight *= 1.3
        model.embedding.weight[0] *= 1.2  # answers often end
        # other special tokens and single bytes are seldom written: answers are whole characters
        model.embedding.weight[1:261] *= 0.3
        if model.end is not None:
            model.end.weight.mul_(6)
            model.end.bias.fill_(-0.8)
    return model.round_to_half().eval()


def clear(found: list[dict], threshold: float | None) -> bool:
    """Whether each case has some tokens to compare, whole characters and, for a prompt, various texts.

    And whether a classifier ends thoughts at various places, and nowhere so near the threshold that
    rounding may decide.
    """
    if threshold is not None:
        ends = [p for case in found if case["ended_by"] == "classifier" for p in case["end_probabilities"]]
        counts = {case["count"] for case in found if case["ended_by"] == "classifier"}
        if min(abs(p - threshold) for p in ends) < LEAST_LEAD or len(counts) < 3:
            return False
    texts = {case["prompt"]: set() for case in found}
    for case in found:
        texts[case["prompt"]].add(case["text"])
    return (
        all(case["new_tokens"] >= LEAST_TOKENS and "\ufffd" not in case["text"] for case in found)
        and all(len(various) > 2 for various in texts.values())
        and any(case["ended"] for case in found)
    )


def steady(folder: Path, begin: tuple[int, ...], found: list[dict]) -> bool:
    """Whether rounding stays small over all thoughts: the graph's are the reference's."""
    decoder, worst = OnnxLatentDecoder(str(folder / "decoder.onnx")), 0.0
    for case in found:
        thoughts, _ = decoder.think([[*case["prompt_ids"], *begin]], case["count"])
        expected = np.reshape(case["thoughts"], thoughts[0].shape)
        worst = max([worst, *np.abs(thoughts[0] - expected).max(-1).tolist()])
    return worst < MOST_ROUNDING


def cases(model, tokenizer: Tokenizer, plans: list[tuple[str, Plan]]) -> list[dict]:
    end_of_text = tokenizer.token_to_id(END_OF_TEXT)
    return [
        case(model, tokenizer, text, ended_by, plan, end_of_text)
        for text in PROMPTS
        for ended_by, plan in plans
    ]


def case(model, tokenizer: Tokenizer, text: str, ended_by: str, plan: Plan, end_of_text: int) -> dict:
    ids = tokenizer.encode(text, add_special_tokens=False).ids
    run = think(model, ids, plan)
    tokens, leads = write(model, run, NEW_TOKENS, end_of_text)
    limit = next((i for i, lead in enumerate(leads) if lead < LEAST_LEAD), NEW_TOKENS)
    entries = [torch.softmax(logits, -1).topk(LIKELIEST) for logits in run.read]
    written = tokens[:limit]
    return {
        "prompt": text,
        "prompt_ids": ids,
        "ended_by": ended_by,
        "count": len(run.thoughts),
        "thoughts": [_rounded(thought) for thought in run.thoughts],
        "entries": [{"ids": e.indices.tolist(), "probabilities": _rounded(e.values)} for e in entries],
        **({"end_probabilities": [round(p, 6) for p in run.ends]} if run.ends else {}),
        "logits": _rounded(run.logits),
        "new_tokens": limit,
        "generated_ids": written,
        "text": tokenizer.decode(written),
        "ended": len(tokens) < limit,
    }


def write_expected(folder: Path, found: list[dict]) -> None:
    document = {"format": 1, "cases": found}
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    (folder / "expected.json").write_text(text + "\n", encoding="utf-8")


def write_fixture(folder: Path, shape: Shape, seed: int) -> None:
    """Takes the first seed from this one on whose cases are clear."""
    tokenizer = unit_tokenizer(UNITS)
    begin = (tokenizer.token_to_id(BEGIN_LATENT),)
    end = (tokenizer.token_to_id(END_LATENT),) if shape.end_tokens else ()
    plans = [("count", Plan(begin, end, count)) for count in COUNTS]
    if shape.threshold is not None:
        plans.append(("classifier", Plan(begin, end, MAXIMUM, shape.threshold)))
    thoughts = thoughts_json(list(begin), list(end), 3, MAXIMUM, shape.threshold)
    for seed in range(seed, seed + SEEDS):
        model = random_model(shape, seed)
        found = cases(model, tokenizer, plans)
        if not clear(found, shape.threshold):
            continue
        says = f"Random weights (seed {seed}), for tests."
        about = (f"tiny-{folder.name}", says, "none", "coconut")
        write_latent(folder, model, tokenizer, *about, thoughts, limit=FILE_LIMIT, loop=shape.loop)
        if steady(folder, begin, found):
            write_expected(folder, found)
            return
    raise RuntimeError(f"no clear cases in {SEEDS} seeds")


def write_gpt2_fixture(folder: Path, seed: int) -> None:
    """The same for a checkpoint in the layout of facebookresearch/coconut; transformers is the reference."""
    for seed in range(seed, seed + SEEDS):
        with tempfile.TemporaryDirectory() as temporary:
            gpt2 = Path(temporary)
            save_random(gpt2, seed)
            model = read_gpt2(gpt2 / "checkpoint_1", gpt2 / "config.json").round_to_half()
            tokenizer = read_tokenizer(gpt2, model.config.vocabulary, latent=True)
        begin, end = ((tokenizer.token_to_id(token),) for token in (BEGIN_LATENT, END_LATENT))
        plans = [("count", Plan(begin, end, count)) for count in COUNTS]
        found = cases(TransformersGpt2(model), tokenizer, plans)
        if not clear(found, None):
            continue
        about = {"name": "tiny-gpt2", "description": f"Random weights (seed {seed}), for tests."}
        about |= {"training_data": "none", "licence": "Apache-2.0"}
        export(model, tokenizer, folder, Method("coconut", 3), [], about, full=False)
        if steady(folder, begin, found):
            write_expected(folder, found)
            return
    raise RuntimeError(f"no clear cases in {SEEDS} seeds")


def _rounded(values: torch.Tensor) -> list[float]:
    return [round(value, 6) for value in values.tolist()]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write the models into")
    out = parser.parse_args().out
    rows = {}
    for i, (name, shape) in enumerate(SHAPES.items()):
        write_fixture(out / name, shape, SEED + i)
        rows[name] = shape.says
        print(f"wrote {out / name}")
    write_gpt2_fixture(out / GPT2, SEED)
    rows[GPT2] = "a GPT-2 of width 32 and 2 layers, exported from a checkpoint of facebookresearch/coconut's layout"
    print(f"wrote {out / GPT2}")
    table = "\n".join(f"| `{name}` | {says} |" for name, says in rows.items())
    text = README.format(seed=SEED, rows=table, likeliest=LIKELIEST, lead=LEAST_LEAD)
    (out / "README.md").write_text(text)


if __name__ == "__main__":
    main()
