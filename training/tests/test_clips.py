"""How shapes move in procedural clips."""

import numpy as np

from assay_training.interpolants import clips
from assay_training.interpolants.clips import Motions
from assay_training.interpolants.palette import CIRCLE, SQUARE


def test_a_component_of_the_velocity_flips_before_the_border_is_crossed():
    path = clips.path(np.array([9]), np.array([2]), np.array([3]))
    assert path.tolist() == [[9, 11, 9, 7, 5, 3, 5, 7]]


def test_both_borders_are_reached_and_never_left():
    path = clips.path(np.array([12, 2]), np.array([1, -1]), np.array([3, 2]))
    assert path.tolist() == [[12, 11, 10, 9, 8, 7, 6, 5], [2, 3, 4, 5, 6, 7, 8, 9]]


def test_a_small_square_is_drawn_where_its_path_leads():
    one = Motions(*(np.array([value]) for value in (SQUARE, 4, 2, 5, 6, 1, -2)))
    frames = clips.rasterize(one)
    assert frames.shape == (1, 8, 16, 16)
    rows, columns = np.nonzero(frames[0, 1])
    assert set(zip(rows.tolist(), columns.tolist(), strict=True)) == {
        (row, column) for row in (3, 4, 5) for column in (5, 6, 7)
    }
    assert set(frames[0, 1].flat) == {0, 4}


def test_random_motions_stay_within_the_rule():
    motions = clips.draw_motions(np.random.default_rng(2), 3000)
    assert set(motions.kind) == {1, 2, 3, 4}
    assert set(motions.colour) == set(range(1, 8))
    assert set(motions.radius) == {2, 3}
    assert set(motions.vx) == set(motions.vy) == {-2, -1, 1, 2}
    for start, velocity in ((motions.x, motions.vx), (motions.y, motions.vy)):
        path = clips.path(start, velocity, motions.radius)
        assert (path >= motions.radius[:, None]).all()
        assert (path <= 15 - motions.radius[:, None]).all()
        assert set(np.abs(np.diff(path)).flat) == {1, 2}


def test_every_frame_shows_the_whole_shape():
    frames, kinds = clips.draw(np.random.default_rng(5), 200)
    sizes = (frames > 0).sum(axis=(2, 3))
    assert (sizes == sizes[:, :1]).all()
    assert set(sizes[kinds == CIRCLE - 1].flat) == {13, 29}
