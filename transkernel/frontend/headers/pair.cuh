// C++17 [pairs]: what kernels use of std::pair.
namespace std {

template <typename First, typename Second>
struct pair {
    typedef First first_type;
    typedef Second second_type;

    First first;
    Second second;

    __host__ __device__ constexpr pair() : first(), second() {}
    __host__ __device__ constexpr pair(const First& a, const Second& b) : first(a), second(b) {}
    template <typename OtherFirst, typename OtherSecond>
    __host__ __device__ constexpr pair(const pair<OtherFirst, OtherSecond>& other)
        : first(other.first), second(other.second) {}

    __host__ __device__ void swap(pair& other) {
        pair kept = *this;
        *this = other;
        other = kept;
    }
};

template <typename First, typename Second>
__host__ __device__ constexpr pair<First, Second> make_pair(First first, Second second) {
    return pair<First, Second>(first, second);
}

template <typename First, typename Second>
__host__ __device__ constexpr bool operator==(const pair<First, Second>& a, const pair<First, Second>& b) {
    return a.first == b.first && a.second == b.second;
}

template <typename First, typename Second>
__host__ __device__ constexpr bool operator!=(const pair<First, Second>& a, const pair<First, Second>& b) {
    return !(a == b);
}

template <typename First, typename Second>
__host__ __device__ constexpr bool operator<(const pair<First, Second>& a, const pair<First, Second>& b) {
    return a.first < b.first || (!(b.first < a.first) && a.second < b.second);
}

template <typename First, typename Second>
__host__ __device__ constexpr bool operator>(const pair<First, Second>& a, const pair<First, Second>& b) {
    return b < a;
}

template <typename First, typename Second>
__host__ __device__ constexpr bool operator<=(const pair<First, Second>& a, const pair<First, Second>& b) {
    return !(b < a);
}

template <typename First, typename Second>
__host__ __device__ constexpr bool operator>=(const pair<First, Second>& a, const pair<First, Second>& b) {
    return !(a < b);
}

}  // namespace std
