"""Kernels in Ascend C that are wrong, each in one way, and what the twin says of them."""

from __future__ import annotations

from tests.run.ascendc_ports import HEADER

# Each kernel has x and y of 256 floats and tiles a, b, c, d of 1024 in UB; a holds x when the body begins.
_SKELETON = """
struct Core {
    GlobalTensor<float> x, y;
    LocalTensor<float> a{TPosition::VECIN, 0, 1024}, b{TPosition::VECCALC, 4096, 1024};
    LocalTensor<float> c{TPosition::VECCALC, 8192, 1024}, d{TPosition::VECOUT, 12288, 1024};
    LocalTensor<uint8_t> bits{TPosition::VECCALC, 16384, 1024};
    DataCopyExtParams all{1, 1024, 0, 0, 0};
    Core(GM_ADDR from, GM_ADDR to) {
        x.SetGlobalBuffer((__gm__ float*)from, 256);
        y.SetGlobalBuffer((__gm__ float*)to);
        DataCopyPad(a, x, all, DataCopyPadExtParams<float>());
        PipeBarrier<PIPE_ALL>();
    }
};
"""
_BEGIN = "Core core(from, to); auto& [x, y, a, b, c, d, bits, all] = core; float fill = 0;"
_OUT = " PipeBarrier<PIPE_ALL>(); DataCopyPad(y, d, all);"

# name: (body, complaint)
FAULTS: dict[str, tuple[str, str]] = {
    "wait_that_nobody_answers": (
        "WaitFlag<HardEvent::MTE2_V>(3); Add(d, a, a, 256);" + _OUT,
        "WaitFlag<MTE2_V>: nobody sets the flag that it waits for, so that it never ends",
    ),
    "flag_that_nobody_waits_for": (
        "Add(d, a, a, 256);" + _OUT + " SetFlag<HardEvent::V_MTE3>(1);",
        "SetFlag<V_MTE3>: nobody waits for the flag that it sets",
    ),
    "flag_that_is_set_twice": (
        ("SetFlag<HardEvent::V_MTE3>(0); WaitFlag<HardEvent::V_MTE3>(0); Add(d, a, a, 256);"
        "SetFlag<HardEvent::V_MTE3>(0); WaitFlag<HardEvent::V_MTE3>(0); DataCopyPad(y, d, all);"),
        "SetFlag<V_MTE3>: the flag may still be set",
    ),
    "flag_of_another_id": (
        "Add(d, a, a, 256); SetFlag<HardEvent::V_MTE3>(9); WaitFlag<HardEvent::V_MTE3>(9); DataCopyPad(y, d, all);",
        "the event id 9 is not from 0 to 7",
    ),
    "scalar_reads_before_the_vector_unit_is_done": (
        "ReduceSum(d, a, b, 256); float sum = d.GetValue(0); Duplicate(d, sum, 256);" + _OUT,
        "GetValue: the tensor reads UB that ReduceSum of line",
    ),
    "vector_unit_reads_before_the_scalar_has_written": (
        "Adds(d, a, 0.0f, 256); SetFlag<HardEvent::V_S>(0); WaitFlag<HardEvent::V_S>(0); d.SetValue(0, 1.0f);"
        "Add(d, d, a, 256);" + _OUT,
        "may still write: no flag S_V stands between",
    ),
    "copies_to_one_place_without_a_barrier": (
        "Add(d, a, a, 256); PipeBarrier<PIPE_ALL>(); DataCopyPad(y, d, all); DataCopyPad(y, a, all);",
        "may still write: no PipeBarrier<PIPE_MTE3> stands between",
    ),
    "load_of_what_a_copy_writes": (
        "Add(d, a, a, 256); PipeBarrier<PIPE_ALL>(); DataCopyPad(y, d, all);"
        "DataCopyPad(b, y, all, DataCopyPadExtParams<float>()); PipeBarrier<PIPE_ALL>(); Adds(d, b, 0.0f, 256);" + _OUT,
        "global memory that DataCopyPad of line",
    ),
    "tail_that_is_not_padded": (
        ("DataCopy(b, x, 203); PipeBarrier<PIPE_ALL>(); Add(d, b, b, 203); PipeBarrier<PIPE_ALL>();"
        "DataCopyPad(y, d, DataCopyExtParams(1, 812, 0, 0, 0));"),
        "byte 800 of y depends on how the pipes run",
    ),
    "store_of_what_nobody_wrote": (
        "Add(d, a, a, 200);" + _OUT,
        "DataCopyPad: the source: nobody wrote some of these 1024 bytes of UB",
    ),
    "scalar_read_of_what_nobody_wrote": ("d.SetValue(0, d.GetValue(1));", "GetValue: nobody wrote element 1"),
    "compare_past_its_last_full_repeat": (
        ("Compares(bits, a, 0.5f, CMPMODE::GE, 100); Duplicate(b, 1.0f, 256); Duplicate(c, 2.0f, 256);"
        "Select(d, bits, b, c, SELMODE::VSEL_TENSOR_TENSOR_MODE, 100); PipeBarrier<PIPE_ALL>();"
        "DataCopyPad(y, d, DataCopyExtParams(1, 400, 0, 0, 0));"),
        "of y depends on how the pipes run",
    ),
    "operand_that_is_not_aligned": (
        "Add(d, a[3], a, 200);" + _OUT, "Add: src0 begins at byte 12 of UB, no multiple of 32",
    ),
    "copy_that_is_not_aligned": (
        "DataCopyPad(y, a[1], all);", "DataCopyPad: the source begins at byte 4 of UB, no multiple of 32",
    ),
    "more_elements_than_the_tensor_has": (
        "Add(d, a, a[1000], 256);" + _OUT, "Add: 256 elements of src1, which has 24",
    ),
    "operands_that_overlap_in_part": ("Add(a[8], a, a, 256);", "Add: dst and src0 overlap in part"),
    "tensor_behind_the_end_of_the_memory": (
        "LocalTensor<float> large(TPosition::VECCALC, 184320, 1024); Duplicate(large, fill, 8);",
        "LocalTensor: 4096 bytes at 184320 do not fit into UB, which has 188160 for a kernel",
    ),
    "buffers_that_do_not_fit": (
        "TPipe pipe; TQue<TPosition::VECIN, 2> queue; pipe.InitBuffer(queue, 2, 98304);",
        "InitBuffer: 98304 bytes behind the 98304 that are taken do not fit into UB, which has 188160 for a kernel",
    ),
    "read_behind_the_end_of_global_memory": (
        ("GlobalTensor<float> more; more.SetGlobalBuffer((__gm__ float*)from);"
        "DataCopyPad(b, more[8], all, DataCopyPadExtParams<float>());"),
        "DataCopyPad: the source reads 32 bytes past the end of x, which has 1024",
    ),
    "read_behind_the_end_of_the_tensor": (
        "DataCopyPad(b, x[8], all, DataCopyPadExtParams<float>());",
        "DataCopyPad: 1024 bytes from byte 0 of the source, which has 992",
    ),
    "write_behind_the_end_of_global_memory": (
        "DataCopyPad(y[1], a, all);", "DataCopyPad: the destination writes 4 bytes past the end of y, which has 1024",
    ),
    "null_pointer": (
        "GlobalTensor<float> none; none.SetGlobalBuffer(nullptr); DataCopyPad(none, a, all);",
        "the destination writes through a null pointer",
    ),
    "stale_scalar_read": (
        "float before = y.GetValue(5); Adds(d, a, before + 1, 256);" + _OUT + " PipeBarrier<PIPE_ALL>();"
        "d.SetValue(0, y.GetValue(5));",
        "GetValue: the data cache still holds what was there before a copy wrote it",
    ),
    "scalar_write_that_stays_in_the_cache": (
        "y.SetValue(5, 1.0f);",
        "SetValue: what it writes stays in the data cache: DataCacheCleanAndInvalid is missing",
    ),
    "queue_that_is_empty": (
        "TPipe pipe; TQue<TPosition::VECIN, 1> queue; pipe.InitBuffer(queue, 1, 32); queue.DeQue<float>();",
        "DeQue: the queue is empty: EnQue is missing",
    ),
    "queue_whose_tensors_are_not_freed": (
        ("TPipe pipe; TQue<TPosition::VECIN, 1> queue; pipe.InitBuffer(queue, 1, 32); queue.AllocTensor<float>();"
        "queue.AllocTensor<float>();"),
        "AllocTensor: all 1 buffers of the queue are in use: FreeTensor is missing",
    ),
    "queue_that_never_had_the_tensor": (
        "TPipe pipe; TQue<TPosition::VECIN, 1> queue; pipe.InitBuffer(queue, 1, 32); queue.EnQue(b);",
        "EnQue: the tensor is none that the queue has allocated",
    ),
    "queue_without_memory": (
        "TPipe pipe; TQue<TPosition::VECIN, 1> queue; queue.AllocTensor<float>();",
        "AllocTensor: the queue has no buffers: InitBuffer is missing",
    ),
    "tensor_that_was_not_taken_from_its_queue": (
        "TPipe pipe; TQue<TPosition::VECIN, 1> queue; pipe.InitBuffer(queue, 1, 4096);"
        "LocalTensor<float> tile = queue.AllocTensor<float>();"
        "DataCopyPad(tile, x, all, DataCopyPadExtParams<float>());"
        "queue.EnQue(tile); Add(d, tile, tile, 256);" + _OUT,
        "Add: src0 reads UB that DataCopyPad of line",
    ),
    "gather_from_behind_the_end": (
        ("LocalTensor<uint32_t> offsets = b.ReinterpretCast<uint32_t>(); Duplicate(offsets, 5000u, 8);"
        "Gather(d, a, offsets, 0, 8);"),
        "Gather: offset 5000 of element 0 is behind the end of src, which has 4096 bytes",
    ),
    "function_in_place": ("Tanh(a, a, 256);", "Tanh: dst and the source share memory"),
    "comparison_of_integers": (
        "LocalTensor<int32_t> numbers = a.ReinterpretCast<int32_t>(); Compares(bits, numbers, 3, CMPMODE::LT, 256);",
        "Compares: dav-2201 compares int32 by CMPMODE::EQ alone",
    ),
    "padding_of_more_than_a_block": (
        "DataCopyPad(b, x, all, DataCopyPadExtParams<float>(true, 9, 0, 0));",
        "DataCopyPad: a padding of 36 bytes, which may have 32",
    ),
    "atomics_left_on": (
        "SetAtomicAdd<float>(); DataCopyPad(y, a, all);", "kernel: it ends with atomic copies switched on",
    ),
    "products_into_one_place_without_a_barrier": (
        ("LocalTensor<half> left(TPosition::A2, 0, 256), right(TPosition::B2, 0, 256);"
        "LocalTensor<float> sums(TPosition::CO1, 0, 256); ascendc_twin::core().used_vector = false;"
        "for (int i = 0; i < 2; ++i) Mmad(sums, left, right, MmadParams(16, 16, 16, 0, false, i == 0));"),
        "may still write: no PipeBarrier<PIPE_M> stands between",
    ),
    "vectors_and_matrices_on_one_core": (
        ("LocalTensor<half> l1(TPosition::A1, 0, 256), l0(TPosition::A2, 0, 256);"
        "LoadData(l0, l1, LoadData2DParams(0, 1, 1, 0, 0, false, 0));"),
        "LoadData: the core has a vector unit: matrices are another core's",
    ),
}  # fmt: skip

# What the vendor's headers do not let through either.
REFUSED: dict[str, str] = {
    "addition of unsigned integers": "LocalTensor<uint32_t> u(TPosition::VECCALC, 0, 8); Add(u, u, u, 8);",
    "division of integers": "LocalTensor<int32_t> i(TPosition::VECCALC, 0, 8); Div(i, i, i, 8);",
    "and of 32 bits": "LocalTensor<int32_t> i(TPosition::VECCALC, 0, 8); And(i, i, i, 8);",
    "cast of uint32": "LocalTensor<uint32_t> u(TPosition::VECCALC, 0, 8);"
    "LocalTensor<float> f(TPosition::VECCALC, 32, 8); Cast(f, u, RoundMode::CAST_RINT, 8);",
    "flag between pipes that have none": "SetFlag<HardEvent::V_M>(0);",
    "barrier of the scalar pipe": "PipeBarrier<PIPE_S>();",
    "atomic addition of unsigned integers": "SetAtomicAdd<uint32_t>();",
}


def fault_text() -> str:
    """One file with a kernel for each fault."""
    kernels = "".join(
        f'extern "C" __global__ __aicore__ void {name}(GM_ADDR from, GM_ADDR to) {{ {_BEGIN} {body} }}\n'
        for name, (body, _) in FAULTS.items()
    )
    return HEADER + _SKELETON + kernels
