"""Writes one tiny random decoder in both graph layouts, with what PyTorch computes for it.

    python -m assay_training.optimum_sample --out ../harness-onnx/src/test/resources/dev/assay/onnx/tiny/

assay/decoder.onnx    Assay's layout: shared prefix, caller's cache, logits where asked
optimum/model.onnx    the layout of Hugging Face Optimum's exporter
reference.json        prompts with PyTorch's logits and greedy continuations
README.md             what the files are and the command that made them

Both graphs hold the same weights (grouped keys and values, rotary positions), so a Java test can
run both and compare with the same numbers.
"""

import argparse
import json
from pathlib import Path

import torch

from assay_training.decoder import Decoder, DecoderConfig
from assay_training.decoder_onnx import assay_layout, optimum_layout

CONFIG = DecoderConfig(
    vocabulary=64, width=32, layers=2, heads=4, key_value_heads=2, hidden=64, context=128
)
SEED = 20260101
PROMPT_LENGTHS = (1, 3, 7, 12, 20)
CONTINUATION = 16
LEAST_MARGIN = 0.01  # between the two likeliest tokens, so that rounding cannot change the choice

README = """# A tiny decoder in two graph layouts

Random weights (seed {seed}), 2 layers, width 32, 4 heads over 2 key/value heads, rotary positions,
vocabulary 64. Made in `training/` by

    python -m assay_training.optimum_sample --out ../harness-onnx/src/test/resources/dev/assay/onnx/tiny/

- `assay/decoder.onnx`: Assay's layout (see `training/README.md`).
- `optimum/model.onnx`: the same weights in the layout of Hugging Face Optimum's exporter.
- `reference.json`: for each prompt PyTorch's `logits` (`[prompt length][vocabulary]`, six
  decimals), its `greedy` continuation of {continuation} tokens, and `greedy_log_probabilities`, the
  log-probability of each of these tokens. The likeliest token of every step leads by at least
  {margin}.
"""


def tiny_decoder() -> Decoder:
    torch.manual_seed(SEED)
    model = Decoder(CONFIG)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() == 2:  # far from uniform, so that a wrong mask or position shows
                parameter.mul_(8 if name.startswith("embedding") else 20)
    return model.round_to_half().eval()


@torch.no_grad()
def reference(model: Decoder) -> list[dict]:
    generator = torch.Generator().manual_seed(SEED)
    cases = []
    for length in PROMPT_LENGTHS:
        case = None
        while case is None:
            prompt = torch.randint(CONFIG.vocabulary, (length,), generator=generator).tolist()
            case = _case(model, prompt)
        cases.append(case)
    return cases


def _case(model: Decoder, prompt: list[int]) -> dict | None:
    """The prompt's case, or None where some greedy choice is too close to call."""
    ids, log_probabilities = list(prompt), []
    for _ in range(CONTINUATION):
        likeliness = torch.log_softmax(model.logits(torch.tensor([ids]))[0, -1], -1)
        best = likeliness.topk(2)
        if best.values[0] - best.values[1] < LEAST_MARGIN:
            return None
        ids.append(best.indices[0].item())
        log_probabilities.append(round(best.values[0].item(), 6))
    logits = model.logits(torch.tensor([prompt]))[0]
    return {
        "ids": prompt,
        "logits": [[round(x, 6) for x in row] for row in logits.tolist()],
        "greedy": ids[len(prompt) :],
        "greedy_log_probabilities": log_probabilities,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write the sample into")
    out = parser.parse_args().out
    model = tiny_decoder()
    assay_layout(model).save(out / "assay" / "decoder.onnx", "tiny random decoder")
    optimum_layout(model).save(out / "optimum" / "model.onnx", "tiny random decoder")
    document = {"format": 1, "seed": SEED, "config": CONFIG.to_json(), "cases": reference(model)}
    (out / "reference.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")
    text = README.format(seed=SEED, continuation=CONTINUATION, margin=LEAST_MARGIN)
    (out / "README.md").write_text(text)
    print(f"wrote {out}")


if __name__ == "__main__":
    main()
