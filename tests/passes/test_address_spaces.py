"""Address spaces: roots, flow, instances of functions and structs, what is split and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.passes.build import (
    FLOATS,
    SPAN,
    address,
    assign,
    call,
    compare,
    decay,
    declare,
    function,
    give,
    index,
    number,
    procedure,
    program,
    real,
    thread,
    variable,
    when,
)
from transkernel.diagnostics import Refusal
from transkernel.ir.nodes import Build, Call, Convert, Declare, Dereference, Evaluate, Literal, Member, Program, Select
from transkernel.ir.printer import expression_text, print_program, print_statements
from transkernel.ir.types import FLOAT32, INT32, INT64, Array, Field, Pointer, Space, Struct, Type
from transkernel.ir.visit import walk_all
from transkernel.passes.address_spaces import resolve

TILE = Array(FLOAT32, 32)
SHARED = {"tile": TILE}
X = variable("x", FLOATS)
P = variable("p", FLOATS)
TILE_PLACE = variable("tile", TILE)
STORE = procedure("store", {"p": FLOATS, "v": FLOAT32}, assign(index(P, number(0)), variable("v", FLOAT32)))


def spaces_in(type_: Type) -> list[Space]:
    match type_:
        case Pointer():
            return [type_.space, *spaces_in(type_.element)]
        case Array():
            return spaces_in(type_.element)
    return []


def assert_no_generic(result: Program) -> None:
    functions: tuple[Any, ...] = (result.kernel, *result.functions)
    for each in functions:
        for node in walk_all(each.body):
            assert Space.GENERIC not in spaces_in(getattr(node, "type", INT32)), node
        assert all(Space.GENERIC not in spaces_in(item.type) for item in each.parameters)


def type_of(result: Program, name: str) -> Type:
    return next(n.type for n in walk_all(result.kernel.body) if isinstance(n, Declare) and n.name == name)


def test_each_root_has_its_space() -> None:
    body = [
        declare("a", FLOATS, X),
        declare("b", FLOATS, decay(TILE_PLACE)),
        declare("v", FLOAT32, real(0)),
        declare("c", FLOATS, address(variable("v", FLOAT32))),
        declare("d", FLOATS, address(index(TILE_PLACE, number(1)))),
        declare("e", FLOATS, Literal(0, FLOATS, SPAN)),
    ]
    result = resolve(program({"x": FLOATS}, body, shared_memory=SHARED))
    spaces = [spaces_in(type_of(result, name))[0] for name in "abcde"]
    assert spaces == [Space.GLOBAL, Space.SHARED, Space.PRIVATE, Space.SHARED, Space.GLOBAL]
    assert_no_generic(result)


def test_space_flows_backwards_through_an_assignment_that_comes_later() -> None:
    body = [
        declare("p", FLOATS),
        declare("q", FLOATS, P),
        assign(variable("q", FLOATS), decay(TILE_PLACE)),
    ]
    result = resolve(program({"x": FLOATS}, body, shared_memory=SHARED))
    assert type_of(result, "p") == Pointer(FLOAT32, Space.SHARED)


def test_pointer_to_pointer_parameter_is_global_twice() -> None:
    rows = Pointer(FLOATS)
    body = [declare("row", FLOATS, index(variable("rows", rows), thread()))]
    result = resolve(program({"rows": rows}, body))
    assert spaces_in(result.kernel.parameters[0].type) == [Space.GLOBAL, Space.GLOBAL]
    assert type_of(result, "row") == Pointer(FLOAT32, Space.GLOBAL)


def test_array_of_pointers_is_private_memory_of_global_pointers() -> None:
    kind = Array(FLOATS, 2)
    body = [
        declare("both", kind, Build((X, X), kind, SPAN)),
        declare("p", Pointer(FLOATS), decay(variable("both", kind))),
    ]
    result = resolve(program({"x": FLOATS}, body))
    assert spaces_in(type_of(result, "both")) == [Space.GLOBAL]
    assert spaces_in(type_of(result, "p")) == [Space.PRIVATE, Space.GLOBAL]


def test_casts_keep_the_space_also_through_integers() -> None:
    bytes_ = Pointer(INT32)
    integer = Convert(P, INT64, SPAN)
    body = [
        declare("p", FLOATS, decay(TILE_PLACE)),
        declare("q", bytes_, Convert(P, bytes_, SPAN)),
        declare("r", bytes_, Convert(integer, bytes_, SPAN)),
    ]
    result = resolve(program({"x": FLOATS}, body, shared_memory=SHARED))
    assert type_of(result, "q") == type_of(result, "r") == Pointer(INT32, Space.SHARED)


def test_function_of_one_space_keeps_its_name() -> None:
    body = [Evaluate(call(STORE, X, real(1)), SPAN)]
    result = resolve(program({"x": FLOATS}, body, functions=[STORE]))
    assert [each.name for each in result.functions] == ["store"]
    assert result.functions[0].parameters[0].type == Pointer(FLOAT32, Space.GLOBAL)


def test_function_is_cloned_for_each_space() -> None:
    body = [
        Evaluate(call(STORE, X, real(1)), SPAN),
        Evaluate(call(STORE, decay(TILE_PLACE), real(1)), SPAN),
        Evaluate(call(STORE, X, real(2)), SPAN),
    ]
    result = resolve(program({"x": FLOATS}, body, shared_memory=SHARED, functions=[STORE]))
    assert [each.name for each in result.functions] == ["store_global", "store_shared"]
    assert print_statements(result.kernel.body).split("\n") == [
        "store_global(x, 1.0:f32)",
        "store_shared(decay(tile), 1.0:f32)",
        "store_global(x, 2.0:f32)",
    ]
    assert_no_generic(result)


def test_clones_go_through_calls_and_results() -> None:
    second = function("second", {"p": FLOATS}, FLOATS, give(address(index(P, number(1)))))
    outer = procedure("outer", {"p": FLOATS}, Evaluate(call(STORE, call(second, P), real(1)), SPAN))
    body = [
        Evaluate(call(outer, X), SPAN),
        Evaluate(call(outer, decay(TILE_PLACE)), SPAN),
    ]
    result = resolve(program({"x": FLOATS}, body, shared_memory=SHARED, functions=[STORE, second, outer]))
    assert [each.name for each in result.functions] == [
        "store_global", "store_shared", "second_global", "second_shared", "outer_global", "outer_shared",
    ]  # fmt: skip
    assert expression_text(result.functions[5].body[0].value) == "store_shared(second_shared(p), 1.0:f32)"  # type: ignore[union-attr]
    assert_no_generic(result)


def test_out_parameter_takes_the_space_of_what_is_stored_through_it() -> None:
    out = Pointer(FLOATS)
    choose = procedure("choose", {"out": out, "p": FLOATS}, assign(Dereference(variable("out", out), FLOATS, SPAN), P))
    body = [
        declare("q", FLOATS),
        Evaluate(call(choose, address(variable("q", FLOATS)), decay(TILE_PLACE)), SPAN),
    ]
    result = resolve(program({}, body, shared_memory=SHARED, functions=[choose]))
    assert type_of(result, "q") == Pointer(FLOAT32, Space.SHARED)
    assert spaces_in(result.functions[0].parameters[0].type) == [Space.PRIVATE, Space.SHARED]


def test_shared_array_named_in_a_function_needs_no_parameter() -> None:
    first = function("first", {}, FLOATS, give(decay(TILE_PLACE)))
    body = [declare("p", FLOATS, call(first))]
    result = resolve(program({}, body, shared_memory=SHARED, functions=[first]))
    assert result.functions[0].result == type_of(result, "p") == Pointer(FLOAT32, Space.SHARED)


def view() -> Struct:
    return Struct("View", (Field("data", FLOATS, 0), Field("size", INT32, 8)), 16, 8)


def test_struct_with_pointers_has_a_variant_for_each_space() -> None:
    struct = view()
    body = [
        declare("g", struct, Build((X, number(1)), struct, SPAN)),
        declare("s", struct, Build((decay(TILE_PLACE), number(1)), struct, SPAN)),
        declare("p", FLOATS, Member(variable("s", struct), "data", FLOATS, SPAN)),
    ]
    result = resolve(program({"x": FLOATS}, body, shared_memory=SHARED, structs=[struct]))
    assert [each.name for each in result.structs] == ["View_global", "View_shared"]
    assert [each.fields[0].type for each in result.structs] == [
        Pointer(FLOAT32, Space.GLOBAL), Pointer(FLOAT32, Space.SHARED),
    ]  # fmt: skip
    assert type_of(result, "s") == Struct("View_shared")
    assert type_of(result, "p") == Pointer(FLOAT32, Space.SHARED)


def test_struct_parameter_of_a_kernel_holds_global_pointers_and_keeps_its_name() -> None:
    struct = view()
    body = [declare("p", FLOATS, Member(variable("v", struct), "data", FLOATS, SPAN))]
    result = resolve(program({"v": struct}, body, structs=[struct]))
    assert [each.name for each in result.structs] == ["View"]
    assert type_of(result, "p") == Pointer(FLOAT32, Space.GLOBAL)


def test_struct_that_points_to_itself() -> None:
    node = Struct("Node")
    node = Struct("Node", (Field("next", Pointer(node), 0), Field("data", FLOATS, 8)), 16, 8)
    head = Dereference(variable("head", Pointer(node)), node, SPAN)
    body = [declare("second", Pointer(node), Member(head, "next", Pointer(node), SPAN))]
    result = resolve(program({"head": Pointer(node)}, body, structs=[node]))
    assert spaces_in(type_of(result, "second")) == [Space.GLOBAL]
    assert spaces_in(result.structs[0].fields[0].type) == [Space.GLOBAL]


def test_unreached_functions_are_dropped_and_the_rest_is_ordered() -> None:
    inner = procedure("inner", {})
    outer = procedure("outer", {}, Evaluate(call(inner), SPAN))
    unused = procedure("unused", {})
    result = resolve(program({}, [Evaluate(call(outer), SPAN)], functions=[unused, outer, inner]))
    assert [each.name for each in result.functions] == ["inner", "outer"]


@pytest.mark.parametrize("length", [1, 2, 3])
def test_recursion_is_refused(length: int) -> None:
    names = [f"f{number}" for number in range(length)]
    empty = {name: procedure(name, {}) for name in names}
    functions = [
        procedure(name, {}, Evaluate(call(empty[names[(position + 1) % length]]), SPAN))
        for position, name in enumerate(names)
    ]
    with pytest.raises(Refusal) as refusal:
        resolve(program({}, [Evaluate(call(empty["f0"]), SPAN)], functions=functions))
    assert refusal.value.diagnostic.code == "TK0302"


def chosen() -> Select:
    return Select(compare(thread(), "<", number(4)), decay(TILE_PLACE), X, FLOATS, SPAN)


def test_choice_between_spaces_that_is_read_at_once_becomes_a_choice_of_values() -> None:
    body = [declare("v", FLOAT32, index(chosen(), number(3)))]
    result = resolve(program({"x": FLOATS}, body, shared_memory=SHARED))
    text = print_statements(result.kernel.body)
    assert text == "f32 v = (<i32>(thread_index.x) < 4) ? decay(tile)[3] : x[3]"
    assert_no_generic(result)


def test_choice_between_spaces_that_is_written_becomes_two_assignments() -> None:
    body = [assign(index(chosen(), number(3)), real(1))]
    result = resolve(program({"x": FLOATS}, body, shared_memory=SHARED))
    assert "} else {\n  x[3] = 1.0:f32\n}" in print_statements(result.kernel.body)


def test_pointer_chosen_in_two_branches_is_kept_as_two() -> None:
    body = [
        declare("p", FLOATS),
        when(compare(thread(), "<", number(4)), [assign(P, decay(TILE_PLACE))], [assign(P, X)]),
        declare("v", FLOAT32, index(P, number(3))),
        Evaluate(call(STORE, P, real(2)), SPAN),
    ]
    result = resolve(program({"x": FLOATS}, body, shared_memory=SHARED, functions=[STORE]))
    text = print_statements(result.kernel.body).split("\n")
    assert text[3] == "f32 v = p_is_first ? p_first[3] : p_second[3]"
    assert text[4] == "p_is_first ? store_shared(p_first, 2.0:f32) : store_global(p_second, 2.0:f32)"
    assert_no_generic(result)


def test_pointer_that_is_used_twice_over_becomes_two_variables() -> None:
    body = [
        declare("p", FLOATS, decay(TILE_PLACE)),
        assign(index(P, number(0)), real(1)),
        assign(P, X),
        assign(index(P, number(1)), real(1)),
        assign(P, address(index(X, number(4)))),
        assign(index(P, number(2)), real(1)),
    ]
    result = resolve(program({"x": FLOATS}, body, shared_memory=SHARED))
    lines = print_statements(result.kernel.body).split("\n")
    assert [line.split("[")[0] for line in lines if line.endswith("] = 1.0:f32")] == ["p", "p.1", "p.2"]
    assert type_of(result, "p.1") == Pointer(FLOAT32, Space.GLOBAL)


def test_pointer_into_two_spaces_is_refused_with_both_places() -> None:
    body = [
        declare("p", FLOATS, X),
        when(compare(thread(), "<", number(4)), [assign(P, decay(TILE_PLACE))]),
        assign(index(P, number(0)), real(1)),
    ]
    with pytest.raises(Refusal) as refusal:
        resolve(program({"x": FLOATS}, body, shared_memory=SHARED))
    diagnostic = refusal.value.diagnostic
    assert diagnostic.code == "TK0301"
    assert "shared memory" in diagnostic.message
    assert len(diagnostic.notes) == 2


def test_shared_pointer_stored_to_global_memory_is_refused() -> None:
    rows = Pointer(FLOATS)
    body = [assign(index(variable("rows", rows), number(0)), decay(TILE_PLACE))]
    with pytest.raises(Refusal, match="TK0301"):
        resolve(program({"rows": rows}, body, shared_memory=SHARED))


def test_calls_in_a_deep_chain_stay_few() -> None:
    """Each function calls the one before twice: 2**30 paths, one instance a space."""
    functions: list[Any] = [STORE]
    for depth in range(30):
        inner = functions[-1]
        body = [Evaluate(Call(inner.name, (P, real(1)), inner.result, SPAN), SPAN) for _ in range(2)]
        functions.append(procedure(f"level{depth}", {"p": FLOATS, "v": FLOAT32}, *body))
    body = [
        Evaluate(call(functions[-1], X, real(1)), SPAN),
        Evaluate(call(functions[-1], decay(TILE_PLACE), real(1)), SPAN),
    ]
    result = resolve(program({"x": FLOATS}, body, shared_memory=SHARED, functions=functions))
    assert len(result.functions) == 62
    assert "level29_shared(shared* f32 p, f32 v)" in print_program(result)
