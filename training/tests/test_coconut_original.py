"""The original's procedure gives what the plain method gives, but for its first token."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from assay_training.coconut import fixtures
from assay_training.coconut.original import answer, cached_pass
from assay_training.coconut.reference import Plan, think, write
from assay_training.coconut.tokenizer import unit_tokenizer
from assay_training.coconut.export import thoughts_json, write_latent


@pytest.fixture(params=list(fixtures.SHAPES))
def model(request):
    return fixtures.random_model(fixtures.SHAPES[request.param], 5)


@torch.no_grad()
def test_passes_with_a_cache_are_one_pass(model):
    ids = torch.randint(0, model.config.vocabulary, (1, 17), generator=torch.Generator().manual_seed(1))
    embeddings = model.embedding(ids)
    found, cache = [], []
    for part in embeddings.split([5, 1, 8, 3], 1):
        hidden, cache = cached_pass(model, part, cache)
        found.append(hidden)
    torch.testing.assert_close(torch.cat(found, 1), model.hidden(embeddings), atol=1e-4, rtol=0)


@pytest.mark.parametrize("count", [0, 1, 4])
@pytest.mark.parametrize("end", [[], [2]], ids=["no end token", "end token"])
def test_the_answer_is_the_plain_methods(model, count, end):
    ids = unit_tokenizer(fixtures.UNITS).encode(fixtures.PROMPTS[1]).ids
    thoughts = thoughts_json([1], end, count, 8)
    run = think(model, ids, Plan((1,), tuple(end), count))
    wanted, leads = write(model, run, 10, end_of_text=-1)
    assert min(leads) > 1e-4
    found = answer(model, ids, thoughts, 10, end_of_text=-1)
    assert (found.ids, found.passes) == (wanted, count + 10)


def test_the_first_token_is_never_taken_for_the_end(model):
    ids = unit_tokenizer(fixtures.UNITS).encode(fixtures.PROMPTS[0]).ids
    thoughts = thoughts_json([1], [2], 2, 8)
    tokens = answer(model, ids, thoughts, 8, end_of_text=-1).ids
    first, second = tokens[0], next(token for token in tokens if token != tokens[0])
    found = answer(model, ids, thoughts, 8, end_of_text=first)
    assert found.ids[0] == first  # the plain method would have written nothing
    found = answer(model, ids, thoughts, 8, end_of_text=second)
    assert found.ids == tokens[: tokens.index(second)]
    assert found.passes == 3 + len(found.ids)


def test_the_command_prints_its_speed_and_writes_the_answers(tmp_path):
    shape = fixtures.SHAPES["counted"]
    model, tokenizer = fixtures.random_model(shape, 5), unit_tokenizer(fixtures.UNITS)
    folder, prompts, out = tmp_path / "m", tmp_path / "p.jsonl", tmp_path / "a.jsonl"
    write_latent(folder, model, tokenizer, "m", "t", "none", "coconut", thoughts_json([1], [2], 3, 8))
    prompts.write_text("".join(json.dumps({"prompt": text}) + "\n" for text in fixtures.PROMPTS[:3]))
    command = [sys.executable, "-m", "assay_training.coconut.original", "--model", folder, "--prompts", prompts]
    done = subprocess.run(
        [*map(str, command), "--limit", "2", "--new", "6", "--out", str(out)],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    report = json.loads(done.stdout)
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert report["examples"] == len(rows) == 2 and report["examples_per_second"] > 0
    ids = tokenizer.encode(fixtures.PROMPTS[1]).ids
    wanted = answer(model, ids, thoughts_json([1], [2], 3, 8), 6, end_of_text=0).ids
    assert rows[1]["ids"] == wanted and rows[1]["answer"] == tokenizer.decode(wanted)
