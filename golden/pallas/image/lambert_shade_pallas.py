"""lambert_shade.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Lambert shading of a height field under one light: colour * (ambient + intensity * max(normal . direction, 0)).

import functools

import jax
import jax.numpy as jnp
from jax.experimental import pallas as pl
from jax.experimental.pallas import tpu as pltpu

PADDING = 1024  # elements before and behind an array, for lanes that reach over its ends
ROW = 128  # lanes of a vector register


def as_rows(array, dtype):
    """An array as rows of a vector register, padded on both sides."""
    flat = array.reshape(-1)
    if flat.dtype != dtype:
        flat = jax.lax.bitcast_convert_type(flat, dtype)
    behind = PADDING + 2 * ROW + -flat.size % ROW
    return jnp.pad(flat, (PADDING, behind)).reshape(-1, ROW)


def as_given(rows, array):
    """What `as_rows` made of an array, in that array's shape."""
    flat = rows.reshape(-1)[PADDING:PADDING + array.size]
    if flat.dtype != array.dtype:
        flat = jax.lax.bitcast_convert_type(flat, array.dtype)
    return flat.reshape(array.shape)


def launch(kernel, grid, numbers, read, written, interpret, scratch=()):
    """Runs a kernel for each block of a grid, one after another, on arrays that are wholly in VMEM.

    numbers: scalars with their types. read, written: arrays with the types of their elements in the kernel. Gives the
    written arrays.
    """
    arrays = [as_rows(*each) for each in (*read, *written)]
    results = [jax.ShapeDtypeStruct(each.shape, each.dtype) for each in arrays[len(read):]]
    in_vmem = pl.BlockSpec(memory_space=pltpu.VMEM)
    made = pl.pallas_call(
        kernel,
        grid=grid[::-1],  # the last axis moves fastest
        in_specs=[pl.BlockSpec(memory_space=pltpu.SMEM)] * len(numbers) + [in_vmem] * len(arrays),
        out_specs=[in_vmem] * len(written),
        out_shape=results,
        scratch_shapes=scratch,
        interpret=interpret,
    )(*(jnp.asarray(value, dtype).reshape(1) for value, dtype in numbers), *arrays)
    return [as_given(rows, array) for rows, (array, _) in zip(made, written)]


def is_first():
    """Whether this is the first block of the grid."""
    return (pl.program_id(0) == 0) & (pl.program_id(1) == 0) & (pl.program_id(2) == 0)


def gather(ref, index):
    """The elements at indices, one a lane."""
    return ref[...].reshape(-1)[jnp.clip(index + PADDING, 0, ref.size - 1)]


def scatter(ref, index, value, mask):
    """Puts each lane's value at its index, where the mask holds."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].set(value, mode="drop").reshape(ref.shape)


def lambert_shade_kernel(
    scene_light_direction_x, scene_light_direction_y, scene_light_direction_z, scene_light_intensity, scene_colour_x,
    scene_colour_y, scene_colour_z, scene_ambient, scene_width, scene_height, heights, image_before, image, *, LANES,
    BLOCK_X, BLOCK_Y
):
    @pl.when(is_first())
    def _():
        image[...] = image_before[...]

    scene_light_direction_x = scene_light_direction_x[0]
    scene_light_direction_y = scene_light_direction_y[0]
    scene_light_direction_z = scene_light_direction_z[0]
    scene_light_intensity = scene_light_intensity[0]
    scene_colour_x = scene_colour_x[0]
    scene_colour_y = scene_colour_y[0]
    scene_colour_z = scene_colour_z[0]
    scene_ambient = scene_ambient[0]
    scene_width = scene_width[0]
    scene_height = scene_height[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    x = pl.program_id(2) * BLOCK_X + thread_x
    y = pl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (x < scene_width) & (y < scene_height)

    x_2 = x + 1
    y_2 = y
    x_2 = jnp.where(x_2 < 0, 0, jnp.where(x_2 < scene_width, x_2, scene_width - 1))
    y_2 = jnp.where(y_2 < 0, 0, jnp.where(y_2 < scene_height, y_2, scene_height - 1))

    height_at_result = gather(heights, y_2 * scene_width + x_2)
    x_3 = x - 1
    y_3 = y
    x_3 = jnp.where(x_3 < 0, 0, jnp.where(x_3 < scene_width, x_3, scene_width - 1))
    y_3 = jnp.where(y_3 < 0, 0, jnp.where(y_3 < scene_height, y_3, scene_height - 1))

    height_at_result_2 = gather(heights, y_3 * scene_width + x_3)
    slope_x = 0.5 * (height_at_result - height_at_result_2)
    x_4 = x
    y_4 = y + 1
    x_4 = jnp.where(x_4 < 0, 0, jnp.where(x_4 < scene_width, x_4, scene_width - 1))
    y_4 = jnp.where(y_4 < 0, 0, jnp.where(y_4 < scene_height, y_4, scene_height - 1))
    height_at_result_3 = gather(heights, y_4 * scene_width + x_4)
    x_5 = x
    y_5 = y - 1
    x_5 = jnp.where(x_5 < 0, 0, jnp.where(x_5 < scene_width, x_5, scene_width - 1))
    y_5 = jnp.where(y_5 < 0, 0, jnp.where(y_5 < scene_height, y_5, scene_height - 1))
    height_at_result_4 = gather(heights, y_5 * scene_width + x_5)
    slope_y = 0.5 * (height_at_result_3 - height_at_result_4)
    v_x = -slope_x
    v_y = -slope_y
    v_z = jnp.full((LANES,), 1.0, jnp.float32)
    dot_result = v_x * v_x + v_y * v_y + v_z * v_z
    factor = jax.lax.rsqrt(dot_result)
    normal_x = factor * v_x
    normal_y = factor * v_y
    normal_z = factor * v_z

    dot_result_2 = (
        normal_x * scene_light_direction_x + normal_y * scene_light_direction_y + normal_z * scene_light_direction_z
    )
    light = scene_ambient + scene_light_intensity * jnp.fmax(dot_result_2, 0.0)
    shaded_x = light * scene_colour_x
    shaded_y = light * scene_colour_y
    shaded_z = light * scene_colour_z
    scatter(image, (y * scene_width + x) * 4, jnp.fmax(jnp.fmin(shaded_x, 1.0), 0.0), mask)
    scatter(image, (y * scene_width + x) * 4 + 1, jnp.fmax(jnp.fmin(shaded_y, 1.0), 0.0), mask)
    scatter(image, (y * scene_width + x) * 4 + 2, jnp.fmax(jnp.fmin(shaded_z, 1.0), 0.0), mask)
    scatter(image, (y * scene_width + x) * 4 + 3, 1.0, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def lambert_shade(
    heights, image, scene_light_direction_x, scene_light_direction_y, scene_light_direction_z, scene_light_intensity,
    scene_colour_x, scene_colour_y, scene_colour_z, scene_ambient, scene_width, scene_height, grid, *, LANES, BLOCK_X,
    BLOCK_Y, interpret=False
):
    """Launches lambert_shade on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(lambert_shade_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [image] = launch(kernel, grid,
            [(scene_light_direction_x, jnp.float32), (scene_light_direction_y, jnp.float32),
            (scene_light_direction_z, jnp.float32), (scene_light_intensity, jnp.float32), (scene_colour_x, jnp.float32),
            (scene_colour_y, jnp.float32), (scene_colour_z, jnp.float32), (scene_ambient, jnp.float32),
            (scene_width, jnp.int32), (scene_height, jnp.int32)], [(heights, jnp.float32)], [(image, jnp.float32)],
            interpret)
    return heights, image
