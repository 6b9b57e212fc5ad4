"""Tiles that change, in terms of tiles that stay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.convert import Options, lower
from transkernel.ir.nodes import Declare
from transkernel.ir.printer import print_statements
from transkernel.ir.tile import Store
from transkernel.ir.visit import walk_all
from transkernel.passes.address_spaces import resolve
from transkernel.passes.names import FreshNames
from transkernel.source import SourceFile
from transkernel.tile import vectorise
from transkernel.tile.placement.accesses import Accesses, Pattern
from transkernel.tile.placement.place import names_of
from transkernel.tile.placement.settled import settled


def made(body: str) -> Any:
    text = f"__global__ void k(const int* x, const float* w, float* y, int n) {{ {body} }}"
    (lowered,) = lower(SourceFile("k.cu", text), Options(target="triton")).kernels
    assert lowered.program is not None, lowered.diagnostics
    program = vectorise(resolve(lowered.program))
    kernel = settled(program, names_of(program)).kernel
    names = {node.name for node in walk_all(kernel.body) if isinstance(node, Declare)}
    return kernel, FreshNames(names | {each.name for each in kernel.parameters})


def text_of(body: str) -> list[str]:
    return [each.strip() for each in print_statements(made(body)[0].body).splitlines()]


def test_pointers_that_a_branch_moves_are_known_in_the_branch() -> None:
    body = """
    int warp = threadIdx.x / 32, i = threadIdx.x % 32;
    float* p = y;
    if (warp >= n) return;
    p += warp * n;
    for (int k = i; k < n; k += 32) p[k] = w[k];
    """
    kernel, fresh = made(body)
    accesses = Accesses(kernel, fresh)
    (store,) = (node for node in walk_all(kernel.body) if isinstance(node, Store))
    assert accesses.of(store).pattern is Pattern.SCATTERED
    narrowed = accesses.narrowed(store)
    assert accesses.of(narrowed).pattern is Pattern.ROWS
    assert accesses.runs(narrowed.pointer, narrowed.mask) is not None
    unmasked = replace(store, mask=None)
    assert accesses.narrowed(unmasked) is unmasked


def test_a_pointer_at_a_place_from_memory_is_an_array_and_offsets() -> None:
    lines = text_of("const float* p = w + x[threadIdx.x] * n; for (int k = 0; k < n; ++k) y[threadIdx.x + k] += p[k];")
    assert not any("> p =" in each for each in lines)
    assert any("p_offset = load(" in each for each in lines)
    assert any("load((w + p_offset) + k" in each for each in lines)


def test_a_base_that_changes_is_not_put_off() -> None:
    lines = text_of("const float* b = w; const float* p = b + x[threadIdx.x]; b += n; y[threadIdx.x] = p[1] + b[0];")
    (use,) = (each for each in lines if "store(" in each)
    assert "load((b_then + p_offset) + 1" in use
    assert lines.index("global* const f32 b_then = b") < lines.index("b = b + n")


def test_a_mask_from_which_a_scalar_takes_all_lanes_keeps_them() -> None:
    body = "if (threadIdx.x >= n) return; for (int j = blockIdx.x; j < n; j += gridDim.x) y[j * n + threadIdx.x] = 1;"
    lines = text_of(body)
    assert "bool going = true" in lines
    assert "going = going & (j < n)" in lines
    assert "while (going & (reduce.max(<LANES x i32>(looping), axis 0) != 0)) {" in lines
    kernel, fresh = made(body)
    (store,) = (node for node in walk_all(kernel.body) if isinstance(node, Store))
    access = Accesses(kernel, fresh).of(store)
    assert access.pattern is Pattern.RUN
    assert access.mask.rest is None


def test_lanes_that_are_gone_store_nothing() -> None:
    body = "if (n < 0) { y[threadIdx.x] = 2; return; } for (int i = threadIdx.x; i < n; i += blockDim.x) y[i] = 1;"
    kernel, fresh = made(body)
    accesses = Accesses(kernel, fresh)
    stores = [node for node in walk_all(kernel.body) if isinstance(node, Store)]
    assert len(stores) == 2
    assert all(accesses.of(each).mask.rest is None for each in stores), print_statements(kernel.body)


def test_a_mask_of_which_lanes_go_alone_is_left_as_it_is() -> None:
    body = "int k = x[threadIdx.x]; while (k > n) { y[k] = 1; k = k / 2 - x[k]; }"
    assert not any("going" in each for each in text_of(body))
