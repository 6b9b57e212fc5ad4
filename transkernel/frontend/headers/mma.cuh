// mma.h: the matrix fragments of a warp. CUDA leaves open which lane holds which element; here lane l holds those from
// l * num_elements on, counted along the rows.
namespace nvcuda {
namespace wmma {

struct matrix_a {};
struct matrix_b {};
struct accumulator {};
struct row_major {};
struct col_major {};

enum layout_t { mem_row_major, mem_col_major };

template <typename Use, int m, int n, int k>
struct extents {};
template <int m, int n, int k>
struct extents<matrix_a, m, n, k> {
    static constexpr int rows = m, columns = k;
};
template <int m, int n, int k>
struct extents<matrix_b, m, n, k> {
    static constexpr int rows = k, columns = n;
};
template <int m, int n, int k>
struct extents<accumulator, m, n, k> {
    static constexpr int rows = m, columns = n;
};

// What elements are multiplied and summed in.
template <typename Element>
struct arithmetic {
    typedef Element type;
};
template <>
struct arithmetic<__half> {
    typedef float type;
};
template <>
struct arithmetic<__nv_bfloat16> {
    typedef float type;
};
template <>
struct arithmetic<signed char> {
    typedef int type;
};
template <>
struct arithmetic<unsigned char> {
    typedef int type;
};

template <typename Use, int m, int n, int k, typename Element, typename Layout = void>
struct fragment {
    static_assert(sizeof(Element) == 8 ? m == 8 && n == 8 && k == 4
                                       : (m == 16 && n == 16 || m == 32 && n == 8 || m == 8 && n == 32) && k == 16,
                  "only fragments of 16x16x16, 32x8x16, 8x32x16 and, of double, 8x8x4 are translated");

    typedef Element element_type;
    typedef Element storage_element_type;
    static constexpr int rows = extents<Use, m, n, k>::rows;
    static constexpr int columns = extents<Use, m, n, k>::columns;
    static constexpr int num_elements = rows * columns / 32;
    static constexpr int num_storage_elements = num_elements;

    Element x[num_elements];
};

// The element of a fragment that x[0] of this lane is.
__device__ inline unsigned first_element(unsigned num_elements) {
    auto warp = cooperative_groups::tiled_partition<32>(cooperative_groups::this_thread_block());
    return warp.thread_rank() * num_elements;
}

template <typename Use, int m, int n, int k, typename Element, typename Layout, typename Value>
__device__ void fill_fragment(fragment<Use, m, n, k, Element, Layout>& filled, Value value) {
    for (int i = 0; i < filled.num_elements; i++) filled.x[i] = value;
}

template <typename Use, int m, int n, int k, typename Element>
__device__ void load_matrix_sync(fragment<Use, m, n, k, Element, row_major>& loaded, const Element* matrix,
                                 unsigned stride) {
    const unsigned first = first_element(loaded.num_elements);
    for (int i = 0; i < loaded.num_elements; i++) {
        loaded.x[i] = matrix[(first + i) / loaded.columns * stride + (first + i) % loaded.columns];
    }
}

template <typename Use, int m, int n, int k, typename Element>
__device__ void load_matrix_sync(fragment<Use, m, n, k, Element, col_major>& loaded, const Element* matrix,
                                 unsigned stride) {
    const unsigned first = first_element(loaded.num_elements);
    for (int i = 0; i < loaded.num_elements; i++) {
        loaded.x[i] = matrix[(first + i) % loaded.columns * stride + (first + i) / loaded.columns];
    }
}

template <int m, int n, int k, typename Element>
__device__ void load_matrix_sync(fragment<accumulator, m, n, k, Element>& loaded, const Element* matrix,
                                 unsigned stride, layout_t layout) {
    const unsigned first = first_element(loaded.num_elements);
    for (int i = 0; i < loaded.num_elements; i++) {
        const unsigned row = (first + i) / loaded.columns, column = (first + i) % loaded.columns;
        loaded.x[i] = matrix[layout == mem_row_major ? row * stride + column : column * stride + row];
    }
}

template <int m, int n, int k, typename Element>
__device__ void store_matrix_sync(Element* matrix, const fragment<accumulator, m, n, k, Element>& stored,
                                  unsigned stride, layout_t layout) {
    const unsigned first = first_element(stored.num_elements);
    for (int i = 0; i < stored.num_elements; i++) {
        const unsigned row = (first + i) / stored.columns, column = (first + i) % stored.columns;
        matrix[layout == mem_row_major ? row * stride + column : column * stride + row] = stored.x[i];
    }
    __syncwarp();
}

// sums = left * right + start. The sums of a lane are of one row; for each step along it the lane asks for the row's
// element of `left`, and for those of `right` in its columns. A lane that holds more of `right` than it has sums may
// hold two of them, and shows both.
template <int m, int n, int k, typename Sum, typename Start, typename Element, typename LeftLayout, typename RightLayout>
__device__ void mma_sync(fragment<accumulator, m, n, k, Sum>& sums,
                         const fragment<matrix_a, m, n, k, Element, LeftLayout>& left,
                         const fragment<matrix_b, m, n, k, Element, RightLayout>& right,
                         const fragment<accumulator, m, n, k, Start>& start) {
    typedef typename arithmetic<Element>::type Number;
    const unsigned row = first_element(sums.num_elements) / n;
    const unsigned first_column = first_element(sums.num_elements) % n;
    Number total[sums.num_elements];
    for (int i = 0; i < sums.num_elements; i++) total[i] = start.x[i];
    for (int step = 0; step < k; step++) {
        const Number of_left = left.x[step % left.num_elements];
        const Number a = __shfl_sync(0xffffffff, of_left, (row * k + step) / left.num_elements);
        for (int i = 0; i < sums.num_elements; i++) {
            const unsigned wanted = step * n + first_column + i;
            Number b = 0;
            for (int held = i % right.num_elements; held < right.num_elements; held += sums.num_elements) {
                const Number of_right = right.x[held];
                const Number other = __shfl_sync(0xffffffff, of_right, wanted / right.num_elements);
                if (wanted % right.num_elements == held) b = other;
            }
            total[i] += a * b;
        }
    }
    for (int i = 0; i < sums.num_elements; i++) sums.x[i] = total[i];
}

}  // namespace wmma
}  // namespace nvcuda
