"""Small random kernels whose meaning CUDA defines: warp operations only where whole warps come, barriers where all."""

from __future__ import annotations

from random import Random

# How control varies: what all threads do together, what whole warps do, what single lanes do.
ALL, WARP, LANE = range(3)
_CONDITIONS = {
    ALL: ("n > 30", "x[3] > 2", "n % 2 == 0"),
    WARP: ("t / 32 == 0", "t >= 32", "x[t / 32] > 0"),
    LANE: ("t % 3 == 0", "i < n", "x[i] > 4", "a > b", "b % 2 == 0"),
}
_COUNTS = {ALL: ("3", "n % 4", "2"), WARP: ("1 + t / 32", "3 - t / 32 * 2"), LANE: ("t % 4", "x[i] & 3")}
_EXCHANGES = (
    "__shfl_xor_sync(~0u, {v}, {k})", "__shfl_sync(~0u, {v}, {k})", "__shfl_up_sync(~0u, {v}, {k}, 8)",
    "__popc(__ballot_sync(~0u, {v} > 3))", "__any_sync(~0u, {v} > 9)", "__all_sync(~0u, {v} > -4)",
    "__reduce_add_sync(~0u, {v})", "__reduce_max_sync(~0u, {v})", "__reduce_min_sync(~0u, {v})",
    "__popc(__match_any_sync(~0u, {v} % 3))", "warp_sum({v})", "clipped({v}, 40)", "both({v}, {k})",
)  # fmt: skip
_VOTES = ("__syncthreads_count({v} > 2)", "__syncthreads_or({v} > 14)", "__syncthreads_and({v} > -3)", "block_sum({v})")

FUNCTIONS = """
__device__ int both(int value, int lane) {
    if (value > 3) return 1;
    if (threadIdx.x % 2 == 0) return value;
    return value + lane;
}
"""


class RandomKernel:
    """Writes the body of one kernel over `x`, `y`, `n`, `i` and `t`."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._loops = 0
        self._left = 24

    def body(self) -> str:
        return "int a = x[i], b = t;\n" + self._list(ALL, None, 0) + "\ny[i] += a + 3 * b;"

    def _pick(self, *choices: str) -> str:
        return self._random.choice(choices)

    def _list(self, control: int, loop: int | None, depth: int) -> str:
        count = self._random.randint(2, 5)
        return "\n".join(self._statement(control, loop, depth) for _ in range(count))

    def _value(self, control: int) -> str:
        plain = self._pick("a", "b", "x[i]", "t", "n", "a + b", "a - 2", "b % 5")
        if control == LANE or self._random.random() < 0.4:
            return plain
        choices = _EXCHANGES if control == WARP or self._random.random() < 0.7 else _VOTES
        operation = self._random.choice(choices).format(v=f"({plain})", k=self._random.randint(0, 7))
        forms = ("{o}", "{p} + {o}", "({c} ? {p} : {o})", "({c} && {o} > 2)", "({c} || {o} > 5) + 1")
        condition = self._random.choice(_CONDITIONS[self._random.randint(ALL, control)])
        return self._random.choice(forms).format(o=operation, p=plain, c=condition)

    def _statement(self, control: int, loop: int | None, depth: int) -> str:
        self._left -= 1
        kinds = ["assign", "assign", "store", "return"]
        kinds += ["barrier"] * (control == ALL) + ["sync"] * (control <= WARP)
        kinds += ["if", "if", "loop"] * (depth < 3 and self._left > 0)
        kinds += ["leave", "leave"] * (loop is not None)
        return getattr(self, f"_{self._random.choice(kinds)}")(control, loop, depth)  # type: ignore[no-any-return]

    def _assign(self, control: int, loop: int | None, depth: int) -> str:
        if self._random.random() < 0.2:
            self._loops += 1
            return f"const int c{self._loops} = {self._value(control)}; a += c{self._loops};"
        return f"{self._pick('a', 'b')} {self._pick('=', '+=')} {self._value(control)};"

    def _store(self, control: int, loop: int | None, depth: int) -> str:
        return f"y[i] = y[i] * 3 + {self._value(control)};"

    def _barrier(self, control: int, loop: int | None, depth: int) -> str:
        return "__syncthreads();"

    def _sync(self, control: int, loop: int | None, depth: int) -> str:
        return "__syncwarp();"

    def _return(self, control: int, loop: int | None, depth: int) -> str:
        return f"if ({self._random.choice(_CONDITIONS[self._random.randint(ALL, LANE)])}) return;"

    def _if(self, control: int, loop: int | None, depth: int) -> str:
        inner = self._random.randint(ALL, LANE)
        condition = self._random.choice(_CONDITIONS[inner])
        inner = max(inner, control)
        text = f"if ({condition}) {{\n{self._list(inner, loop, depth + 1)}\n}}"
        if self._random.random() < 0.4:
            text += f" else {{\n{self._list(inner, loop, depth + 1)}\n}}"
        return text

    def _loop(self, control: int, loop: int | None, depth: int) -> str:
        self._loops += 1
        name = f"k{self._loops}"
        count_kind, leave_kind = self._random.randint(ALL, LANE), self._random.randint(ALL, LANE)
        count = self._random.choice(_COUNTS[count_kind])
        body = self._list(max(control, count_kind, leave_kind), leave_kind, depth + 1)
        forms = (
            f"for (int {name} = 0; {name} < {count}; {name}++) {{\n{body}\n}}",
            f"int {name} = 0; while ({name} < {count}) {{ {name}++;\n{body}\n}}",
            f"int {name} = 0; do {{ {name}++;\n{body}\n}} while ({name} < {count});",
        )
        return self._random.choice(forms)

    def _leave(self, control: int, loop: int | None, depth: int) -> str:
        """At most as varying as the loop said that its exits are."""
        assert loop is not None
        condition = self._random.choice(_CONDITIONS[self._random.randint(ALL, loop)])
        return f"if ({condition}) {self._pick('break', 'continue')};"
