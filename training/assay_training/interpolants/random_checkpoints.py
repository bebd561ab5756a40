"""Checkpoints with random weights in the published layouts: for tests and trial exports.

    python -m assay_training.interpolants.random_checkpoints FOLDER

writes a small `dit.pt` and `vq.ckpt`, which `assay_training.export_interpolants` turns into a model folder;
`--size xl` gives the transformer the size of DiT-XL/2 and the tokenizer that of VQ-f8 (4 GB).
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import torch


@dataclass(frozen=True)
class DitShape:
    vocabulary: int = 24  # without [MASK]
    classes: int = 5
    width: int = 48
    layers: int = 2
    patch: int = 2
    side: int = 4  # tokens


@dataclass(frozen=True)
class VqShape:
    codes: int = 24
    code_width: int = 4
    channels: int = 32
    multiples: tuple[int, ...] = (1, 2)
    blocks: int = 1
    attention: tuple[int, ...] = (1,)  # levels


DIT_XL = DitShape(vocabulary=16384, classes=1000, width=1152, layers=28, side=32)
VQ_F8 = VqShape(codes=16384, channels=128, multiples=(1, 2, 2, 4), blocks=2, attention=(3,))


def dit_tensors(shape: DitShape, seed: int) -> dict[str, torch.Tensor]:
    """A DiT's weights as CompVis/discrete-interpolants names them; modulations are not zero."""
    draw = _Draw(seed)
    width, positions = shape.width, (shape.side // shape.patch) ** 2
    draw.table("x_pre_embed.weight", shape.vocabulary + 1, width)
    draw.layer("patch_embed.proj", width, width, shape.patch)
    draw.tensors["pos_embed"] = 0.5 * draw.normal(1, positions, width)
    draw.layer("t_embedder.mlp.0", width, 256)
    draw.layer("t_embedder.mlp.2", width, width)
    if shape.classes:
        draw.table("y_embedder.embedding_table.weight", shape.classes + 1, width)
    for i in range(shape.layers):
        name = f"blocks.{i}"
        draw.layer(f"{name}.attn.qkv", 3 * width, width)
        draw.layer(f"{name}.attn.proj", width, width)
        draw.layer(f"{name}.mlp.fc1", 4 * width, width)
        draw.layer(f"{name}.mlp.fc2", width, 4 * width)
        draw.layer(f"{name}.adaLN_modulation.1", 6 * width, width)
    draw.layer("final_layer.linear", shape.patch**2 * (shape.vocabulary + 1), width)
    draw.layer("final_layer.adaLN_modulation.1", 2 * width, width)
    return draw.tensors


def vq_tensors(shape: VqShape, seed: int) -> dict[str, torch.Tensor]:
    draw = _Draw(seed)
    widths = [shape.channels * multiple for multiple in shape.multiples]
    draw.table("quantize.embedding.weight", shape.codes, shape.code_width)
    draw.layer("quant_conv", shape.code_width, shape.code_width, 1)
    draw.layer("post_quant_conv", shape.code_width, shape.code_width, 1)
    _decoder(draw, shape, widths)
    _encoder(draw, shape, widths)
    return draw.tensors


def _decoder(draw: "_Draw", shape: VqShape, widths: list[int]) -> None:
    draw.layer("decoder.conv_in", widths[-1], shape.code_width, 3)
    _middle(draw, "decoder", widths[-1])
    before = widths[-1]
    for level in reversed(range(len(widths))):
        for i in range(shape.blocks + 1):
            draw.block(f"decoder.up.{level}.block.{i}", before, widths[level])
            before = widths[level]
            if level in shape.attention:
                draw.attention(f"decoder.up.{level}.attn.{i}", before)
        if level:
            draw.layer(f"decoder.up.{level}.upsample.conv", before, before, 3)
    draw.norm("decoder.norm_out", before)
    draw.layer("decoder.conv_out", 3, before, 3)


def _encoder(draw: "_Draw", shape: VqShape, widths: list[int]) -> None:
    draw.layer("encoder.conv_in", shape.channels, 3, 3)
    before = shape.channels
    for level, width in enumerate(widths):
        for i in range(shape.blocks):
            draw.block(f"encoder.down.{level}.block.{i}", before, width)
            before = width
            if level in shape.attention:
                draw.attention(f"encoder.down.{level}.attn.{i}", before)
        if level < len(widths) - 1:
            draw.layer(f"encoder.down.{level}.downsample.conv", before, before, 3)
    _middle(draw, "encoder", before)
    draw.norm("encoder.norm_out", before)
    draw.layer("encoder.conv_out", shape.code_width, before, 3)


def _middle(draw: "_Draw", name: str, width: int) -> None:
    draw.block(f"{name}.mid.block_1", width, width)
    draw.attention(f"{name}.mid.attn_1", width)
    draw.block(f"{name}.mid.block_2", width, width)


class _Draw:
    """Collects tensors; layers keep about the size of what they read."""

    def __init__(self, seed: int):
        self._generator = torch.Generator().manual_seed(seed)
        self.tensors: dict[str, torch.Tensor] = {}

    def normal(self, *sizes: int) -> torch.Tensor:
        return torch.randn(*sizes, generator=self._generator)

    def table(self, name: str, rows: int, width: int) -> None:
        self.tensors[name] = self.normal(rows, width)

    def layer(self, name: str, outputs: int, inputs: int, *kernel: int) -> None:
        sizes = kernel * 2 if len(kernel) == 1 else kernel
        weight = self.normal(outputs, inputs, *sizes)
        self.tensors[f"{name}.weight"] = weight / (weight[0].numel() ** 0.5)
        self.tensors[f"{name}.bias"] = 0.1 * self.normal(outputs)

    def norm(self, name: str, width: int) -> None:
        self.tensors[f"{name}.weight"] = 1 + 0.2 * self.normal(width)
        self.tensors[f"{name}.bias"] = 0.2 * self.normal(width)

    def block(self, name: str, before: int, width: int) -> None:
        self.norm(f"{name}.norm1", before)
        self.layer(f"{name}.conv1", width, before, 3)
        self.norm(f"{name}.norm2", width)
        self.layer(f"{name}.conv2", width, width, 3)
        if before != width:
            self.layer(f"{name}.nin_shortcut", width, before, 1)

    def attention(self, name: str, width: int) -> None:
        self.norm(f"{name}.norm", width)
        for part in ("q", "k", "v", "proj_out"):
            self.layer(f"{name}.{part}", width, width, 1)


def save_dit(path: Path, shape: DitShape, seed: int = 1) -> None:
    """As accelerate's trainings save it: averaged weights, names with a prefix."""
    tensors = dit_tensors(shape, seed)
    torch.save({"ema": {f"module.{name}": value for name, value in tensors.items()}, "train_steps": 1}, path)


def save_vq(path: Path, shape: VqShape, seed: int = 2) -> None:
    torch.save({"state_dict": vq_tensors(shape, seed)}, path)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", choices=("small", "xl"), default="small")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    small = options.size == "small"
    save_dit(options.folder / "dit.pt", DitShape() if small else DIT_XL)
    save_vq(options.folder / "vq.ckpt", VqShape() if small else VQ_F8)
    print(f"wrote dit.pt and vq.ckpt in {options.folder}")


if __name__ == "__main__":
    main()
