// What is remembered of memory: for each cell of a region its last write and two reads since.
#pragma once

namespace cuda_host {
namespace examine {

enum Flag : std::uint16_t { kWrite = 1, kAtomic = 2, kVolatile = 4, kSilent = 8 /*left the value as it was*/ };
constexpr std::uint16_t kStrong = kAtomic | kVolatile;

enum class Space : std::int32_t { kBuffer, kShared, kVariable, kIgnored };

// time 0: there was none.
struct Access {
  Time time = 0;
  std::uint32_t block = 0;
  std::uint16_t thread = 0, flags = 0;
  std::uint32_t place = 0;  // return address, from where the library was loaded
};

struct Cell {
  Access write, read[2];
};

// One array or variable. Python fills in the first five; it owns neither memory nor cells.
struct Region {
  std::uint64_t begin = 0, bytes = 0;
  std::uint64_t before = 0, behind = 0;  // bytes around it in which an access was meant for it
  Space space = Space::kIgnored;
  std::int32_t is_unwritten = 0;  // nobody has written it before the kernel
  std::uint64_t shift = 2;        // a cell is so many bytes, as a power of two
  Cell* cells = nullptr;

  std::size_t cell_count() const { return (bytes + (std::uint64_t{1} << shift) - 1) >> shift; }
};

inline Cell* new_cells(std::size_t count) {
  void* memory = mmap(nullptr, count * sizeof(Cell) + 1, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? nullptr : static_cast<Cell*>(memory);
}
inline void free_cells(Region& region) {
  if (region.cells) munmap(region.cells, region.cell_count() * sizeof(Cell) + 1);
  region.cells = nullptr;
}

// Cells as small as an access that is narrower than them; false where there is no memory for it.
inline bool split_cells(Region& region, unsigned shift) {
  Region finer = region;
  finer.shift = shift;
  finer.cells = new_cells(finer.cell_count());
  if (!finer.cells) return false;
  for (std::size_t i = 0; i < finer.cell_count(); ++i) finer.cells[i] = region.cells[i >> (region.shift - shift)];
  free_cells(region);
  region = finer;
  return true;
}

}  // namespace examine
}  // namespace cuda_host
