"""The products of numpy are those of BLIS, in one thread, in every layer of the model."""

import numpy
import pytest
import threadpoolctl
from thinc.api import NumpyOps

from truceline.parse.parse import _language
from truceline.parse.products import NumpyProducts, one_thread


@pytest.mark.parametrize("turned", [{}, {"trans1": True}, {"trans2": True}, {"trans1": True, "trans2": True}])
@pytest.mark.parametrize("rows", [0, 1, 40])
def test_a_product_is_that_of_blis(rows, turned):
    random = numpy.random.default_rng(0)
    left = random.standard_normal((96, rows) if turned.get("trans1") else (rows, 96)).astype("f")
    right = random.standard_normal((30, 96) if turned.get("trans2") else (96, 30)).astype("f")
    expected = NumpyOps().gemm(left, right, **turned)
    out = numpy.zeros((rows, 30), dtype="f")
    found = NumpyProducts().gemm(left, right, out=out, **turned)
    assert found is out
    assert numpy.allclose(found, expected, atol=1e-4)
    assert numpy.allclose(NumpyProducts().gemm(left, right, **turned), expected, atol=1e-4)


def test_every_layer_of_the_model_multiplies_so():
    layers = [
        layer
        for _, component in _language().components
        if getattr(component, "model", None) is not None
        for layer in component.model.walk()
    ]
    assert len(layers) > 50
    assert {type(layer.ops) for layer in layers} == {NumpyProducts}


def test_one_thread_multiplies_and_the_rest_of_the_process_keeps_its_own():
    before = [one["num_threads"] for one in threadpoolctl.threadpool_info() if one["user_api"] == "blas"]
    with one_thread():
        inside = [one["num_threads"] for one in threadpoolctl.threadpool_info() if one["user_api"] == "blas"]
    after = [one["num_threads"] for one in threadpoolctl.threadpool_info() if one["user_api"] == "blas"]
    assert before == after
    assert inside
    assert set(inside) == {1}
