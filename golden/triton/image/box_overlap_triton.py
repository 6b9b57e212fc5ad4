"""box_overlap.cu, as Triton: one program is one block of CUDA's threads."""

# Intersection over union of every detected box with every true box, as detectors are scored by.
# A box is (left, top, right, bottom) in pixels, with the right and bottom ends excluded.

import triton
import triton.language as tl


@triton.jit
def split_four(vectors):
    even, odd = tl.split(tl.reshape(vectors, (vectors.shape[0], 2, 2)))
    x, z = tl.split(even)
    y, w = tl.split(odd)
    return x, y, z, w


@triton.jit
def join_four(x, y, z, w):
    return tl.reshape(tl.join(tl.join(x, z), tl.join(y, w)), (x.shape[0], 4))


@triton.jit
def box_overlap(
    detected, truth, overlap, common, detections, truths, LANES: tl.constexpr, BLOCK_X: tl.constexpr,
    BLOCK_Y: tl.constexpr
):
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    column = tl.program_id(0) * BLOCK_X + thread_x
    row = tl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (row < detections) & (column < truths)

    a_x, a_y, a_z, a_w = split_four(tl.load((detected + row * 4)[:, None] + tl.arange(0, 4)[None, :],
            mask=mask[:, None]))
    b_x, b_y, b_z, b_w = split_four(tl.load((truth + column.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
            mask=mask[:, None]))
    shared_part_x = tl.maximum(a_x, b_x)
    shared_part_y = tl.maximum(a_y, b_y)
    shared_part_z = tl.minimum(a_z, b_z)
    shared_part_w = tl.minimum(a_w, b_w)
    area_result = tl.zeros((LANES,), tl.int64)
    in_area = tl.full((LANES,), True, tl.int1)
    mask_2 = mask & ((shared_part_z <= shared_part_x) | (shared_part_w <= shared_part_y))
    area_result = tl.where(mask_2, 0, area_result)
    in_area = tl.where(mask_2, False, in_area)
    taken = mask & in_area
    area_result = tl.where(taken, (shared_part_z - shared_part_x).to(tl.int64) * (shared_part_w - shared_part_y),
            area_result)
    in_area = tl.where(taken, False, in_area)
    box_1_x = a_x
    box_1_y = a_y
    box_1_z = a_z
    box_1_w = a_w
    area_result_2 = tl.zeros((LANES,), tl.int64)
    in_area_2 = tl.full((LANES,), True, tl.int1)
    mask_3 = mask & ((box_1_z <= box_1_x) | (box_1_w <= box_1_y))
    area_result_2 = tl.where(mask_3, 0, area_result_2)
    in_area_2 = tl.where(mask_3, False, in_area_2)
    taken_2 = mask & in_area_2
    area_result_2 = tl.where(taken_2, (box_1_z - box_1_x).to(tl.int64) * (box_1_w - box_1_y), area_result_2)
    in_area_2 = tl.where(taken_2, False, in_area_2)
    box_2_x = b_x
    box_2_y = b_y
    box_2_z = b_z
    box_2_w = b_w
    area_result_3 = tl.zeros((LANES,), tl.int64)
    in_area_3 = tl.full((LANES,), True, tl.int1)
    mask_4 = mask & ((box_2_z <= box_2_x) | (box_2_w <= box_2_y))
    area_result_3 = tl.where(mask_4, 0, area_result_3)
    in_area_3 = tl.where(mask_4, False, in_area_3)
    taken_3 = mask & in_area_3
    area_result_3 = tl.where(taken_3, (box_2_z - box_2_x).to(tl.int64) * (box_2_w - box_2_y), area_result_3)
    in_area_3 = tl.where(taken_3, False, in_area_3)
    whole = area_result_2 + area_result_3 - area_result
    place = row * truths + column
    tl.store(overlap + place, tl.where(whole > 0, tl.div_rn(area_result.to(tl.float32), whole.to(tl.float32)), 0.0),
            mask=mask)
    tl.store((common + place.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
            join_four(tl.where(area_result > 0, shared_part_x, 0), tl.where(area_result > 0, shared_part_y, 0),
            tl.where(area_result > 0, shared_part_z, 0), tl.where(area_result > 0, shared_part_w, 0)),
            mask=mask[:, None])
