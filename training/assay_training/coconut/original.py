"""Evaluates a latent model as the original code does, to be timed against Assay on the same weights.

    python -m assay_training.coconut.original --model FOLDER --prompts FILE.jsonl --limit 100

Source: `generate` and `forward` in `coconut.py` of facebookresearch/coconut. One question at a time.
The thoughts use a cache of keys and values, but every written token runs the whole sequence of
embeddings again without one, and the first written token is never tested for end-of-text. Greedy, at
most 128 tokens, or 64 for GSM8k (`--new 64`).

FILE.jsonl has a `prompt` in every line. Printed is JSON with examples per second; `--out` gets the
prompts with the answers and their token ids. The weights are read out of FOLDER's graph.
"""

import argparse
import json
import time
from dataclasses import dataclass
from pathlib import Path

import torch

from assay_training.coconut.model import LatentDecoder
from assay_training.coconut.weights import read_folder
from assay_training.decoder import Block, rotate, rotations

Cache = list[tuple[torch.Tensor, torch.Tensor]]  # keys and values of each block


@dataclass
class Answer:
    """What was written, without end-of-text, and how often the model ran."""

    ids: list[int]
    passes: int


@torch.no_grad()
def answer(model: LatentDecoder, ids: list[int], thoughts: dict, limit: int, end_of_text: int) -> Answer:
    """``ids`` is the prompt; ``thoughts`` as in model.json, of which the number counts, not the classifier."""
    embeddings, logits, passes = _think(model, ids, thoughts)
    token = logits.argmax().item()
    written = [token]
    for _ in range(limit - 1):
        embeddings = torch.cat((embeddings, model.embedding(torch.tensor([[token]]))), 1)
        token = model.head(model.hidden(embeddings))[0, -1].argmax().item()  # all positions, as there
        passes += 1
        if token == end_of_text:
            break
        written.append(token)
    return Answer(written, passes)


def _think(model: LatentDecoder, ids: list[int], thoughts: dict) -> tuple[torch.Tensor, torch.Tensor, int]:
    """All input embeddings, the logits after the last, and the number of passes."""
    begin, end, count = (thoughts[key] for key in ("begin_token_ids", "end_token_ids", "count"))
    embeddings = model.embedding(torch.tensor([[*ids, *begin]]))
    fresh, cache = embeddings, []
    for _ in range(count):
        hidden, cache = cached_pass(model, fresh, cache)
        model.head(hidden)  # the original computes these logits too, and reads none of them
        fresh = model.thought(hidden[:, -1:])
        embeddings = torch.cat((embeddings, fresh), 1)
    if end:
        after = model.embedding(torch.tensor([end]))
        fresh = torch.cat((fresh, after), 1)
        embeddings = torch.cat((embeddings, after), 1)
    hidden, _ = cached_pass(model, fresh, cache)
    return embeddings, model.head(hidden)[0, -1], count + 1


def cached_pass(model: LatentDecoder, x: torch.Tensor, cache: Cache) -> tuple[torch.Tensor, Cache]:
    """Hidden states of new positions after those of the cache, and the cache with the new ones in it."""
    past = cache[0][0].shape[2] if cache else 0
    cos, sin = (table[past:] for table in rotations(model.config, past + x.shape[1]))
    grown = []
    for i, block in enumerate(model.blocks):
        x, layer = _cached_block(block, x, cos, sin, cache[i] if cache else None)
        grown.append(layer)
    return model.norm(x), grown


def _cached_block(block: Block, x, cos, sin, layer):
    attention = block.attention
    batch, new, width = x.shape
    projected = attention.qkv(block.attention_norm(x)).view(batch, new, -1, attention.size).transpose(1, 2)
    rotated, value = projected.split([attention.heads + attention.kv, attention.kv], dim=1)
    query, key = rotate(rotated, cos, sin).split([attention.heads, attention.kv], dim=1)
    if layer is not None:
        key, value = torch.cat((layer[0], key), 2), torch.cat((layer[1], value), 2)
    group = attention.heads // attention.kv
    keys, values = key.repeat_interleave(group, 1), value.repeat_interleave(group, 1)
    hidden = torch.full((new, keys.shape[2]), float("-inf")).triu(1 + keys.shape[2] - new)
    scores = query @ keys.transpose(-1, -2) / attention.size**0.5 + hidden
    mixed = (torch.softmax(scores, -1) @ values).transpose(1, 2).reshape(batch, new, width)
    x = x + attention.out(mixed)
    return x + block.feed_forward(block.feed_forward_norm(x)), (key, value)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, required=True, help="folder of a latent model")
    parser.add_argument("--prompts", type=Path, required=True, help="JSON lines with a `prompt`")
    parser.add_argument("--limit", type=int, help="at most so many prompts")
    parser.add_argument("--new", type=int, default=128, help="tokens to write at most (default 128)")
    parser.add_argument("--thoughts", type=int, help="default: what model.json says")
    parser.add_argument("--out", type=Path, help="JSON lines to write, one an answer")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    model, tokenizer, facts = read_folder(options.model)
    thoughts = facts["thoughts"] | ({} if options.thoughts is None else {"count": options.thoughts})
    lines = options.prompts.read_text(encoding="utf-8").splitlines()[: options.limit]
    prompts = [json.loads(line)["prompt"] for line in lines]
    if not prompts:
        raise SystemExit(f"{options.prompts} has no prompts")
    end_of_text = facts["eos_token_ids"][0]
    encode = lambda prompt: tokenizer.encode(prompt, add_special_tokens=False).ids  # noqa: E731
    answer(model, encode(prompts[0]), thoughts, 2, end_of_text)  # warms up
    begin, cpu = time.perf_counter(), time.process_time()
    answers = [answer(model, encode(prompt), thoughts, options.new, end_of_text) for prompt in prompts]
    seconds, cpu = time.perf_counter() - begin, time.process_time() - cpu
    if options.out:
        rows = [
            {"prompt": prompt, "answer": tokenizer.decode(found.ids), "ids": found.ids}
            for prompt, found in zip(prompts, answers)
        ]
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        options.out.write_text(text, encoding="utf-8")
    report = {
        "what": "the original's procedure: batch 1, no cache while writing",
        "model": facts["name"],
        "thoughts": thoughts["count"],
        "torch": torch.__version__,
        "threads": options.threads,
        "examples": len(prompts),
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "examples_per_second": round(len(prompts) / seconds, 2),
        "written_tokens": sum(len(found.ids) for found in answers),
        "passes": sum(found.passes for found in answers),
    }
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
