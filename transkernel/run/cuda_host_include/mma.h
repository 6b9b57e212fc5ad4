// Matrix fragments of a warp. CUDA leaves open which lane holds which element; here element e of a fragment, counted
// along the rows, is number e / 32 of lane e % 32. Products are summed one after the other in the order of k.
#pragma once
#include "cuda_host.h"
#include "cuda_bf16.h"
#include "cuda_fp16.h"

namespace nvcuda {
namespace wmma {

struct matrix_a {};
struct matrix_b {};
struct accumulator {};
struct row_major {};
struct col_major {};

enum layout_t { mem_row_major, mem_col_major };

template <class Element>
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

template <class Use, int m, int n, int k, class Element, class Layout = void>
class fragment {
 public:
  typedef Element element_type;
  typedef Element storage_element_type;
  enum {
    rows = std::is_same_v<Use, matrix_b> ? k : m,
    columns = std::is_same_v<Use, matrix_a> ? k : n,
    num_elements = rows * columns / 32,
    num_storage_elements = num_elements
  };

  Element x[num_elements];

  static int row(int i) { return (i * 32 + static_cast<int>(cuda_host::current_block->lane())) / columns; }
  static int column(int i) { return (i * 32 + static_cast<int>(cuda_host::current_block->lane())) % columns; }

  // The fragment as all lanes together hold it, along the rows.
  template <class Number>
  void gather(Number* whole) const {
    for (int i = 0; i < num_elements; i++) {
      const auto copy = [&](const cuda_host::Collective& lanes) {
        for (unsigned lane = 0; lane < 32; lane++) {
          whole[i * 32 + lane] = static_cast<Number>(cuda_host::from_word<Element>(cuda_host::word_of(lanes, lane)));
        }
        return 0;
      };
      cuda_host::exchange(0xFFFFFFFFu, true, "mma_sync", cuda_host::to_word(x[i]), copy);
    }
  }
};

template <class Use, int m, int n, int k, class Element, class Layout, class Value>
inline void fill_fragment(fragment<Use, m, n, k, Element, Layout>& filled, const Value& value) {
  for (Element& each : filled.x) each = value;
}

template <class Use, int m, int n, int k, class Element, class Layout>
inline void load_matrix_sync(fragment<Use, m, n, k, Element, Layout>& loaded, const Element* matrix, unsigned stride) {
  static_assert(!std::is_void_v<Layout>, "an accumulator's layout in memory is an argument");
  constexpr bool by_rows = std::is_same_v<Layout, row_major>;
  __syncwarp();
  for (int i = 0; i < loaded.num_elements; i++) {
    const std::size_t row = loaded.row(i), column = loaded.column(i);
    loaded.x[i] = matrix[by_rows ? row * stride + column : column * stride + row];
  }
}

template <int m, int n, int k, class Element>
inline void load_matrix_sync(fragment<accumulator, m, n, k, Element>& loaded, const Element* matrix, unsigned stride,
                             layout_t layout) {
  __syncwarp();
  for (int i = 0; i < loaded.num_elements; i++) {
    const std::size_t row = loaded.row(i), column = loaded.column(i);
    loaded.x[i] = matrix[layout == mem_row_major ? row * stride + column : column * stride + row];
  }
}

template <int m, int n, int k, class Element>
inline void store_matrix_sync(Element* matrix, const fragment<accumulator, m, n, k, Element>& stored, unsigned stride,
                              layout_t layout) {
  for (int i = 0; i < stored.num_elements; i++) {
    const std::size_t row = stored.row(i), column = stored.column(i);
    matrix[layout == mem_row_major ? row * stride + column : column * stride + row] = stored.x[i];
  }
  __syncwarp();
}

template <int m, int n, int k, class Sum, class Start, class Element, class LeftLayout, class RightLayout>
inline void mma_sync(fragment<accumulator, m, n, k, Sum>& sums,
                     const fragment<matrix_a, m, n, k, Element, LeftLayout>& left,
                     const fragment<matrix_b, m, n, k, Element, RightLayout>& right,
                     const fragment<accumulator, m, n, k, Start>& start) {
  typedef typename arithmetic<Element>::type Number;
  Number a[m * k], b[k * n];
  left.gather(a);
  right.gather(b);
  for (int i = 0; i < sums.num_elements; i++) {
    Number sum = static_cast<Number>(start.x[i]);
    for (int step = 0; step < k; step++) sum += a[sums.row(i) * k + step] * b[step * n + sums.column(i)];
    sums.x[i] = static_cast<Sum>(sum);
  }
}

}  // namespace wmma
}  // namespace nvcuda
