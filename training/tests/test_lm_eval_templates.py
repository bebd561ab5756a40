import json
from pathlib import Path

import pytest

GOLDENS = Path("benchmarks/src/test/resources/dev/assay/benchmarks/lmeval/template/jinja2.json")


def test_the_goldens_are_what_jinja2_renders():
    jinja2 = pytest.importorskip("jinja2")
    if jinja2.__version__ != "3.1.6":
        pytest.skip("goldens are of Jinja2 3.1.6")
    from assay_training.lm_eval_templates import goldens

    written = json.loads((Path(__file__).parents[2] / GOLDENS).read_text("utf-8"))

    assert goldens() == written


def test_templates_are_rendered_as_lm_evaluation_harness_renders_them():
    pytest.importorskip("jinja2")
    utils = pytest.importorskip("lm_eval.utils")
    from assay_training.lm_eval_templates import DOCUMENT, TEMPLATES, rendered

    for template in TEMPLATES:
        made = rendered(template, DOCUMENT)
        if "text" in made:
            assert utils.apply_template(template, DOCUMENT) == made["text"]
        else:
            with pytest.raises(Exception):
                utils.apply_template(template, DOCUMENT)
