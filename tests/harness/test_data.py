"""Inputs: each fill by its rule, the same on every machine, and poison that tells an unwritten element."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from transkernel.harness.cases import BufferSpec, Case, CaseError
from transkernel.harness.data import draw, specials
from transkernel.harness.dtypes import (
    TYPES,
    as_bits,
    bfloat16_to_float32,
    cast,
    float32_to_bfloat16,
    is_poison,
    poisoned,
    widen,
)
from transkernel.source import SourceFile, Span

SPAN = Span(SourceFile("x.toml", "x"), 0, 1)


def spec(fill: str | None, shape: tuple[int, ...] = (100,), dtype: str = "float32", **more: Any) -> BufferSpec:
    return BufferSpec(shape, dtype, fill, more.pop("out", fill is None), SPAN, **more)


def case(seed: int = 7, folder: Path = Path("."), **args: BufferSpec) -> Case:
    return Case("c", "f", (1, 1, 1), (1, 1, 1), 0, seed, args, None, folder / "x.toml", SPAN)


def generator(seed: int = 7) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def test_buffers_are_drawn_in_their_order_from_one_generator() -> None:
    drawn = draw(
        case(
            x=spec("normal", (3, 4)),
            still=spec("zeros"),
            y=spec("uniform", low=-2.0, high=3.0, dtype="float64"),
            unfilled=spec(None),
            z=spec("integers", low=-5, high=6, dtype="int8"),
            p=spec("permutation", (10, 10), "int32"),
        )
    )
    rng = generator()
    assert np.array_equal(drawn["x"], rng.standard_normal((3, 4)).astype(np.float32))
    assert np.array_equal(drawn["y"], rng.uniform(-2.0, 3.0, (100,)))
    assert np.array_equal(drawn["z"], rng.integers(-5, 6, (100,)).astype(np.int8))
    assert np.array_equal(drawn["p"], rng.permutation(100).reshape(10, 10).astype(np.int32))
    assert {int(value) for value in drawn["z"]} == set(range(-5, 6)), "`high` is excluded, `low` is not"
    assert sorted(drawn["p"].ravel()) == list(range(100))


@pytest.mark.parametrize(("fill", "wanted"), [("zeros", [0, 0, 0]), ("ones", [1, 1, 1]), ("arange", [0, 1, 2])])
@pytest.mark.parametrize("dtype", sorted(set(TYPES) - {"bool"}))
def test_constant_fills_of_every_dtype(fill: str, wanted: list[int], dtype: str) -> None:
    array = draw(case(x=spec(fill, (3,), dtype)))["x"]
    assert array.dtype == TYPES[dtype].carrier
    values = widen(array, dtype) if TYPES[dtype].is_float else array
    assert values.tolist() == wanted


def test_edge_mixes_every_special_value_in() -> None:
    for dtype in ("float16", "bfloat16", "float32", "float64", "int8", "uint64", "bool"):
        array = draw(case(x=spec("edge", (4000,), dtype)))["x"]
        rng = generator()
        plain = cast(rng.standard_normal((4000,)), dtype)
        is_replaced = rng.random((4000,)) < 0.3
        choice = specials(dtype)
        wanted = np.where(is_replaced, choice[rng.integers(0, len(choice), (4000,))], plain)
        assert np.array_equal(as_bits(array, dtype), as_bits(wanted, dtype))
        assert 0.25 < is_replaced.mean() < 0.35
        assert set(as_bits(choice, dtype).tolist()) <= set(as_bits(array, dtype).tolist())


def test_the_special_floats_are_what_they_should_be() -> None:
    for dtype in ("float16", "float32", "float64"):
        info = np.finfo(dtype)
        wanted = [0.0, -0.0, info.smallest_subnormal, info.tiny, np.inf, -np.inf, np.nan, info.max, -info.max]
        assert np.array_equal(as_bits(specials(dtype), dtype), as_bits(np.array(wanted, dtype), dtype))
        assert TYPES[dtype].smallest_normal == float(info.tiny)
    brain = widen(specials("bfloat16"), "bfloat16")
    assert brain[2] == 2.0**-133
    assert brain[3] == 2.0**-126 == TYPES["bfloat16"].smallest_normal
    assert brain[7] == (2 - 2.0**-7) * 2.0**127
    assert np.isnan(brain[6])


def test_a_case_is_the_same_bytes_on_every_machine() -> None:
    drawn = draw(
        case(
            x=spec("normal", (64,)),
            h=spec("normal", (64,), "float16"),
            b=spec("normal", (64,), "bfloat16"),
            u=spec("uniform", (64,), "float64", low=-1.0, high=1.0),
            i=spec("integers", (64,), "uint64", low=0, high=2**64),
            e=spec("edge", (64,)),
            o=spec(None, (64,), "int16"),
        )
    )
    digest = hashlib.sha256(b"".join(array.tobytes() for array in drawn.values())).hexdigest()
    assert digest == "2ab74446ae553f3d6186928e3d1c4b9daccd6be645bf2427160b0bc31d4e1471"


def test_another_seed_is_other_data_and_the_same_seed_is_not() -> None:
    first, again, other = (draw(case(seed, x=spec("normal")))["x"] for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_unsigned_integers_take_negative_floats_the_same_way_everywhere() -> None:
    values = np.array([-1.5, 2.9, np.nan, np.inf, 1e300])
    assert cast(values, "uint8").tolist() == [255, 2, 0, 0, 0]
    assert cast(values, "int32").tolist() == [-1, 2, 0, 0, 0]


# --- bfloat16


def test_bfloat16_rounds_to_nearest_even() -> None:
    one = 0x3F80
    halfway, above = np.float32(1 + 2.0**-8), np.float32(1 + 2.0**-8 + 2.0**-20)
    next_halfway = np.float32(1 + 3 * 2.0**-8)
    values = np.array([1.0, halfway, above, next_halfway, 3.4e38, -0.0, np.inf, -np.inf], np.float32)
    assert float32_to_bfloat16(values).tolist() == [one, one, one + 1, one + 2, 0x7F80, 0x8000, 0x7F80, 0xFF80]


def test_every_bfloat16_survives_the_way_to_float32_and_back() -> None:
    every = np.arange(1 << 16, dtype=np.uint16)
    back = float32_to_bfloat16(bfloat16_to_float32(every))
    is_nan = np.isnan(bfloat16_to_float32(every))
    assert np.array_equal(back[~is_nan], every[~is_nan])
    assert np.isnan(bfloat16_to_float32(back[is_nan])).all()


# --- poison


@pytest.mark.parametrize("dtype", sorted(TYPES))
def test_poison_of_every_dtype_is_known_again(dtype: str) -> None:
    for second in (False, True):
        array = poisoned((5, 2), dtype, second=second)
        assert array.dtype == TYPES[dtype].carrier
        assert is_poison(array, dtype, second=second).all()
        assert not is_poison(array, dtype, second=not second).any()
        written = array.copy()
        written[1, 1] = 0
        assert is_poison(written, dtype, second=second).sum() == 9


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64"])
def test_float_poison_is_a_quiet_nan_and_then_a_number_near_one(dtype: str) -> None:
    first, second = poisoned((1,), dtype), poisoned((1,), dtype, second=True)
    assert np.isnan(widen(first, dtype)).all()
    quiet = 1 << (TYPES[dtype].mantissa_bits - 1)
    assert int(as_bits(first, dtype)[0]) & quiet
    nan = specials(dtype)[6:7]
    assert not is_poison(nan, dtype).any()
    assert 1.1 < float(widen(second, dtype)[0]) < 1.3


def test_the_second_poison_changes_only_what_has_no_fill() -> None:
    whole = case(x=spec("normal"), y=spec(None), z=spec("ones", out=True))
    first, second = draw(whole), draw(whole, second_poison=True)
    assert np.array_equal(first["x"], second["x"])
    assert np.array_equal(first["z"], second["z"])
    assert not np.array_equal(as_bits(first["y"], "float32"), as_bits(second["y"], "float32"))


# --- data files


def test_a_buffer_comes_from_a_file(tmp_path: Path) -> None:
    wanted = np.arange(6, dtype=np.float32).reshape(2, 3)
    (tmp_path / "sub").mkdir()
    np.savez(tmp_path / "sub" / "x.npz", key=wanted)
    array = draw(case(folder=tmp_path, x=spec(None, (2, 3), file="sub/x.npz:key", out=False)))["x"]
    assert np.array_equal(array, wanted)
    assert array.flags.writeable


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("none.npz:key", "cannot read"),
        ("x.npz:other", "holds no array called 'other'"),
        ("x.npz", "must be 'x.npz:key'"),
        ("../x.npz:key", "outside"),
        ("/etc/passwd:key", "outside"),
        ("link.npz:key", "outside"),
        ("x.npy:key", "not an .npz"),
        ("objects.npz:key", "cannot read"),
        ("text.npz:key", "cannot read"),
        ("wide.npz:key", "float64 with shape [3]"),
        ("long.npz:key", "float32 with shape [4]"),
    ],
)
def test_a_file_that_cannot_be_used_is_an_error(tmp_path: Path, file: str, words: str) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    np.savez(tmp_path / "x.npz", key=np.zeros(3, np.float32))
    np.savez(folder / "x.npz", key=np.zeros(3, np.float32))
    np.save(folder / "x.npy", np.zeros(3, np.float32))
    np.savez(folder / "objects.npz", key=np.array([{}, 1, "a"], object))
    np.savez(folder / "wide.npz", key=np.zeros(3))
    np.savez(folder / "long.npz", key=np.zeros(4, np.float32))
    (folder / "text.npz").write_text("no archive")
    (folder / "link.npz").symlink_to(tmp_path / "x.npz")
    with pytest.raises(CaseError) as caught:
        draw(case(folder=folder, x=spec(None, (3,), file=file, out=False)))
    assert caught.value.diagnostic.code == "TK0609"
    assert words in caught.value.diagnostic.message


def test_a_case_that_is_too_large_is_not_drawn() -> None:
    huge = spec("zeros", (1 << 30,), "int8")
    with pytest.raises(CaseError) as caught:
        draw(case(a=huge, b=huge, c=huge))
    assert caught.value.diagnostic.code == "TK0611"
