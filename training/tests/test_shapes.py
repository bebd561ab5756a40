"""The drawing rule of procedural images, checked by hand, and what is drawn at random."""

import json
from pathlib import Path

import numpy as np
import pytest

from assay_training.interpolants import procedural_golden, shapes
from assay_training.interpolants.palette import CIRCLE, CROSS, PALETTE, SQUARE, TRIANGLE, covered
from assay_training.interpolants.shapes import Scenes

GOLDEN = Path(__file__).resolve().parents[2] / "benchmarks/src/test/resources/dev/assay/benchmarks/images"


def drawn(kind: int, radius: int) -> list[str]:
    """The square of pixels around a shape's centre, # where they belong to it."""
    size = 2 * radius + 1
    pixels = covered(kind, radius, radius, radius, size)
    return ["".join("#" if pixel else "." for pixel in row) for row in pixels]


def test_circle_holds_the_pixels_no_farther_than_its_radius():
    assert drawn(CIRCLE, 4) == [
        "....#....",
        "..#####..",
        ".#######.",
        ".#######.",
        "#########",
        ".#######.",
        ".#######.",
        "..#####..",
        "....#....",
    ]


def test_square_is_one_pixel_smaller_than_its_radius():
    assert drawn(SQUARE, 3) == [".......", *[".#####."] * 5, "......."]


def test_triangle_stands_on_its_base_and_grows_by_a_pixel_every_second_row():
    assert drawn(TRIANGLE, 4) == [
        "....#....",
        "....#....",
        "...###...",
        "...###...",
        "..#####..",
        "..#####..",
        ".#######.",
        ".#######.",
        ".........",
    ]


@pytest.mark.parametrize(("radius", "width"), [(2, 1), (3, 3), (4, 3), (5, 3), (6, 5), (8, 5)])
def test_cross_has_arms_of_a_third_of_its_radius(radius, width):
    rows = drawn(CROSS, radius)
    assert rows[0].count("#") == width
    assert rows[radius] == "#" * (2 * radius + 1)
    assert [row[radius] for row in rows] == ["#"] * (2 * radius + 1)


def test_later_shapes_cover_earlier_ones_and_only_as_many_as_the_count_are_drawn():
    one = np.array([[SQUARE, CIRCLE, CROSS]])
    x, y, radius = np.array([[10, 12, 20]]), np.array([[10, 10, 20]]), np.array([[5, 4, 4]])
    scene = Scenes(np.array([7]), np.array([2]), one, np.array([[1, 2, 3]]), x, y, radius)
    image, labels = shapes.rasterize(scene)
    assert (image[0, 10, 6], labels[0, 10, 6]) == (1, SQUARE)
    assert (image[0, 10, 12], labels[0, 10, 12]) == (2, CIRCLE)
    assert (image[0, 20, 20], labels[0, 20, 20]) == (7, 0)


def test_shapes_are_cut_off_at_the_border():
    scene = Scenes(*(np.array(value) for value in ([0], [1], [[CIRCLE]], [[2]], [[6]], [[25]], [[8]])))
    _, labels = shapes.rasterize(scene)
    assert labels[0, 31, 6] == CIRCLE
    assert labels[0, 25, 0] == CIRCLE


def test_random_scenes_stay_within_the_rule():
    scenes = shapes.draw_scenes(np.random.default_rng(3), 4000)
    assert set(scenes.background) == set(range(8))
    assert set(scenes.count) == {1, 2, 3}
    assert set(scenes.kind.flat) == {1, 2, 3, 4}
    assert set(scenes.radius.flat) == set(range(4, 9))
    assert set(scenes.x.flat) == set(scenes.y.flat) == set(range(6, 26))
    assert (scenes.colour != scenes.background[:, None]).all()
    assert set(scenes.colour.flat) == set(range(8))


def test_one_pixel_in_64_becomes_a_colour_drawn_from_all_eight():
    image = np.zeros((400, 32, 32), np.int64)
    noisy = shapes.with_noise(np.random.default_rng(4), image)
    assert (noisy != 0).mean() == pytest.approx(7 / 8 / 64, rel=0.05)
    assert np.bincount(noisy.flat, minlength=8)[1:].min() > 500


def test_images_depend_on_the_seed_alone():
    one, again, other = (shapes.draw(np.random.default_rng(seed), 5)[0] for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, again)
    assert (one != other).any()


@pytest.mark.parametrize("name", ["shapes", "clips"])
def test_the_goldens_of_the_java_tests_are_what_is_drawn_here(name):
    written = json.loads((GOLDEN / f"{name}-golden.json").read_text(encoding="utf-8"))
    assert written == getattr(procedural_golden, f"{name}_golden")()
    assert len(written["scenes" if name == "shapes" else "clips"]) >= 12


def test_palette_has_eight_different_colours():
    assert len({tuple(colour) for colour in PALETTE}) == 8
