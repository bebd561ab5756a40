"""Writes what Assay's Java tests compare their own drawing of shapes and clips with.

    python -m assay_training.interpolants.procedural_golden \\
        ../benchmarks/src/test/resources/dev/assay/benchmarks/images

The folder gets `shapes-golden.json` and `clips-golden.json`: scenes in numbers, and their pixels as rows of
digits, palette indices or label classes. There is no noise in them.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from assay_training.interpolants import clips, shapes
from assay_training.interpolants.palette import KINDS

SEED, CROWDED, CLIPS = 20, 6, 12
COMMAND = "python -m assay_training.interpolants.procedural_golden FOLDER"


def scenes() -> shapes.Scenes:
    """Every kind at every radius, alone, then some with several shapes."""
    random = np.random.default_rng(SEED)
    radii = range(shapes.RADII[0], shapes.RADII[1] + 1)
    alone = [(kind, radius) for kind in range(1, len(KINDS) + 1) for radius in radii]
    drawn = shapes.draw_scenes(random, len(alone) + CROWDED)
    for i, (kind, radius) in enumerate(alone):
        drawn.count[i], drawn.kind[i, 0], drawn.radius[i, 0] = 1, kind, radius
    drawn.count[len(alone) :] = shapes.MOST_SHAPES
    return drawn


def shapes_golden() -> dict:
    drawn = scenes()
    image, labels = shapes.rasterize(drawn)
    numbers = (drawn.kind, drawn.colour, drawn.x, drawn.y, drawn.radius)
    names = ("kind", "colour", "x", "y", "radius")
    return {
        "command": COMMAND,
        "scenes": [
            {
                "background": int(drawn.background[i]),
                "shapes": [
                    {name: int(value[i, j]) for name, value in zip(names, numbers, strict=True)}
                    for j in range(drawn.count[i])
                ],
                "image": digits(image[i]),
                "labels": digits(labels[i]),
            }
            for i in range(len(image))
        ],
    }


def clips_golden() -> dict:
    motions = clips.draw_motions(np.random.default_rng(SEED), CLIPS)
    frames = clips.rasterize(motions)
    return {
        "command": COMMAND,
        "clips": [
            {name: int(values[i]) for name, values in vars(motions).items()}
            | {"frames": [digits(frame) for frame in frames[i]]}
            for i in range(CLIPS)
        ],
    }


def digits(grid: np.ndarray) -> list[str]:
    return ["".join(map(str, row)) for row in grid]


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, golden in (("shapes", shapes_golden()), ("clips", clips_golden())):
        text = json.dumps(golden, indent=1) + "\n"
        (folder / f"{name}-golden.json").write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    write(parser.parse_args().folder)


if __name__ == "__main__":
    main()
