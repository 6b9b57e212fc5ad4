"""lambert_shade.cu, as Triton: one program is one block of CUDA's threads."""

# Lambert shading of a height field under one light: colour * (ambient + intensity * max(normal . direction, 0)).

import triton
import triton.language as tl


@triton.jit
def lambert_shade(
    heights, image, scene_light_direction_x, scene_light_direction_y, scene_light_direction_z, scene_light_intensity,
    scene_colour_x, scene_colour_y, scene_colour_z, scene_ambient, scene_width, scene_height, LANES: tl.constexpr,
    BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    x = tl.program_id(0) * BLOCK_X + thread_x
    y = tl.program_id(1) * BLOCK_Y + thread_y
    condition = (x >= scene_width) | (y >= scene_height)
    taken = active & condition
    others = active & ~condition

    heights_2 = heights
    scene_1_light_direction_x = scene_light_direction_x
    scene_1_light_direction_y = scene_light_direction_y
    scene_1_light_direction_z = scene_light_direction_z
    scene_1_light_intensity = scene_light_intensity
    scene_1_colour_x = scene_colour_x
    scene_1_colour_y = scene_colour_y
    scene_1_colour_z = scene_colour_z
    scene_1_ambient = scene_ambient
    scene_1_width = scene_width
    scene_1_height = scene_height
    x_2 = x + 1
    y_2 = y
    x_2 = tl.where(x_2 < 0, 0, tl.where(x_2 < scene_1_width, x_2, scene_1_width - 1))
    y_2 = tl.where(y_2 < 0, 0, tl.where(y_2 < scene_1_height, y_2, scene_1_height - 1))

    height_at_result = tl.load(heights_2 + y_2 * scene_1_width + x_2, mask=others)
    heights_3 = heights
    scene_2_light_direction_x = scene_light_direction_x
    scene_2_light_direction_y = scene_light_direction_y
    scene_2_light_direction_z = scene_light_direction_z
    scene_2_light_intensity = scene_light_intensity
    scene_2_colour_x = scene_colour_x
    scene_2_colour_y = scene_colour_y
    scene_2_colour_z = scene_colour_z
    scene_2_ambient = scene_ambient
    scene_2_width = scene_width
    scene_2_height = scene_height
    x_3 = x - 1
    y_3 = y
    x_3 = tl.where(x_3 < 0, 0, tl.where(x_3 < scene_2_width, x_3, scene_2_width - 1))
    y_3 = tl.where(y_3 < 0, 0, tl.where(y_3 < scene_2_height, y_3, scene_2_height - 1))

    height_at_result_2 = tl.load(heights_3 + y_3 * scene_2_width + x_3, mask=others)
    slope_x = 0.5 * (height_at_result - height_at_result_2)
    heights_4 = heights
    scene_3_light_direction_x = scene_light_direction_x
    scene_3_light_direction_y = scene_light_direction_y
    scene_3_light_direction_z = scene_light_direction_z
    scene_3_light_intensity = scene_light_intensity
    scene_3_colour_x = scene_colour_x
    scene_3_colour_y = scene_colour_y
    scene_3_colour_z = scene_colour_z
    scene_3_ambient = scene_ambient
    scene_3_width = scene_width
    scene_3_height = scene_height
    x_4 = x
    y_4 = y + 1
    x_4 = tl.where(x_4 < 0, 0, tl.where(x_4 < scene_3_width, x_4, scene_3_width - 1))
    y_4 = tl.where(y_4 < 0, 0, tl.where(y_4 < scene_3_height, y_4, scene_3_height - 1))
    height_at_result_3 = tl.load(heights_4 + y_4 * scene_3_width + x_4, mask=others)
    heights_5 = heights
    scene_4_light_direction_x = scene_light_direction_x
    scene_4_light_direction_y = scene_light_direction_y
    scene_4_light_direction_z = scene_light_direction_z
    scene_4_light_intensity = scene_light_intensity
    scene_4_colour_x = scene_colour_x
    scene_4_colour_y = scene_colour_y
    scene_4_colour_z = scene_colour_z
    scene_4_ambient = scene_ambient
    scene_4_width = scene_width
    scene_4_height = scene_height
    x_5 = x
    y_5 = y - 1
    x_5 = tl.where(x_5 < 0, 0, tl.where(x_5 < scene_4_width, x_5, scene_4_width - 1))
    y_5 = tl.where(y_5 < 0, 0, tl.where(y_5 < scene_4_height, y_5, scene_4_height - 1))
    height_at_result_4 = tl.load(heights_5 + y_5 * scene_4_width + x_5, mask=others)
    slope_y = 0.5 * (height_at_result_3 - height_at_result_4)
    v_x = -slope_x
    v_y = -slope_y
    v_z = 1.0
    a_1_x = v_x
    a_1_y = v_y
    a_1_z = v_z
    b_1_x = v_x
    b_1_y = v_y
    b_1_z = v_z
    dot_result = a_1_x * b_1_x + a_1_y * b_1_y + tl.full((), a_1_z, tl.float32) * b_1_z
    factor = tl.rsqrt(dot_result)
    v_2_x = v_x
    v_2_y = v_y
    v_2_z = v_z
    normal_x = factor * v_2_x
    normal_y = factor * v_2_y
    normal_z = factor * v_2_z

    a_x = normal_x
    a_y = normal_y
    a_z = normal_z
    b_x = scene_light_direction_x
    b_y = scene_light_direction_y
    b_z = scene_light_direction_z
    dot_result_2 = a_x * b_x + a_y * b_y + a_z * b_z
    light = scene_ambient + scene_light_intensity * tl.maximum(dot_result_2, 0.0)
    factor_2 = light
    v_1_x = scene_colour_x
    v_1_y = scene_colour_y
    v_1_z = scene_colour_z
    shaded_x = factor_2 * v_1_x
    shaded_y = factor_2 * v_1_y
    shaded_z = factor_2 * v_1_z
    tl.store(image + (y * scene_width + x).to(tl.int64) * 4, tl.minimum(tl.maximum(shaded_x, 0.0), 1.0), mask=others)
    tl.debug_barrier()
    tl.store(image + (y * scene_width + x).to(tl.int64) * 4 + 1, tl.minimum(tl.maximum(shaded_y, 0.0), 1.0),
            mask=others)
    tl.debug_barrier()
    tl.store(image + (y * scene_width + x).to(tl.int64) * 4 + 2, tl.minimum(tl.maximum(shaded_z, 0.0), 1.0),
            mask=others)
    tl.debug_barrier()
    tl.store(image + (y * scene_width + x).to(tl.int64) * 4 + 3, 1.0, mask=others)
