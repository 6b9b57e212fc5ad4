"""lambert_shade.cu, as Triton: one program is one block of CUDA's threads."""

# Lambert shading of a height field under one light: colour * (ambient + intensity * max(normal . direction, 0)).

import triton
import triton.language as tl


@triton.jit
def join_four(x, y, z, w):
    return tl.reshape(tl.join(tl.join(x, z), tl.join(y, w)), (x.shape[0], 4))


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
    mask = active & (x < scene_width) & (y < scene_height)

    x_2 = x + 1
    y_2 = y
    x_2 = tl.where(x_2 < 0, 0, tl.where(x_2 < scene_width, x_2, scene_width - 1))
    y_2 = tl.where(y_2 < 0, 0, tl.where(y_2 < scene_height, y_2, scene_height - 1))

    height_at_result = tl.load(heights + y_2 * scene_width + x_2, mask=mask)
    x_3 = x - 1
    y_3 = y
    x_3 = tl.where(x_3 < 0, 0, tl.where(x_3 < scene_width, x_3, scene_width - 1))
    y_3 = tl.where(y_3 < 0, 0, tl.where(y_3 < scene_height, y_3, scene_height - 1))

    height_at_result_2 = tl.load(heights + y_3 * scene_width + x_3, mask=mask)
    slope_x = 0.5 * (height_at_result - height_at_result_2)
    x_4 = x
    y_4 = y + 1
    x_4 = tl.where(x_4 < 0, 0, tl.where(x_4 < scene_width, x_4, scene_width - 1))
    y_4 = tl.where(y_4 < 0, 0, tl.where(y_4 < scene_height, y_4, scene_height - 1))
    height_at_result_3 = tl.load(heights + y_4 * scene_width + x_4, mask=mask)
    x_5 = x
    y_5 = y - 1
    x_5 = tl.where(x_5 < 0, 0, tl.where(x_5 < scene_width, x_5, scene_width - 1))
    y_5 = tl.where(y_5 < 0, 0, tl.where(y_5 < scene_height, y_5, scene_height - 1))
    height_at_result_4 = tl.load(heights + y_5 * scene_width + x_5, mask=mask)
    slope_y = 0.5 * (height_at_result_3 - height_at_result_4)
    v_x = -slope_x
    v_y = -slope_y
    v_z = 1.0
    dot_result = v_x * v_x + v_y * v_y + tl.full((), v_z, tl.float32) * v_z
    factor = tl.rsqrt(dot_result)
    normal_x = factor * v_x
    normal_y = factor * v_y
    normal_z = factor * v_z

    dot_result_2 = (
        normal_x * scene_light_direction_x + normal_y * scene_light_direction_y + normal_z * scene_light_direction_z
    )
    light = scene_ambient + scene_light_intensity * tl.maximum(dot_result_2, 0.0)
    shaded_x = light * scene_colour_x
    shaded_y = light * scene_colour_y
    shaded_z = light * scene_colour_z
    tl.store((image + (y * scene_width + x).to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
            join_four(tl.minimum(tl.maximum(shaded_x, 0.0), 1.0), tl.minimum(tl.maximum(shaded_y, 0.0), 1.0),
            tl.minimum(tl.maximum(shaded_z, 0.0), 1.0), tl.full((LANES,), 1.0, tl.float32)), mask=mask[:, None])
