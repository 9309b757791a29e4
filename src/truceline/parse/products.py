"""Products: the matrix products of the language model, by numpy's own library, in one thread.

spaCy multiplies with BLIS, which on common processors is slower than the OpenBLAS that numpy brings: the parse of news takes two
thirds of its time so. In one thread, for the matrices are small: sharing them out costs more than it saves, and
the processes of a run each have their own core.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from thinc.api import NumpyOps, Ops
from threadpoolctl import ThreadpoolController


class NumpyProducts(NumpyOps):  # type: ignore[misc] # compiled, without types
    """thinc's operations on numpy arrays, with the product that it has for any array library."""

    gemm = Ops.gemm


def multiply_with_numpy(language: Any) -> None:  # noqa: ANN401 - spaCy's Language carries no types
    """Let every layer of a loaded model multiply with numpy."""
    products = NumpyProducts()
    for _, component in language.components:
        model = getattr(component, "model", None)
        for layer in model.walk() if model is not None else ():
            layer.ops = products


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep numpy's products to one thread while the block runs."""
    with _threads().limit(limits=1, user_api="blas"):
        yield


@cache
def _threads() -> ThreadpoolController:
    # Finding the libraries takes milliseconds; they are all loaded once the model is.
    return ThreadpoolController()
