"""A tiny random GPT-2 as facebookresearch/coconut would save it, for tests and fixtures.

The folder gets `config.json`, `vocab.json` and `merges.txt` as a GPT-2's folder has them, and
`checkpoint_1`: the `state_dict` of a wrapper that holds the model as `base_causallm` and its embedding
a second time, with the prefix of data-parallel training; or of the plain model.
"""

import json
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from torch import nn

from assay_training.coconut.tokenizer import END_OF_TEXT

TEXTS = [
    "Every brimpus is a lumpus. Every gerpus is a rompus. Sally is a brimpus. Is Sally a yumpus or zumpus?\n",
    "Max has 12 crates and 20 more than Sally. How many crates has Sally?\n<<12+20=32>>\n### 32",
]
PIECES = 320  # tokens of GPT-2's own
ADDED = 3


class Wrapper(nn.Module):
    """The names under which the wrapper of facebookresearch/coconut keeps its parts (`coconut.py`)."""

    def __init__(self, model: nn.Module):
        super().__init__()
        self.base_causallm = model
        self.embedding = model.transformer.get_input_embeddings()


def save_random(folder: Path, seed: int, latent: bool = True, prefix: str = "module.") -> nn.Module:
    """Writes the folder and returns transformers' model."""
    from transformers import GPT2Config, GPT2LMHeadModel

    folder.mkdir(parents=True, exist_ok=True)
    pieces = save_tokenizer(folder)
    config = GPT2Config(
        vocab_size=pieces,
        n_positions=512,
        n_embd=32,
        n_layer=2,
        n_head=4,
        bos_token_id=pieces - 1,
        eos_token_id=pieces - 1,
    )
    config.save_pretrained(folder)
    torch.manual_seed(seed)
    model = GPT2LMHeadModel(config).eval()
    if latent:
        model.resize_token_embeddings(pieces + ADDED)
    _spread(model)
    saved = Wrapper(model) if latent else model
    torch.save({prefix + name: t for name, t in saved.state_dict().items()}, folder / "checkpoint_1")
    return model


def save_tokenizer(folder: Path) -> int:
    """A byte-level BPE with end-of-text as its last token; returns the number of tokens."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=PIECES - 1, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(TEXTS, trainer)
    tokenizer.model.save(str(folder))
    vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    vocabulary[END_OF_TEXT] = len(vocabulary)
    text = json.dumps(vocabulary, ensure_ascii=False)
    (folder / "vocab.json").write_text(text, encoding="utf-8")
    return len(vocabulary)


@torch.no_grad()
def _spread(model: nn.Module) -> None:
    """Weights far from uniform, so that answers vary, and biases and norms that are not trivial."""
    for name, parameter in model.named_parameters():
        if parameter.dim() == 2:
            parameter.mul_({"c_attn": 9, "c_fc": 9}.get(name.split(".")[-2], 16))
        elif name.endswith("bias"):
            parameter.normal_(std=0.1)
        else:
            parameter.add_(torch.randn_like(parameter) * 0.1)
    # single bytes and the added tokens are seldom written; the end often is
    table = model.transformer.wte.weight
    table[:256].mul_(0.4)
    table[PIECES:].mul_(0.4)
    table[PIECES - 1].mul_(1.2)
