"""Checks that a program keeps the rules of the IR (the list in nodes.py). What is found here is a bug of ours.

Names, scopes, calls and the place of statements are checked here; the types of each expression in
verify_expressions.py. Linear in the size of the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from transkernel.ir.nodes import (
    Assert,
    Assign,
    Block,
    Break,
    Call,
    Continue,
    Declare,
    DoWhile,
    Evaluate,
    For,
    Function,
    GlobalVariable,
    If,
    Kernel,
    Print,
    Program,
    Return,
    SharedVariable,
    Switch,
    Variable,
    While,
)
from transkernel.ir.types import BOOL, VOID, Array, Struct, Type, is_integer
from transkernel.ir.verify_expressions import (
    CHECKS,
    Rules,
    VerificationError,
    demand,
    is_place,
)
from transkernel.ir.visit import EXPRESSIONS, STATEMENTS, children
from transkernel.source import Span

__all__ = ["VerificationError", "verify"]


def verify(program: Program, *, spaces_resolved: bool) -> None:
    """Returns if the program is well formed, else raises VerificationError with the first rule that is broken.

    spaces_resolved: after the address-space pass no pointer may be GENERIC, and spaces count in comparisons.
    """
    rules = Rules(spaces_resolved, {struct.name: struct for struct in program.structs})
    _Program(program, rules).check()


class _Program:
    """The file scope: structs, memory, functions."""

    def __init__(self, program: Program, rules: Rules) -> None:
        self._program = program
        self._rules = rules
        self._memory: dict[str, Type] = {}
        self._functions: dict[str, Function] = {}

    def check(self) -> None:
        program = self._program
        self._structs()
        memory: tuple[GlobalVariable | SharedVariable, ...] = (*program.globals, *program.kernel.shared)
        for variable in memory:
            demand(variable.name not in self._memory, "a name of file scope is unique", variable)
            self._type(variable.type, variable)
            self._memory[variable.name] = variable.type
        for variable in program.globals:
            if variable.init is not None:
                body = _Body(self._rules, self._memory, self._functions, program.kernel)
                body.expression(variable.init)
                demand(self._rules.fits(variable.type, variable.init.type), "an initial value has the type", variable)
        for function in program.functions:
            demand(function.name not in self._functions, "a function's name is unique", function)
            self._type(function.result, function)
            self._body(function)
            self._functions[function.name] = function
        demand(program.kernel.name not in self._functions, "a kernel's name is its own", program.kernel)
        self._body(program.kernel)

    def _structs(self) -> None:
        seen: set[str] = set()
        for struct in self._program.structs:
            demand(struct.name not in seen, "a struct's name is unique", self._program.kernel)
            for member in struct.fields:
                inside = member.type
                while isinstance(inside, Array):
                    inside = inside.element
                complete = not isinstance(inside, Struct) or inside.name in seen
                demand(complete, "a struct is defined before it is a field", self._program.kernel)
                self._type(member.type, self._program.kernel)
            seen.add(struct.name)

    def _type(self, type_: Type, node: Any) -> None:
        self._rules.check_type(type_, node)

    def _body(self, function: Function | Kernel) -> None:
        for parameter in function.parameters:
            self._type(parameter.type, parameter)
        _Body(self._rules, self._memory, self._functions, function).check()


class _Body:
    """One function's statements, with the names that are in scope."""

    def __init__(
        self, rules: Rules, memory: dict[str, Type], functions: dict[str, Function], function: Function | Kernel
    ) -> None:
        self._rules = rules
        self._function = function
        self._functions = functions
        self._memory = memory
        self._visible: dict[str, Type] = dict(memory)
        # A function's own names may hide those of file scope; a kernel's shared variables are its own.
        self._declared = {each.name for each in function.shared} if isinstance(function, Kernel) else set()
        self._scopes: list[list[str]] = []
        self._loops = 0
        self._breakable = 0
        self._result = function.result if isinstance(function, Function) else VOID

    def check(self) -> None:
        with self._scope():
            for parameter in self._function.parameters:
                self._declare(parameter.name, parameter.type, parameter)
            self._statements(self._function.body)

    # ------------------------------------------------------------ names

    @contextmanager
    def _scope(self) -> Iterator[None]:
        self._scopes.append([])
        yield
        for name in self._scopes.pop():
            del self._visible[name]
            if name in self._memory:
                self._visible[name] = self._memory[name]

    def _declare(self, name: str, type_: Type, node: Any) -> None:
        demand(name not in self._declared, f"the name `{name}` is unique in its function", node)
        self._declared.add(name)
        self._visible[name] = type_
        self._scopes[-1].append(name)

    # ------------------------------------------------------------ expressions

    def expression(self, node: Any) -> None:
        demand(isinstance(node, EXPRESSIONS), "an expression stands where a value is wanted", node)
        demand(isinstance(node.span, Span), "every node has a span", node)
        for child in children(node):
            self.expression(child)
        self._rules.check_type(node.type, node)
        if isinstance(node, Variable):
            self._name(node)
        elif isinstance(node, Call):
            self._call(node)
        else:
            CHECKS[type(node)](self._rules, node)

    def _name(self, node: Variable) -> None:
        demand(node.name in self._visible, f"`{node.name}` is declared where it is used", node)
        demand(self._rules.same(self._visible[node.name], node.type), f"`{node.name}` has its declared type", node)

    def _call(self, node: Call) -> None:
        callee = self._functions.get(node.function)
        demand(callee is not None, f"the function `{node.function}` is defined before it is called", node)
        assert callee is not None
        demand(len(node.arguments) == len(callee.parameters), "a call gives each parameter an argument", node)
        for parameter, argument in zip(callee.parameters, node.arguments, strict=True):
            demand(self._rules.fits(parameter.type, argument.type), "an argument has its parameter's type", argument)
        demand(self._rules.same(callee.result, node.type), "a call has the type of its function's result", node)

    def _condition(self, node: Any) -> None:
        self.expression(node)
        demand(node.type == BOOL, "a condition is BOOL", node)

    # ------------------------------------------------------------ statements

    def _statements(self, statements: tuple[Any, ...]) -> None:
        for statement in statements:
            demand(isinstance(statement, STATEMENTS), "a statement stands in a list of statements", statement)
            demand(isinstance(statement.span, Span), "every node has a span", statement)
            check = _STATEMENTS.get(type(statement))
            if check is not None:
                check(self, statement)

    def _inner(self, statements: tuple[Any, ...]) -> None:
        with self._scope():
            self._statements(statements)

    def _loop_body(self, statements: tuple[Any, ...]) -> None:
        self._loops, self._breakable = self._loops + 1, self._breakable + 1
        self._inner(statements)
        self._loops, self._breakable = self._loops - 1, self._breakable - 1

    def declare(self, node: Declare) -> None:
        self._rules.check_type(node.type, node)
        demand(node.type != VOID, "a variable has a type of values", node)
        if node.init is not None:
            self.expression(node.init)
            demand(self._rules.fits(node.type, node.init.type), "an initial value has the variable's type", node)
        self._declare(node.name, node.type, node)

    def assign(self, node: Assign) -> None:
        self.expression(node.target)
        self.expression(node.value)
        demand(is_place(node.target), "an assignment's target is a place", node)
        demand(not isinstance(node.target.type, Array), "an array is not assigned as a whole", node)
        demand(self._rules.fits(node.target.type, node.value.type), "an assigned value has its target's type", node)

    def evaluate(self, node: Evaluate) -> None:
        self.expression(node.value)

    def branch(self, node: If) -> None:
        self._condition(node.condition)
        self._inner(node.then)
        self._inner(node.otherwise)

    def for_(self, node: For) -> None:
        with self._scope():
            demand(all(isinstance(each, Declare | Assign) for each in node.init), "a loop begins simply", node)
            demand(all(isinstance(each, Assign | Evaluate) for each in node.step), "a loop steps simply", node)
            self._statements(node.init)
            if node.condition is not None:
                self._condition(node.condition)
            self._statements(node.step)
            self._loop_body(node.body)

    def while_(self, node: While | DoWhile) -> None:
        self._condition(node.condition)
        self._loop_body(node.body)

    def switch(self, node: Switch) -> None:
        self.expression(node.value)
        demand(is_integer(node.value.type), "a switch is over an integer", node)
        labels = [label for case in node.cases for label in case.labels]
        values = [None if label is None else label.value for label in labels]
        demand(len(set(values)) == len(values), "a switch has each label once", node)
        same = all(label is None or label.type == node.value.type for label in labels)
        demand(same, "a label has the type of its switch", node)
        self._breakable += 1
        with self._scope():
            for case in node.cases:
                self._inner(case.body)
        self._breakable -= 1

    def leave(self, node: Break) -> None:
        demand(self._breakable > 0, "`break` stands in a loop or switch", node)

    def repeat(self, node: Continue) -> None:
        demand(self._loops > 0, "`continue` stands in a loop", node)

    def give(self, node: Return) -> None:
        if node.value is None:
            demand(self._result == VOID, "a function with a result returns one", node)
            return
        self.expression(node.value)
        demand(self._rules.fits(self._result, node.value.type), "a returned value has the result's type", node)

    def block(self, node: Block) -> None:
        self._inner(node.body)

    def print_(self, node: Print) -> None:
        for argument in node.arguments:
            self.expression(argument)

    def assertion(self, node: Assert) -> None:
        self._condition(node.condition)


_STATEMENTS: dict[type, Callable[[_Body, Any], None]] = {
    Declare: _Body.declare,
    Assign: _Body.assign,
    Evaluate: _Body.evaluate,
    If: _Body.branch,
    For: _Body.for_,
    While: _Body.while_,
    DoWhile: _Body.while_,
    Switch: _Body.switch,
    Break: _Body.leave,
    Continue: _Body.repeat,
    Return: _Body.give,
    Block: _Body.block,
    Print: _Body.print_,
    Assert: _Body.assertion,
}
