"""The witness in double precision: when it is believed, what it decides, and that it never decides by being wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from transkernel.harness.accuracy import accuracy, spacing
from transkernel.harness.bind import bind
from transkernel.harness.case_reader import read_cases
from transkernel.harness.cases import Case, CaseError
from transkernel.harness.dtypes import Array
from transkernel.harness.judge import judge_original, judge_port
from transkernel.harness.records import Verdict
from transkernel.harness.tolerance import reduction_gate, tolerance_for, with_reduction
from transkernel.harness.witness import Witness, is_alike, take_witness
from transkernel.manifest import FieldLayout, FunctionError, KernelEntry, Parameter
from transkernel.run.launch import Buffer, Launch, Outcome
from transkernel.source import SourceFile

TEXT = """\
[[case]]
kernel = "f"
grid = [1]
block = [8]
[case.args]
x = {{ shape = [64], dtype = "float32", fill = "normal" }}
y = {{ shape = [8], dtype = "{dtype}", out = true }}
{tolerance}
"""
ENTRY = KernelEntry(
    "f",
    "f",
    1,
    (Parameter("x", "buffer", "const float *", "float32"), Parameter("y", "buffer", "float *", "float32")),
    (),
)
Kernel = Callable[[Array], Array]


def case_of(tolerance: str = "", dtype: str = "float32") -> Case:
    (case,) = read_cases(SourceFile("f.toml", TEXT.format(tolerance=tolerance, dtype=dtype)), Path("f.toml"))
    return case


def ran(launch: Launch, kernel: Kernel) -> Outcome:
    """The outcome of a launch whose `y` becomes kernel(x), in the type that the launch gives."""
    arrays = {each.name: each.array.copy() for each in launch.arguments if isinstance(each, Buffer)}
    arrays["y"] = kernel(arrays["x"]).astype(arrays["y"].dtype)
    return Outcome("ok", arrays=arrays)


def witness_of(kernel: Kernel, case: Case, in_double: Kernel | None = None) -> Witness:
    bound = bind(case, ENTRY, ())
    original = ran(bound.launch, kernel)
    return take_witness(case, ENTRY, bound, original, lambda launch: ran(launch, in_double or kernel))


def row_sums(x: Array) -> Array:
    total = np.zeros(8, x.dtype)
    for column in x.reshape(8, 8).T:
        total += column
    return total


def test_the_witness_is_the_kernel_in_double() -> None:
    witness = witness_of(row_sums, case_of())
    assert witness.reasons == {}
    assert witness.values["y"].dtype == np.float64
    x = bind(case_of(), ENTRY, ()).buffers["x"].astype(np.float64)
    np.testing.assert_allclose(witness.values["y"], x.reshape(8, 8).sum(1), rtol=1e-14)
    assert witness.sums == {}


def test_another_kernel_in_double_is_not_believed() -> None:
    witness = witness_of(row_sums, case_of(), in_double=lambda x: row_sums(x) * 1.5)
    assert witness.values == {}
    assert "looks at bits, or counts bytes" in witness.reasons["y"]


def test_a_nan_for_a_number_is_not_believed() -> None:
    assert witness_of(row_sums, case_of(), in_double=lambda x: row_sums(x) * np.nan).values == {}


def test_what_overflows_in_float_is_the_same_in_double() -> None:
    original = np.array([np.inf, np.nan, 1.0], np.float32)
    assert is_alike(original, np.array([1e300, np.nan, 1.0])).all()
    assert not is_alike(original, np.array([-1e300, 1.0, np.inf])).any()


def test_one_element_that_a_comparison_sends_elsewhere_is_left_out() -> None:
    original = np.arange(1, 1001, dtype=np.float32)
    values = original.astype(np.float64)
    values[3] = 500
    assert np.flatnonzero(~is_alike(original, values)).tolist() == [3]


@pytest.mark.parametrize(
    ("dtype", "reason"), [("float64", "double precision itself"), ("float16", "16-bit results are rounded")]
)
def test_other_types_have_none_and_say_why(dtype: str, reason: str) -> None:
    entry = KernelEntry("f", "f", 1, (ENTRY.params[0], Parameter("y", "buffer", "T *", dtype)), ())
    bound = bind(case_of(dtype=dtype), entry, ())

    def never(launch: Launch) -> Outcome:
        raise AssertionError("nothing is run")

    witness = take_witness(case_of(dtype=dtype), entry, bound, ran(bound.launch, row_sums), never)
    assert reason in witness.reasons["y"]


def test_a_struct_with_floats_has_none() -> None:
    params = (*ENTRY.params, Parameter("p", "struct", "P", "uint8", size=4, fields=(FieldLayout("a", 0, "float32"),)))
    entry = KernelEntry("f", "f", 1, params, ())
    bound = bind(case_of(), ENTRY, ())
    witness = take_witness(case_of(), entry, bound, ran(bound.launch, row_sums), lambda launch: Outcome("ok"))
    assert witness.reasons == {"y": "the struct `p` has another layout when float is double"}


def test_what_does_not_build_in_double_says_so() -> None:
    bound = bind(case_of(), ENTRY, ())
    failed = Outcome("compile-fail", "In file x\nx.cu:3:1: error: two functions of a name")
    witness = take_witness(case_of(), ENTRY, bound, ran(bound.launch, row_sums), lambda launch: failed)
    assert "error: two functions of a name" in witness.reasons["y"]


# --- errors against it


def test_accuracy_is_the_distance_of_both_sides() -> None:
    values = np.array([1.0, 2.0, 4.0])
    original = np.nextafter(values.astype(np.float32), np.float32(9))
    port = (values + [4e-7, 0, 0]).astype(np.float32)
    found = accuracy(values, (original, port), np.ones(3, np.bool_), "float32", 11)
    assert found.original is not None
    assert found.port is not None
    assert (found.original.max_ulp, found.original.p50_ulp, found.original.max_abs) == (1.0, 1.0, 2.0**-21)
    assert (found.port.max_ulp, found.port.p50_ulp) == (3.0, 0.0)
    assert found.ratio == pytest.approx(found.port.rmse / found.original.rmse)
    assert found.is_rounding_noise
    far = accuracy(values, (original, original + np.float32(1e-4)), np.ones(3, np.bool_), "float32", 11)
    assert far.ratio is not None
    assert far.ratio > 100
    assert not far.is_rounding_noise


def test_the_spacing_of_a_type() -> None:
    for dtype, type_ in (("float32", np.float32), ("float16", np.float16)):
        values = np.array([1.0, 1.5, 2.0, 1e-3, 1000.0])
        np.testing.assert_array_equal(spacing(values, dtype), np.spacing(values.astype(type_)).astype(np.float64))
    assert spacing(np.array([1.0]), "bfloat16")[0] == 2.0**-7
    assert spacing(np.array([0.0]), "float32")[0] == 2.0**-149


# --- declared reductions

SUM_OF_8 = "[case.tolerance]\nreduction = { depth = 8 }"


def test_s_is_the_sum_of_magnitudes() -> None:
    witness = witness_of(row_sums, case_of(SUM_OF_8))
    x = bind(case_of(), ENTRY, ()).buffers["x"].astype(np.float64)
    np.testing.assert_allclose(witness.sums["y"], np.abs(x).reshape(8, 8).sum(1), rtol=1e-14)


@pytest.mark.parametrize(
    "kernel",
    [
        pytest.param(lambda x: row_sums(np.exp(x)), id="a sum of exp"),
        pytest.param(lambda x: row_sums(x) + x.dtype.type(1), id="a constant"),
        pytest.param(lambda x: row_sums(x - x.mean()), id="distances from the mean"),
    ],
)
def test_a_reduction_that_is_none_is_refused(kernel: Kernel) -> None:
    with pytest.raises(CaseError) as refused:
        witness_of(kernel, case_of(SUM_OF_8))
    assert refused.value.diagnostic.code == "TK0619"


def judged(kernel: Kernel, port: Kernel, tolerance: str) -> str:
    case = case_of(tolerance)
    bounds = (bind(case, ENTRY, ()), bind(case, ENTRY, (), second_poison=True))
    outcomes = [ran(bound.launch, kernel) for bound in bounds]
    result = judge_original(case, bounds, outcomes, (), witness_of(kernel, case))
    assert result.problem is None
    return judge_port(result, [ran(bounds[0].launch, port)]).verdict


def test_the_gate_lets_another_order_pass_and_nothing_more() -> None:
    def other_order(x: Array) -> Array:
        return np.asarray(x.reshape(8, 8)[:, ::-1].astype(np.float32).cumsum(1, dtype=np.float32)[:, -1])

    def a_thousandth_more(x: Array) -> Array:
        return np.asarray(row_sums(x) * np.float32(1.00001))

    assert judged(row_sums, other_order, SUM_OF_8) is Verdict.PASS
    assert judged(row_sums, a_thousandth_more, SUM_OF_8) is Verdict.MISMATCH


def test_a_depth_that_the_original_does_not_keep_is_refused() -> None:
    def with_noise(x: Array) -> Array:
        return np.asarray(row_sums(x) * x.dtype.type(1.0 if x.dtype == np.float64 else 1.00001))

    with pytest.raises(CaseError) as refused:
        judged(with_noise, with_noise, SUM_OF_8)
    assert refused.value.diagnostic.code == "TK0619"
    assert "no sum of depth 8" in refused.value.diagnostic.message


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("reduction = { depth = 65 }", "from 1 to 64, the elements of the largest input"),
        ("reduction = { depth = 0 }", "from 1 to 64"),
        ("reduction = { deep = 1 }", "unknown key `deep`"),
        ("reduction = 3", "`reduction` must be a table"),
        ("rtol = 1e-7\nreduction = { depth = 1 }", "has no `rtol` and no `atol`"),
    ],
)
def test_a_declaration_that_cannot_be(said: str, message: str) -> None:
    with pytest.raises(CaseError, match=message.replace("(", r"\(")):
        case_of(f"[case.tolerance]\n{said}")


def test_the_bound_of_a_reduction() -> None:
    tolerance = with_reduction(tolerance_for("float32"), 10)
    gate = reduction_gate(np.array([2.0]), np.array([100.0]), tolerance, "float32")
    assert gate.allowed[0] == pytest.approx(2.0**-24 * (2 * 2 + 11 * 100))


# --- functions


def test_the_budget_of_a_function_is_named() -> None:
    pow_ = FunctionError("pow", "float32", 16.0)
    wide = tolerance_for("float32", None, (FunctionError("exp", "float32", 3.0), pow_))
    assert wide.rtol == 16 * 2.0**-23
    assert wide.reason == "pow may be 16 ulp off"
    assert tolerance_for("float32", None, (FunctionError("exp", "float32", 3.0),)).rtol == 1.3e-6
    assert tolerance_for("float64", None, (pow_,)).rtol == 1e-7
    assert tolerance_for("int32", None, (pow_,)).rtol == 0
