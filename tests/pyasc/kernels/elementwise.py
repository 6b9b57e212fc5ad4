"""Elementwise kernels of the corpus as a pyasc user would write them: tiles of an array through queues, two in flight.

Parameters are those of the CUDA kernels of the same names, and `tile`, elements at a time.
"""

from __future__ import annotations

import asc


@asc.jit
def add_naive(a: asc.GlobalAddress, b: asc.GlobalAddress, c: asc.GlobalAddress, n: int, tile: asc.ConstExpr[int]):
    first = asc.GlobalTensor()
    second = asc.GlobalTensor()
    result = asc.GlobalTensor()
    first.set_global_buffer(a)
    second.set_global_buffer(b)
    result.set_global_buffer(c)
    pipe = asc.TPipe()
    firsts = asc.TQue(asc.TPosition.VECIN, 2)
    seconds = asc.TQue(asc.TPosition.VECIN, 2)
    results = asc.TQue(asc.TPosition.VECOUT, 2)
    pipe.init_buffer(que=firsts, num=2, len=tile * 4)
    pipe.init_buffer(que=seconds, num=2, len=tile * 4)
    pipe.init_buffer(que=results, num=2, len=tile * 4)
    unpadded = asc.DataCopyPadExtParams(a.dtype, False, 0, 0, 0.0)
    for start in range(asc.get_block_idx() * tile, n, asc.get_block_num() * tile):
        count = n - start
        if count > tile:
            count = asc.number(tile, asc.int32)
        run = asc.DataCopyExtParams(1, count * 4, 0, 0, 0)
        x = firsts.alloc_tensor(a.dtype)
        asc.data_copy_pad(x, first[start:], run, unpadded)
        firsts.enque(x)
        y = seconds.alloc_tensor(a.dtype)
        asc.data_copy_pad(y, second[start:], run, unpadded)
        seconds.enque(y)
        x = firsts.deque(a.dtype)
        y = seconds.deque(a.dtype)
        z = results.alloc_tensor(a.dtype)
        asc.add(z, x, y, count)
        firsts.free_tensor(x)
        seconds.free_tensor(y)
        results.enque(z)
        z = results.deque(a.dtype)
        asc.data_copy_pad(result[start:], z, run)
        results.free_tensor(z)


@asc.jit
def saxpy(n: int, a: float, x: asc.GlobalAddress, y: asc.GlobalAddress, tile: asc.ConstExpr[int]):
    source = asc.GlobalTensor()
    result = asc.GlobalTensor()
    source.set_global_buffer(x)
    result.set_global_buffer(y)
    pipe = asc.TPipe()
    sources = asc.TQue(asc.TPosition.VECIN, 2)
    addends = asc.TQue(asc.TPosition.VECIN, 2)
    results = asc.TQue(asc.TPosition.VECOUT, 2)
    pipe.init_buffer(que=sources, num=2, len=tile * 4)
    pipe.init_buffer(que=addends, num=2, len=tile * 4)
    pipe.init_buffer(que=results, num=2, len=tile * 4)
    unpadded = asc.DataCopyPadExtParams(x.dtype, False, 0, 0, 0.0)
    for start in range(asc.get_block_idx() * tile, n, asc.get_block_num() * tile):
        count = n - start
        if count > tile:
            count = asc.number(tile, asc.int32)
        run = asc.DataCopyExtParams(1, count * 4, 0, 0, 0)
        scaled = sources.alloc_tensor(x.dtype)
        asc.data_copy_pad(scaled, source[start:], run, unpadded)
        sources.enque(scaled)
        addend = addends.alloc_tensor(x.dtype)
        asc.data_copy_pad(addend, result[start:], run, unpadded)
        addends.enque(addend)
        scaled = sources.deque(x.dtype)
        addend = addends.deque(x.dtype)
        total = results.alloc_tensor(x.dtype)
        asc.muls(total, scaled, a, count)
        asc.add(total, total, addend, count)
        sources.free_tensor(scaled)
        addends.free_tensor(addend)
        results.enque(total)
        total = results.deque(x.dtype)
        asc.data_copy_pad(result[start:], total, run)
        results.free_tensor(total)


@asc.jit
def relu_naive(x: asc.GlobalAddress, y: asc.GlobalAddress, n: int, tile: asc.ConstExpr[int]):
    source = asc.GlobalTensor()
    result = asc.GlobalTensor()
    source.set_global_buffer(x)
    result.set_global_buffer(y)
    pipe = asc.TPipe()
    sources = asc.TQue(asc.TPosition.VECIN, 2)
    results = asc.TQue(asc.TPosition.VECOUT, 2)
    pipe.init_buffer(que=sources, num=2, len=tile * 4)
    pipe.init_buffer(que=results, num=2, len=tile * 4)
    unpadded = asc.DataCopyPadExtParams(x.dtype, False, 0, 0, 0.0)
    for start in range(asc.get_block_idx() * tile, n, asc.get_block_num() * tile):
        count = n - start
        if count > tile:
            count = asc.number(tile, asc.int32)
        run = asc.DataCopyExtParams(1, count * 4, 0, 0, 0)
        value = sources.alloc_tensor(x.dtype)
        asc.data_copy_pad(value, source[start:], run, unpadded)
        sources.enque(value)
        value = sources.deque(x.dtype)
        positive = results.alloc_tensor(x.dtype)
        asc.relu(positive, value, count)
        sources.free_tensor(value)
        results.enque(positive)
        positive = results.deque(x.dtype)
        asc.data_copy_pad(result[start:], positive, run)
        results.free_tensor(positive)


@asc.jit
def sigmoid_naive(x: asc.GlobalAddress, y: asc.GlobalAddress, n: int, tile: asc.ConstExpr[int]):
    source = asc.GlobalTensor()
    result = asc.GlobalTensor()
    source.set_global_buffer(x)
    result.set_global_buffer(y)
    pipe = asc.TPipe()
    sources = asc.TQue(asc.TPosition.VECIN, 2)
    results = asc.TQue(asc.TPosition.VECOUT, 2)
    ones = asc.TBuf(asc.TPosition.VECCALC)
    pipe.init_buffer(que=sources, num=2, len=tile * 4)
    pipe.init_buffer(que=results, num=2, len=tile * 4)
    pipe.init_buffer(buf=ones, num=tile * 4)
    unpadded = asc.DataCopyPadExtParams(x.dtype, False, 0, 0, 0.0)
    one = ones.get(x.dtype)
    asc.duplicate(one, 1.0, tile)
    for start in range(asc.get_block_idx() * tile, n, asc.get_block_num() * tile):
        count = n - start
        if count > tile:
            count = asc.number(tile, asc.int32)
        run = asc.DataCopyExtParams(1, count * 4, 0, 0, 0)
        value = sources.alloc_tensor(x.dtype)
        asc.data_copy_pad(value, source[start:], run, unpadded)
        sources.enque(value)
        value = sources.deque(x.dtype)
        sigmoid = results.alloc_tensor(x.dtype)
        asc.muls(value, value, -1.0, count)
        asc.exp(value, value, count)
        asc.adds(value, value, 1.0, count)
        asc.div(sigmoid, one, value, count)
        sources.free_tensor(value)
        results.enque(sigmoid)
        sigmoid = results.deque(x.dtype)
        asc.data_copy_pad(result[start:], sigmoid, run)
        results.free_tensor(sigmoid)
