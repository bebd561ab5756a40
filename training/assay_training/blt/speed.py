"""Times transformers' generation with a random BLT of about 10 million parameters.

    python -m assay_training.blt.speed --out work/blt-speed > transformers.json

`generate(use_cache=False)` is what transformers' documentation and tests use for BLT: it computes the
whole row anew for every byte (its caches are wrong for this model). The first run makes the checkpoint
`hugging-face`, the model folder `model` with the same weights, and `prompts.json`, the prompts with
what transformers wrote after them, so that another implementation can be timed on the same work and
its bytes compared. Times are the medians of `--runs` runs.

A prompt has 256 bytes after BOS, and with 256 bytes written, 512 positions are read: just the window of
the exported model, so that transformers, which has none, computes the same.
"""

import argparse
import json
import os
import statistics
import time
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from assay_training.blt.config import OFFSET, read_config
from assay_training.blt.onnx_blt import OnnxBlt
from assay_training.blt.patching import patch_lengths
from assay_training.blt.random_checkpoint import Part, Shape, save_random, set_threshold
from assay_training.blt.reference import byte_ids
from assay_training.blt.weights import Weights
from assay_training.blt.writer import Precision
from assay_training.export_blt import export

SHAPE = Shape(
    entropy=Part(layers=2, width=128, heads=4, hidden=384),
    encoder=Part(layers=1, width=192, heads=6, hidden=512),
    latent=Part(layers=3, width=384, heads=6, hidden=1024),
    decoder=Part(layers=3, width=192, heads=6, hidden=512),
    rows=1021,
    assay={"window": 512, "entropy_window": 512, "context": 2048, "name": "blt-speed"},
)
PROMPT = 256  # bytes
PATCH = 4.5  # bytes, on the prompts
TEXT = (
    "The ferry left at ten past seven, when the fog had lifted from the river and the gulls came back. "
    "Mira counted 14 crates, wrote «péché, Äpfel, ржаной хлеб» on the slip and signed it. Nobody had told "
    "her that the mill at Søndervig was closed; she learned it from the boy who sold newspapers (2 kr. each). "
    "'You could take the bus,' he said, 'but it stops at Östra Ämtervik, and from there you walk.' So she "
    "walked: past the chapel, 8.5 km along the dyke, through reeds as tall as a house, until the road ended. "
    "At the end of it stood a man with a lantern and three dogs, and he was reading aloud from a tide table. "
    "He did not look up. 'High water at 21:40,' he read, 'low water at 03:55', and turned the page twice. "
)


def prepare(out: Path) -> list[bytes]:
    """Makes what is missing and returns the prompts."""
    prompts = [(TEXT * 2).encode()[80 * i :][:PROMPT] for i in range(8)]
    checkpoint, folder = out / "hugging-face", out / "model"
    if not (checkpoint / "config.json").exists():
        save_random(checkpoint, SHAPE, seed=1)
        _never_write_specials(checkpoint / "model.safetensors")
        set_threshold(checkpoint, prompts, 1 - 1 / PATCH)
    if not (folder / "model.json").exists():
        export(checkpoint, folder, read_config(checkpoint), Precision.FULL)
    return prompts


def _never_write_specials(path: Path) -> None:
    """No id that is no byte is ever the likeliest, so that nobody stops early."""
    tensors = load_file(path)
    tensors["lm_head.weight"][:OFFSET] = 0
    save_file(tensors, path, metadata={"format": "pt"})


@torch.no_grad()
def generate(model, prompts: list[bytes], count: int) -> tuple[list[list[int]], float, float]:
    """The ids written after each prompt, and the seconds it took: of the clock, of processors."""
    ids = torch.tensor([byte_ids(prompt) for prompt in prompts])
    begin, cpu = time.perf_counter(), time.process_time()
    result = model.generate(
        ids,
        attention_mask=torch.ones_like(ids),
        max_new_tokens=count,
        do_sample=False,
        use_cache=False,
        pad_token_id=0,
    )
    seconds, cpu = time.perf_counter() - begin, time.process_time() - cpu
    return result[:, ids.shape[1] :].tolist(), seconds, cpu


def check(folder: Path, prompts: list[bytes], written: list[list[int]]) -> dict:
    """Whether the exported graphs would have written the same, and how long patches were."""
    model = OnnxBlt(folder)
    likeliest, positions, patches = [], 0, 0
    for prompt, new in zip(prompts, written):
        ids = byte_ids(prompt) + new[:-1]
        lengths = patch_lengths(ids, model.entropies(ids), model.patching)
        likeliest += (model.logits(ids, lengths)[-len(new) :].argmax(-1) == new).tolist()
        positions, patches = positions + len(ids), patches + len(lengths) - 1
    return {
        "equal_to_the_exported_model": sum(likeliest) / len(likeliest),
        "bytes_per_patch": round(positions / patches, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--new", type=int, default=256, help="bytes to write (default 256)")
    parser.add_argument("--batches", type=int, nargs="+", default=[1, 8], help="default 1 8")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3, help="the median counts (default 3)")
    options = parser.parse_args()
    import transformers

    torch.set_num_threads(options.threads)
    prompts = prepare(options.out)
    model = transformers.BltForCausalLM.from_pretrained(options.out / "hugging-face").eval()
    generate(model, prompts[:1], 2)  # warms up
    runs, written = [], []
    for batch in options.batches:
        each = [generate(model, prompts[:batch], options.new) for _ in range(options.runs)]
        found = each[0][0]
        seconds, cpu = (statistics.median(times) for times in list(zip(*each))[1:])
        rate = batch * options.new / seconds
        runs.append({"batch": batch, "seconds": round(seconds, 2), "cpu_seconds": round(cpu, 2)})
        runs[-1] |= {"all_seconds": [round(run[1], 2) for run in each], "bytes_per_second": round(rate, 2)}
        runs[-1] |= check(options.out / "model", prompts[:batch], found)
        written = max(written, found, key=len)
    rows = [{"prompt": byte_ids(prompt), "written": new} for prompt, new in zip(prompts, written)]
    (options.out / "prompts.json").write_text(json.dumps(rows) + "\n")
    print(
        json.dumps(
            {
                "what": "transformers generate(use_cache=False)",
                "transformers": transformers.__version__,
                "torch": torch.__version__,
                "threads": options.threads,
                "processors": os.cpu_count(),
                "parameters": Weights(options.out / "hugging-face").parameters(),
                "prompt_bytes": PROMPT,
                "new_bytes": options.new,
                "runs": runs,
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
