"""arXiv categories are read by their codes, not by their names."""

from __future__ import annotations

import pytest

from retrieval.errors import BadQuestion
from retrieval.question.categories import find_categories


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("token pruning in cs.CV", "cs.CV"),
        ("token pruning in CS.cv?", "cs.CV"),
        ("cs.CL papers on charts", "cs.CL"),
        ("category:cs.LG kernels", "cs.LG"),
        ("category: cs.ro grasping", "cs.RO"),
        ("cs.CV and cs.LG papers", "cs.CV cs.LG"),
        ("cs.CV/cs.CL charts", "cs.CV cs.CL"),
        ("charts in cs.CV, cs.CL or stat.ML", "cs.CV cs.CL stat.ML"),
        ("math.* papers on transport", "math"),
        ("quant-ph error correction", "quant-ph"),
        ("cond-mat.mes-hall transport", "cond-mat.mes-hall"),
        ("cs.CV和cs.CL的最新论文", "cs.CV cs.CL"),
        ("cs.CV 类别里的图表论文", "cs.CV"),
        ("在cs.CV中的图表论文", "cs.CV"),
        ("computer vision papers", ""),
        ("statistics and mathematics", ""),
        ("the module cs.show", ""),
        ("see www.cs.cmu.edu", ""),
        ("math.sqrt in Python", ""),
        ("hep-th/9901001", ""),
        ("physics engines", ""),
        ("econ.GN", "econ.GN"),
    ],
)
def test_categories_are_read_by_code(question, codes):
    assert " ".join(find_categories(question)[0]) == codes


def test_words_of_a_category_are_located():
    question = "charts in cs.CV, please"
    ((start, end),) = find_categories(question)[1]
    assert question[start:end] == "in cs.CV"


def test_category_that_arxiv_does_not_have_is_one_sentence():
    with pytest.raises(BadQuestion, match=r"^cs\.XX: arXiv has no such category\.$"):
        find_categories("category:cs.XX charts")
