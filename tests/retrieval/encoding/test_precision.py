from __future__ import annotations

import pytest
import torch

from retrieval.encoding.precision import best_precision, bfloat16_pays, says_bfloat16


@pytest.mark.parametrize("flag", ["amx_bf16", "avx512_bf16"])
def test_a_processor_that_multiplies_bfloat16_says_so(flag):
    assert says_bfloat16({"avx2": True, flag: True})


@pytest.mark.parametrize("capabilities", [{}, {"avx2": True}, {"amx_bf16": False}])
def test_a_processor_that_does_not_say_so_is_not_assumed_to(capabilities):
    assert not says_bfloat16(capabilities)


def test_what_is_chosen_on_a_processor_is_bfloat16_or_float32():
    found = best_precision()
    if found.device.type != "cpu":
        assert found.dtype in {torch.bfloat16, torch.float16}
        return
    assert found.dtype in {torch.bfloat16, torch.float32}
    assert found.device == torch.device("cpu")


def test_the_products_that_decide_leave_the_random_numbers_of_others_alone():
    torch.manual_seed(1)
    first = torch.rand(1)
    torch.manual_seed(1)
    bfloat16_pays()
    assert torch.equal(torch.rand(1), first)
