// C++17 [array]: an aggregate, copied and passed as a whole.
namespace std {

template <typename Element, size_t Count>
struct array {
    typedef Element value_type;
    typedef size_t size_type;

    Element elements[Count];

    __host__ __device__ constexpr Element& operator[](size_t index) { return elements[index]; }
    __host__ __device__ constexpr const Element& operator[](size_t index) const { return elements[index]; }
    __host__ __device__ constexpr Element& at(size_t index) { return elements[index]; }
    __host__ __device__ constexpr const Element& at(size_t index) const { return elements[index]; }
    __host__ __device__ constexpr Element& front() { return elements[0]; }
    __host__ __device__ constexpr const Element& front() const { return elements[0]; }
    __host__ __device__ constexpr Element& back() { return elements[Count - 1]; }
    __host__ __device__ constexpr const Element& back() const { return elements[Count - 1]; }
    __host__ __device__ constexpr Element* data() { return elements; }
    __host__ __device__ constexpr const Element* data() const { return elements; }
    __host__ __device__ constexpr Element* begin() { return elements; }
    __host__ __device__ constexpr const Element* begin() const { return elements; }
    __host__ __device__ constexpr Element* end() { return elements + Count; }
    __host__ __device__ constexpr const Element* end() const { return elements + Count; }
    __host__ __device__ static constexpr size_t size() { return Count; }
    __host__ __device__ static constexpr bool empty() { return false; }
    __host__ __device__ void fill(const Element& value) {
        for (size_t index = 0; index < Count; index++) elements[index] = value;
    }
};

}  // namespace std
