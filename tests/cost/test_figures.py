"""Figures of machine code, from small texts in the form that `nvdisasm -c` prints."""

from __future__ import annotations

import pytest

from transkernel.cost.figures import Figures, figures
from transkernel.cost.flow import blocks_of, innermost, loops_of, reachable
from transkernel.cost.sass import Function, functions

RESOURCES = {"registers": 14, "stack": 8, "shared": 512}


def text(*lines: str, name: str = "f") -> str:
    """Instructions with addresses, and labels as they are."""
    made = [f'\t.section\t.text.{name},"ax",@progbits', f"{name}:", f".text.{name}:"]
    at = 0
    for line in lines:
        made.append(line if line.endswith(":") else f"        /*{at:04x}*/                   {line} ;")
        at += 0 if line.endswith(":") else 16
    return "\n".join(made) + "\n"


def function(*lines: str) -> Function:
    return functions(text(*lines))["f"]


def counted(*lines: str) -> Figures:
    return figures(function(*lines), RESOURCES)


PADDING = (".L_end:", "BRA `(.L_end)", "NOP", "NOP")
STRAIGHT = (
    "S2R R0, SR_TID.X", "ISETP.GE.AND P0, PT, R0, UR8, PT", "@P0 EXIT", "LDG.E.128.CONSTANT R4, desc[UR6][R2.64]",
    "FADD R4, R4, R5", "STG.E desc[UR6][R2.64], R4", "EXIT", *PADDING,
)  # fmt: skip


def loop(label: str, times: int, arithmetic: str = "FADD") -> tuple[str, ...]:
    """A loop that loads `times` words and adds each."""
    body = [line for _ in range(times) for line in ("LDG.E R4, desc[UR6][R2.64]", f"{arithmetic} R8, R8, R4")]
    return (f"{label}:", *body, "IADD3 R0, R0, UR4, RZ", "ISETP.GE.AND P0, PT, R0, UR8, PT", f"@!P0 BRA `({label})")


def test_instructions_are_read() -> None:
    (s2r, setp, leave, load, *_) = function(*STRAIGHT).instructions
    assert (s2r.address, s2r.opcode, s2r.operands) == (0, "S2R", "R0, SR_TID.X")
    assert (setp.opcode, setp.modifiers) == ("ISETP", ("GE", "AND"))
    assert (leave.predicate, leave.opcode) == ("P0", "EXIT")
    assert (load.modifiers, load.bytes) == (("E", "128", "CONSTANT"), 16)
    widths = function("LDG.E.U8 R1, [R2]", "LDG.E.S16 R1, [R2]", "STG.E.64 [R2], R4").instructions
    assert [each.bytes for each in widths] == [1, 2, 8]


def test_functions_are_told_apart_and_other_sections_hold_none() -> None:
    whole = (
        text("EXIT", name="a") + "\t.section\t.nv.info\n        /*0000*/  BROKEN ;\n" + text("NOP", "EXIT", name="b")
    )
    assert {name: len(each.instructions) for name, each in functions(whole).items()} == {"a": 1, "b": 2}


def test_code_that_nothing_leads_to_is_not_counted() -> None:
    made = counted(*STRAIGHT)
    assert made.instructions == 7
    assert (made.registers, made.stack, made.shared) == (14, 8, 512)
    assert (made.loads, made.stores) == ({16: 1}, {4: 1})
    assert (made.hot.unit, made.hot.instructions, made.hot.bytes) == ("thread", 7, 20)
    assert made.hot.words == 7 * 4 / 20


def test_kinds_are_counted() -> None:
    made = counted("LDL R1, [R2]", "STL.64 [R2], R4", "BAR.SYNC.DEFER_BLOCKING 0x0", "SHFL.BFLY PT, R1, R2, 0x1, 0x1f",
                   "REDUX.SUM UR4, R2", "LDS R1, [R2]", "EXIT")  # fmt: skip
    assert (made.local_accesses, made.barriers, made.shuffles) == (2, 1, 2)
    assert made.hot.words is None


def test_a_loop_is_where_the_time_goes() -> None:
    made = counted("S2R R0, SR_TID.X", *loop(".L_0", 1), "EXIT", *PADDING)
    assert (made.hot.unit, made.hot.passes, made.hot.instructions, made.hot.bytes) == ("word", 1, 5, 4)
    assert made.hot.words == 5


def test_what_an_unrolled_loop_leaves_over_is_not_counted() -> None:
    """Four words a pass cost 11 instructions; the loop of one word, 5 for each, sees three rows at most."""
    made = counted(*loop(".L_0", 4), *loop(".L_1", 1), "EXIT", *PADDING)
    assert made.hot.passes == 1
    assert made.hot.words == 11 / 4
    assert made.hot.bytes == 4


def test_loops_that_do_different_things_all_count() -> None:
    """However often one of them is unrolled, it weighs what its least pass moves."""
    made = counted(*loop(".L_0", 4), *loop(".L_1", 1), *loop(".L_2", 1, "FMUL"), "EXIT", *PADDING)
    assert made.hot.passes == 2
    assert made.hot.words == pytest.approx((11 / 4 + 5) / 2)


def test_of_loops_in_loops_the_innermost_that_reaches_global_memory_counts() -> None:
    inner = (".L_1:", "FFMA R8, R8, R4, R5", "@P1 BRA `(.L_1)")
    made = counted(".L_0:", "LDG.E R4, desc[UR6][R2.64]", *inner, "@P0 BRA `(.L_0)", "EXIT", *PADDING)
    assert (made.hot.passes, made.hot.instructions) == (1, 4)


def test_loops_and_what_is_reached() -> None:
    blocks = blocks_of(
        function(".L_0:", "FADD R1, R1, R2", ".L_1:", "@P1 BRA `(.L_1)", "BRA P2, `(.L_0)", "EXIT", *PADDING)
    )
    loops = loops_of(blocks)
    assert [(each.header, sorted(each.blocks)) for each in loops] == [(0, [0, 1, 2]), (1, [1])]
    assert [each.header for each in innermost(loops)] == [1]
    assert len(reachable(blocks)) == 4


def test_ways_for_threads_that_have_parted_lead_nowhere() -> None:
    made = counted("BRA.DIV UR4, `(.L_slow)", "SHFL.BFLY PT, R1, R2, 0x1, 0x1f", ".L_back:", "EXIT", ".L_slow:",
                   "WARPSYNC.COLLECTIVE R3, `(.L_slow)", "NOP", "BRA `(.L_back)")  # fmt: skip
    assert (made.instructions, made.shuffles) == (3, 1)


def staging(times: int) -> tuple[str, ...]:
    """A loop that copies a word to shared memory, unrolled and not; then two words from there, and a store."""
    body = ("LDG.E R4, desc[UR6][R2.64]", "STS [R7], R4")
    ends = ("IADD3 R0, R0, UR4, RZ", "ISETP.GE.AND P0, PT, R0, UR8, PT")
    return (
        ".L_one:", *body, *ends, "@!P0 BRA `(.L_one)", ".L_more:", *(body * times), *ends, "@!P1 BRA `(.L_more)",
        "LDS R5, [R7]", "LDS R6, [R7+0x4]", "FADD R5, R5, R6", "STG.E desc[UR6][R2.64], R5", "EXIT", *PADDING,
    )  # fmt: skip


@pytest.mark.parametrize(("times", "instructions"), [(1, 5 + 5 + 5), (4, 5 + 11 / 4)])
def test_a_staging_loop_counts_once_however_often_it_was_unrolled(times: int, instructions: float) -> None:
    found = counted(*staging(times))
    assert found.straight == instructions
    assert (found.staging.unit, found.staging.bytes) == ("word", 8 if times > 1 else 16)


def test_words_of_shared_memory_count_for_staging_alone() -> None:
    found = counted(*staging(4))
    assert found.hot.bytes == 4
    assert found.staging.bytes == 8
    assert (found.hot.words, found.staging.words) == (11 / 4, 11 / 8)
