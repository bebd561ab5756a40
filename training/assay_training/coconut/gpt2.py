"""GPT-2: learned positions, LayerNorm and biases, GELU in its tanh form, a head tied to the embedding.

Source: "Language Models are Unsupervised Multitask Learners" (2019) and the checkpoints' own layout
as the library transformers names it. Checkpoints of facebookresearch/coconut (`run.py`) are the
`state_dict` of a wrapper around transformers' model, of the model itself for the methods without
thoughts, with the prefixes of data-parallel training on them.
"""

import json
import math
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from assay_training.attention_onnx import array
from assay_training.decoder_onnx import Body
from assay_training.graph import Graph

WRAPPERS = re.compile(r"(^|\.)(module|_fsdp_wrapped_module|_orig_mod|base_causallm|base_model)(?=\.)")
# The masks that old versions stored; the wrapper's second name for the embedding.
NOT_WEIGHTS = re.compile(r"(\.attn\.(bias|masked_bias)|^embedding\.weight)$")


@dataclass(frozen=True)
class Gpt2Config:
    vocabulary: int
    width: int
    layers: int
    heads: int
    hidden: int
    context: int
    norm_epsilon: float

    @property
    def key_value_heads(self) -> int:
        return self.heads

    @property
    def head_size(self) -> int:
        return self.width // self.heads


class Gpt2:
    """Weights by transformers' names, such as `h.0.attn.c_attn.weight`, in fp32."""

    feedback = torch.tensor(1.0)
    end = None

    def __init__(self, config: Gpt2Config, tensors: dict[str, torch.Tensor]):
        self.config, self.tensors = config, tensors

    def round_to_half(self) -> "Gpt2":
        return Gpt2(self.config, {name: t.half().float() for name, t in self.tensors.items()})

    def count(self) -> tuple[int, int]:
        """All parameters, and those outside the tokens' embedding."""
        total = sum(tensor.numel() for tensor in self.tensors.values())
        return total, total - self.tensors["wte.weight"].numel()

    def block_matrix_parameters(self) -> int:
        return sum(t.numel() for name, t in self.tensors.items() if name[:2] == "h." and t.dim() == 2)


class Gpt2Body(Body):
    def __init__(self, graph: Graph, model: Gpt2):
        self._graph, self._model, self.config = graph, model, model.config
        self._embedding, self._positions = self._weight("wte.weight"), self._weight("wpe.weight")

    def place(self, x: str, positions: str) -> str:
        """Padding may stand beyond the last position; it reads that one."""
        g = self._graph
        within = g.op("Min", positions, g.constant(self.config.context - 1))
        return g.op("Add", x, g.op("Gather", self._positions, within))

    def rotation(self, positions: str) -> None:
        """Positions are learned; nothing is turned."""

    def attention_norm(self, i: int, x: str) -> str:
        return self._norm(f"h.{i}.ln_1", x)

    def query(self, i: int, normed: str, rotation: None) -> str:
        g, c = self._graph, self.config
        scale = g.constant(1 / math.sqrt(c.head_size), np.float32)
        weight, bias = (g.op("Mul", part, scale) for part in self._projection(i, 0))
        return self._by_head(g.op("Add", g.op("MatMul", normed, weight), bias), c.heads)

    def key_value(self, i: int, normed: str, rotation: None) -> tuple[str, str]:
        g = self._graph
        projections = (self._projection(i, part) for part in (1, 2))
        key, value = (g.op("Add", g.op("MatMul", normed, weight), bias) for weight, bias in projections)
        return self._by_head(key, self.config.heads), self._by_head(value, self.config.heads)

    def _projection(self, i: int, part: int) -> tuple[str, str]:
        """Weight and bias of the queries (0), the keys (1) or the values (2)."""
        name, width = f"h.{i}.attn.c_attn", self.config.width
        of_part = slice(part * width, (part + 1) * width)
        return tuple(
            self._graph.weight(
                f"{name}.{kind}.{('query', 'key', 'value')[part]}",
                array(self._model.tensors[f"{name}.{kind}"])[..., of_part],
            )
            for kind in ("weight", "bias")
        )

    def add_attention(self, i: int, x: str, mixed: str) -> str:
        g = self._graph
        by_position = g.op("Transpose", mixed, perm=[0, 2, 1, 3])
        flat = g.op("Reshape", by_position, g.constant([0, 0, self.config.width]))
        return g.op("Add", x, self._linear(f"h.{i}.attn.c_proj", flat))

    def add_feed_forward(self, i: int, x: str) -> str:
        inner = self._linear(f"h.{i}.mlp.c_fc", self._norm(f"h.{i}.ln_2", x))
        return self._graph.op("Add", x, self._linear(f"h.{i}.mlp.c_proj", self._gelu(inner)))

    def final_norm(self, x: str) -> str:
        return self._norm("ln_f", x)

    def _gelu(self, x: str) -> str:
        g = self._graph
        number = lambda value: g.constant(value, np.float32)  # noqa: E731
        cubes = g.op("Mul", g.op("Mul", x, x), x)
        sum_ = g.op("Add", x, g.op("Mul", cubes, number(0.044715)))
        bent = g.op("Tanh", g.op("Mul", sum_, number(math.sqrt(2 / math.pi))))
        return g.op("Mul", g.op("Mul", x, number(0.5)), g.op("Add", bent, number(1.0)))

    def _linear(self, name: str, x: str) -> str:
        """The matrices lie as `[in, out]`."""
        product = self._graph.op("MatMul", x, self._weight(f"{name}.weight"))
        return self._graph.op("Add", product, self._weight(f"{name}.bias"))

    def _norm(self, name: str, x: str) -> str:
        scale, bias = self._weight(f"{name}.weight"), self._weight(f"{name}.bias")
        epsilon = self.config.norm_epsilon
        return self._graph.op("LayerNormalization", x, scale, bias, axis=-1, epsilon=epsilon)

    def _weight(self, name: str) -> str:
        return self._graph.weight(name, array(self._model.tensors[name]))


def read_gpt2(checkpoint: Path, config_file: Path) -> Gpt2:
    """A checkpoint: a file that `torch.save` or safetensors wrote, or a folder that holds one."""
    tensors = plain_names(_load(checkpoint))
    if "wte.weight" not in tensors:
        raise ValueError(f"{checkpoint} is not a GPT-2: there is no wte.weight in {sorted(tensors)[:5]}…")
    head = tensors.pop("lm_head.weight", tensors["wte.weight"])
    if not torch.equal(head, tensors["wte.weight"]):
        raise ValueError(f"{checkpoint}: the head is not tied to the embedding, as GPT-2's is")
    config = read_config(config_file, tensors["wte.weight"].shape[0])
    _check_shapes(checkpoint, config, tensors)
    return Gpt2(config, tensors)


def plain_names(tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Without the prefixes of wrappers, in fp32; what is no weight is left out."""
    plain = {}
    for name, tensor in tensors.items():
        name = WRAPPERS.sub("", name).lstrip(".").removeprefix("transformer.")
        if not NOT_WEIGHTS.search(name):
            plain[name] = tensor.float()
    return plain


def read_config(file: Path, vocabulary: int) -> Gpt2Config:
    """A `config.json` of transformers; the vocabulary is the checkpoint's, which training may have extended."""
    facts = json.loads(file.read_text(encoding="utf-8"))
    for key, only in {
        "model_type": "gpt2",
        "activation_function": "gelu_new",
        "scale_attn_weights": True,
        "scale_attn_by_inverse_layer_idx": False,
        "tie_word_embeddings": True,
    }.items():
        if facts.get(key, only) != only:
            raise ValueError(f"{file}: {key} is {facts[key]!r}; only {only!r} can be exported")
    return Gpt2Config(
        vocabulary=vocabulary,
        width=facts["n_embd"],
        layers=facts["n_layer"],
        heads=facts["n_head"],
        hidden=facts.get("n_inner") or 4 * facts["n_embd"],
        context=facts["n_positions"],
        norm_epsilon=facts.get("layer_norm_epsilon", 1e-5),
    )


def _load(path: Path) -> dict[str, torch.Tensor]:
    if path.is_dir():
        names = ("model.safetensors", "pytorch_model.bin")
        found = [path / name for name in names if (path / name).exists()]
        if not found:
            raise FileNotFoundError(f"{path} holds neither of {', '.join(names)}")
        path = found[0]
    if path.suffix == ".safetensors":
        from safetensors.torch import load_file

        return load_file(path)
    return torch.load(path, map_location="cpu", weights_only=True)


def _check_shapes(checkpoint: Path, c: Gpt2Config, tensors: dict[str, torch.Tensor]) -> None:
    wanted = {"wte.weight": (c.vocabulary, c.width), "wpe.weight": (c.context, c.width)}
    for i in range(c.layers):
        for name, shape in {
            "attn.c_attn": (c.width, 3 * c.width),
            "attn.c_proj": (c.width, c.width),
            "mlp.c_fc": (c.width, c.hidden),
            "mlp.c_proj": (c.hidden, c.width),
        }.items():
            wanted |= {f"h.{i}.{name}.weight": shape, f"h.{i}.{name}.bias": shape[1:]}
        for name in ("ln_1", "ln_2"):
            wanted |= {f"h.{i}.{name}.weight": (c.width,), f"h.{i}.{name}.bias": (c.width,)}
    wanted |= {f"ln_f.{part}": (c.width,) for part in ("weight", "bias")}
    found = {name: tuple(tensor.shape) for name, tensor in tensors.items()}
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            raise ValueError(
                f"{checkpoint}: {name} has shape {found.get(name)}; the configuration asks for {wanted.get(name)}"
            )
