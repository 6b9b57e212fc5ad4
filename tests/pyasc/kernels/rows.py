"""Kernels of the corpus on the rows of a matrix, as a pyasc user would write them: rows over cores, one at a time.

Parameters are those of the CUDA kernels of the same names, and `most`, elements that a row has at most. Where the CUDA
kernel has a block a row, it is launched for as many cores, and a core takes the row of its own number.
"""

from __future__ import annotations

import asc


@asc.jit
def softmax_rows(x: asc.GlobalAddress, y: asc.GlobalAddress, cols: int, most: asc.ConstExpr[int]):
    source = asc.GlobalTensor()
    result = asc.GlobalTensor()
    source.set_global_buffer(x)
    result.set_global_buffer(y)
    pipe = asc.TPipe()
    sources = asc.TQue(asc.TPosition.VECIN, 1)
    results = asc.TQue(asc.TPosition.VECOUT, 1)
    reduced = asc.TBuf(asc.TPosition.VECCALC)
    scratch = asc.TBuf(asc.TPosition.VECCALC)
    pipe.init_buffer(que=sources, num=1, len=most * 4)
    pipe.init_buffer(que=results, num=1, len=most * 4)
    pipe.init_buffer(buf=reduced, num=32)
    pipe.init_buffer(buf=scratch, num=most * 4)
    row = asc.get_block_idx() * cols
    run = asc.DataCopyExtParams(1, cols * 4, 0, 0, 0)
    unpadded = asc.DataCopyPadExtParams(x.dtype, False, 0, 0, 0.0)
    value = sources.alloc_tensor(x.dtype)
    asc.data_copy_pad(value, source[row:], run, unpadded)
    sources.enque(value)
    value = sources.deque(x.dtype)
    one = reduced.get(x.dtype)
    room = scratch.get(x.dtype)
    asc.reduce_max(one, value, room, cols)
    event = pipe.fetch_event_id(asc.HardEvent.V_S)
    asc.set_flag(asc.HardEvent.V_S, event)
    asc.wait_flag(asc.HardEvent.V_S, event)
    greatest = one.get_value(0)
    event = pipe.fetch_event_id(asc.HardEvent.S_V)
    asc.set_flag(asc.HardEvent.S_V, event)
    asc.wait_flag(asc.HardEvent.S_V, event)
    share = results.alloc_tensor(x.dtype)
    asc.adds(share, value, 0.0 - greatest, cols)
    asc.exp(share, share, cols)
    asc.reduce_sum(one, share, room, cols)
    event = pipe.fetch_event_id(asc.HardEvent.V_S)
    asc.set_flag(asc.HardEvent.V_S, event)
    asc.wait_flag(asc.HardEvent.V_S, event)
    total = one.get_value(0)
    event = pipe.fetch_event_id(asc.HardEvent.S_V)
    asc.set_flag(asc.HardEvent.S_V, event)
    asc.wait_flag(asc.HardEvent.S_V, event)
    asc.muls(share, share, 1.0 / total, cols)
    sources.free_tensor(value)
    results.enque(share)
    share = results.deque(x.dtype)
    asc.data_copy_pad(result[row:], share, run)
    results.free_tensor(share)


@asc.jit
def sum_naive(x: asc.GlobalAddress, sums: asc.GlobalAddress, rows: int, columns: int, most: asc.ConstExpr[int]):
    source = asc.GlobalTensor()
    result = asc.GlobalTensor()
    source.set_global_buffer(x)
    result.set_global_buffer(sums)
    pipe = asc.TPipe()
    sources = asc.TQue(asc.TPosition.VECIN, 2)
    results = asc.TQue(asc.TPosition.VECOUT, 2)
    scratch = asc.TBuf(asc.TPosition.VECCALC)
    pipe.init_buffer(que=sources, num=2, len=most * 4)
    pipe.init_buffer(que=results, num=2, len=32)
    pipe.init_buffer(buf=scratch, num=most * 4)
    run = asc.DataCopyExtParams(1, columns * 4, 0, 0, 0)
    single = asc.DataCopyExtParams(1, 4, 0, 0, 0)
    unpadded = asc.DataCopyPadExtParams(x.dtype, False, 0, 0, 0.0)
    room = scratch.get(x.dtype)
    for row in range(asc.get_block_idx(), rows, asc.get_block_num()):
        value = sources.alloc_tensor(x.dtype)
        asc.data_copy_pad(value, source[row * columns :], run, unpadded)
        sources.enque(value)
        value = sources.deque(x.dtype)
        total = results.alloc_tensor(x.dtype)
        asc.reduce_sum(total, value, room, columns)
        sources.free_tensor(value)
        results.enque(total)
        total = results.deque(x.dtype)
        asc.data_copy_pad(result[row:], total, single)
        results.free_tensor(total)
