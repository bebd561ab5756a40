"""Reads the tensors of published checkpoints, whatever wrapping the training script put around them."""

from pathlib import Path

import torch
from safetensors.torch import load_file

# In this order: accelerate's averaged weights, its last ones, DeepSpeed's, Lightning's.
WRAPPERS = ("ema", "model", "module", "state_dict")
PREFIXES = ("module.", "_orig_mod.")  # of parallel training and of torch.compile


def read_checkpoint(path: Path, wrapper: str | None = None) -> dict[str, torch.Tensor]:
    """A file's tensors by name; ``wrapper`` names the entry to take where there are several."""
    if not path.is_file():
        raise FileNotFoundError(f"{path} is no file; give the checkpoint's .pt, .ckpt or .safetensors file")
    if path.suffix == ".safetensors":
        found = load_file(path)
    else:
        found = _unpickled(path)
        chosen = wrapper or next((name for name in WRAPPERS if isinstance(found.get(name), dict)), None)
        if chosen:
            if not isinstance(found.get(chosen), dict):
                raise ValueError(f"{path} has no entry {chosen!r}; it has {', '.join(map(repr, found))}")
            found = found[chosen]
    tensors = {_plain(name): value for name, value in found.items() if isinstance(value, torch.Tensor)}
    if not tensors:
        raise ValueError(f"{path} holds no tensors by name; it has {', '.join(map(repr, found))}")
    return tensors


def _unpickled(path: Path) -> dict:
    try:
        found = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        raise ValueError(
            f"{path} could not be read as tensors alone ({str(error).splitlines()[0]}); load it once where you "
            "trust it and save the weights by torch.save(weights, FILE)"
        ) from error
    if not isinstance(found, dict):
        raise ValueError(f"{path} holds a {type(found).__name__}, not a dictionary of tensors")
    return found


def _plain(name: str) -> str:
    for prefix in PREFIXES:
        name = name.removeprefix(prefix)
    return name


class Tensors:
    """A checkpoint's tensors in fp32, rounded to fp16 first where the exported file stores them so."""

    def __init__(self, found: dict[str, torch.Tensor], half: bool, source: str = "the checkpoint"):
        self._found, self._half, self._source = found, half, source

    def __getitem__(self, name: str) -> torch.Tensor:
        if name not in self._found:
            raise ValueError(f"{self._source} has no tensor {name}")
        tensor = self._found[name]
        return (tensor.half() if self._half else tensor).float()

    def __contains__(self, name: str) -> bool:
        return name in self._found

    def shape(self, name: str) -> tuple[int, ...]:
        if name not in self._found:
            raise ValueError(f"{self._source} has no tensor {name}")
        return tuple(self._found[name].shape)

    def count(self, prefix: str) -> int:
        """How many numbered modules follow a prefix such as ``blocks.``"""
        numbers = {int(name[len(prefix) :].split(".")[0]) for name in self._found if name.startswith(prefix)}
        if numbers != set(range(len(numbers))):
            raise ValueError(f"{self._source} has {prefix}N only for N in {sorted(numbers)}")
        return len(numbers)

    def parameters(self) -> int:
        return sum(tensor.numel() for tensor in self._found.values())
