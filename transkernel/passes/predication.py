"""Rewrites one function so that all threads of the block run through all of its collectives (see converge.py).

A list of statements is written anew from front to back. While all threads are there, statements stay as they are.
Behind a point where some are missing, or in a branch that only some take, statements are collected and guarded by
the flag of the innermost level; collectives end a group and are written without a guard.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    Barrier,
    Binary,
    BinaryOp,
    Block,
    BlockVote,
    Break,
    Call,
    Comment,
    Compare,
    Continue,
    Convert,
    Declare,
    DoWhile,
    Evaluate,
    For,
    Function,
    If,
    Intrinsic,
    Kernel,
    Logical,
    Return,
    Select,
    Switch,
    Unary,
    Variable,
    WarpOperation,
    While,
    boolean,
)
from transkernel.ir.types import BOOL, VOID, Array, Scalar, Struct, is_float
from transkernel.ir.visit import children, walk
from transkernel.passes.activity import Level, LevelKind, anyone, both, for_active, guarded, only, opposite
from transkernel.passes.collectives import Collectives, exits_of
from transkernel.passes.exits import ExitLowering, escapes, negated
from transkernel.passes.extraction import Extraction
from transkernel.passes.names import FreshNames, declared_names
from transkernel.passes.speculation import is_safe, zero
from transkernel.passes.statement_facts import (
    as_branches,
    assignments,
    changes,
    never_changed,
    only_returns,
    operation_of,
    stem,
    uses,
    values_of,
)
from transkernel.passes.uniformity import FunctionUniformity, Variation
from transkernel.source import Span

Statements = tuple[Any, ...]
_TRAPS = (BinaryOp.DIVIDE, BinaryOp.REMAINDER)


class _List:
    """A list of statements being written: what is done, and what waits for a guard."""

    def __init__(self, unguarded: Level | None = None) -> None:
        self.done: list[Any] = []
        self.waiting: list[Any] = []
        self.unguarded = unguarded  # a level that nobody has left yet, so that it needs no guard


class Predication:
    """Writes one function or kernel."""

    def __init__(self, unit: Function | Kernel, collectives: Collectives, uniform: FunctionUniformity) -> None:
        self._unit = unit
        self._collectives = collectives
        self._uniform = uniform
        self._fresh = FreshNames(declared_names(unit))
        self._extraction = Extraction(collectives.is_one, self._fresh)
        self._levels: list[Level] = []
        self._fixed = never_changed(unit)
        # Names whose value all threads have in common, also those that are not meant; and names with any value.
        self._common = {each.name for each in unit.parameters if self._is_block(each.name)} & self._fixed
        self._defined = {each.name for each in unit.parameters}
        # How many levels there are where a local is declared: who is missing inside of them does not read it.
        self._home = dict.fromkeys(self._defined, 0)

    def run(self) -> Statements:
        body = self._list(self._unit.body, top=True)
        result = self._levels[0].result if self._levels else None
        if result is not None:
            body = (*body, Return(result, self._unit.span))
        return body

    # ------------------------------------------------------------ what is known

    def _is_block(self, name: str) -> bool:
        return self._uniform.kinds.get(name) is Variation.BLOCK

    def _uniform_value(self, node: Any) -> bool:
        return node is None or self._uniform.of(node) is Variation.BLOCK

    def _is_common(self, node: Any) -> bool:
        """Whether all threads of the block, meant or not, get the same value."""
        if node is None:
            return True
        return self._uniform_value(node) and is_safe(node, lambda name: name in self._common)

    def _is_safe(self, node: Any) -> bool:
        return is_safe(node, lambda name: name in self._defined)

    @property
    def _flag(self) -> Variable | None:
        return self._levels[-1].flag if self._levels else None

    # ------------------------------------------------------------ lists

    def _list(self, statements: Statements, top: bool = False) -> Statements:
        out = _List()
        for position, statement in enumerate(statements):
            rest = statements[position + 1 :]
            begins = top and not self._levels and self._loses_threads(statement, rest)
            if begins and self._begin_function(out, statement):
                continue
            if top and self._ends_here(statement, rest, out):
                out.done.extend((statement, *rest))
                return tuple(out.done)
            self._statement(statement, rest, out)
            if isinstance(statement, Return | Break | Continue):
                break  # what stands behind is never reached
        self._flush(out)
        return tuple(out.done)

    def _statement(self, node: Any, rest: Statements, out: _List) -> None:
        """One statement; `rest` is what follows in its list."""
        if self._collectives.contains(node):
            self._collective(node, rest, out)
            if escapes(node):
                out.unguarded = None
        elif not self._levels:
            self._plain(node, out)
        elif isinstance(node, Comment):
            (out.waiting if out.waiting else out.done).append(node)
        elif escapes(node):
            out.waiting.extend(ExitLowering(self._levels[-1].flag, self._leave).lower((node,)))
            self._flush(out)
            out.unguarded = None
        elif isinstance(node, Declare):
            self._declare(node, rest, out)
        elif not out.waiting and self._is_for_all(node) and self._is_safe(node.value):
            out.done.append(node)
        else:
            out.waiting.append(node)

    def _is_for_all(self, node: Any) -> bool:
        """Whether it does no harm if threads that are not meant make an assignment, too: they do not read it again."""
        if (
            not isinstance(node, Assign)
            or not isinstance(node.target, Variable)
            or isinstance(node.target.type, Struct)
        ):
            return False
        home = self._home.get(node.target.name)
        return home is not None and all(level.kind is LevelKind.FUNCTION for level in self._levels[home:])

    def _plain(self, node: Any, out: _List) -> None:
        """All threads are here."""
        if isinstance(node, Declare):
            self._note(node, common=self._is_block(node.name) and node.init is not None)
        out.done.append(node)

    def _note(self, node: Declare, common: bool) -> None:
        self._home[node.name] = len(self._levels)
        if node.init is not None:
            self._defined.add(node.name)
        if common and node.name in self._fixed:
            self._common.add(node.name)

    def _flush(self, out: _List) -> None:
        """What waits is written, under the guard of the innermost level."""
        waiting, out.waiting = out.waiting, []
        if not waiting:
            return
        flag = self._flag
        bare = flag is None or (out.unguarded is not None and out.unguarded is self._levels[-1])
        if bare or all(isinstance(each, Comment) for each in waiting):
            out.done.extend(waiting)
        elif flag is not None:
            out.done.append(guarded(flag, tuple(waiting)))

    # ------------------------------------------------------------ declarations

    def _declare(self, node: Declare, rest: Statements, out: _List) -> None:
        """A local that is used behind its group is declared outside of the guard."""
        if not out.waiting and (node.init is None or self._is_safe_value(node)):
            self._note(node, common=node.init is not None and self._is_common(node.init))
            out.done.append(node)
        elif self._survives(node.name, rest):
            self._home[node.name] = len(self._levels)
            self._declare_outside(node, out)
        else:
            out.waiting.append(node)

    def _is_safe_value(self, node: Declare) -> bool:
        return self._is_safe(node.init) and not isinstance(node.type, Array)

    def _survives(self, name: str, rest: Statements) -> bool:
        """Whether a name is used behind the next collective or jump of its list."""
        for position, statement in enumerate(rest):
            if self._collectives.contains(statement):
                return uses(rest[position:], name)
            if escapes(statement):
                return uses(rest[position + 1 :], name)
        return False

    def _declare_outside(self, node: Declare, out: _List) -> None:
        if node.init is None or (self._is_safe_value(node) and not _touches(out.waiting, node.init)):
            self._note(node, common=node.init is not None and self._is_common(node.init))
            out.done.append(node)  # before what waits, which does not change its operands
            return
        chosen = only(self._levels[-1].flag, node.init)
        if chosen is None or out.waiting:
            self._split_declaration(node, out)
            return
        self._defined.add(node.name)
        out.done.append(replace(node, init=chosen))

    def _split_declaration(self, node: Declare, out: _List) -> None:
        """The declaration for all threads, its value for those that are meant."""
        waiting, out.waiting = out.waiting, []
        nothing = zero(node.type, node.span)
        out.done.append(replace(node, init=nothing, const=False))
        if nothing is not None:
            self._defined.add(node.name)
        out.waiting = [*waiting, *assignments(node)]

    # ------------------------------------------------------------ leaving

    def _loses_threads(self, statement: Any, rest: Statements) -> bool:
        """Whether threads return in the statement that collectives in it or behind it would miss."""
        if not (self._collectives.contains(statement) or self._collectives.any(rest)):
            return False
        returns = [each for each in walk(statement) if isinstance(each, Return)]
        return any(self._uniform.control_of(each) is not Variation.BLOCK for each in returns)

    def _begin_function(self, out: _List, statement: Any) -> bool:
        """Declares the flag of who has not returned. True where that says all of the statement, `if (c) return;`."""
        span = statement.span
        flag = Variable(self._fresh("active"), BOOL, span)
        level = Level(LevelKind.FUNCTION, flag)
        result = self._unit.result if isinstance(self._unit, Function) else VOID
        if result != VOID:
            level.result = Variable(self._fresh("result"), result, span)
            out.done.append(Declare(level.result.name, result, zero(result, span), span))
        plain = isinstance(statement, If) and not statement.otherwise and result == VOID
        if plain and only_returns(statement.then) and not self._collectives.contains(statement):
            out.done.extend(each for each in statement.then if isinstance(each, Comment))
            out.done.append(Declare(flag.name, BOOL, opposite(statement.condition), span))
        else:
            plain = False
            out.done.append(Declare(flag.name, BOOL, boolean(True, span), span))
            out.unguarded = level
        self._defined.add(flag.name)
        self._levels.append(level)
        return plain

    def _ends_here(self, statement: Any, rest: Statements, out: _List) -> bool:
        """Behind the last collective threads may return at last, and what follows stays as it was."""
        if len(self._levels) != 1 or self._levels[0].kind is not LevelKind.FUNCTION or self._levels[0].result:
            return False
        left = [each for each in (statement, *rest) if not isinstance(each, Comment)]
        if out.waiting or out.unguarded or len(left) < 3 or self._collectives.any((statement, *rest)):
            return False
        flag = self._levels[0].flag
        out.done.append(If(negated(flag), (Return(None, statement.span),), (), statement.span))
        return True

    def _leave(self, node: Return | Break | Continue) -> Statements:
        """A jump as assignments to the flags of all levels that it leaves."""
        last = {Return: LevelKind.FUNCTION, Break: LevelKind.LOOP, Continue: LevelKind.ITERATION}[type(node)]
        result: list[Any] = []
        if isinstance(node, Return) and node.value is not None:
            target = self._levels[0].result
            assert target is not None
            result.append(Assign(target, node.value, node.span))
        for level in reversed(self._levels):
            result.append(Assign(level.flag, boolean(False, node.span), node.span))
            if level.kind is last:
                return tuple(result)
        raise AssertionError(f"{node.span}: a jump out of what is no level")

    # ------------------------------------------------------------ collectives

    def _collective(self, node: Any, rest: Statements, out: _List) -> None:
        """A statement with a collective in it."""
        match node:
            case Barrier():
                self._flush(out)
                out.done.append(node)
            case Block():
                self._block(node, out)
            case For() | While() | DoWhile():
                self._flush(out)
                self._loop(node, out)
            case If() if not self._extraction.contains(node.condition):
                self._flush(out)
                self._if(node, out)
            case Switch() if not self._extraction.contains(node.value):
                self._flush(out)
                self._switch(node, out)
            case _:
                self._operation(node, rest, out)

    def _block(self, node: Block, out: _List) -> None:
        if not self._levels:
            out.done.append(replace(node, body=self._list(node.body)))
            return
        for position, statement in enumerate(node.body):
            self._statement(statement, node.body[position + 1 :], out)

    def _operation(self, node: Any, rest: Statements, out: _List) -> None:
        """A statement that evaluates a collective, taken apart where it must be."""
        if self._levels and self._stays(node):
            self._flush(out)
            if isinstance(node, Declare):
                self._note(node, common=False)
            out.done.append(node)
            return
        if not self._levels and not self._is_conditional(node):
            if isinstance(node, If | Switch):
                self._flush(out)
                self._if(node, out) if isinstance(node, If) else self._switch(node, out)
            else:
                self._plain(node, out)
            return
        parts = self._extraction.statement(node)
        for position, part in enumerate(parts):
            behind = (*parts[position + 1 :], *rest)
            operation = operation_of(part)
            if operation is None or not self._collectives.is_one(operation):
                self._temporary(part)
                self._statement(part, behind, out)
            elif not self._levels:
                self._temporary(part)
                self._plain(part, out)
            else:
                self._exchange(part, operation, behind, out)

    def _stays(self, node: Any) -> bool:
        """Whether all threads may run a statement as it is, exchanges of values included."""
        if isinstance(node, Declare):
            return node.init is not None and self._is_exchange(node.init)
        return self._is_for_all(node) and self._is_exchange(node.value)

    def _is_exchange(self, node: Any) -> bool:
        """Arithmetic on shuffles, to which it does not matter who takes part."""
        if not self._collectives.contains(node):
            return self._is_safe(node)
        if self._collectives.is_one(node) and not self._collectives.is_exchange(node):
            return False
        plain = isinstance(node, Call | WarpOperation | Convert | Unary | Compare | Intrinsic)
        float_ = isinstance(node, Binary) and (is_float(node.type) or node.op not in _TRAPS)
        return (plain or float_) and all(self._is_exchange(child) for child in children(node))

    def _temporary(self, part: Any) -> None:
        if isinstance(part, Declare) and part.name not in self._uniform.kinds:
            whole = part.init is not None and self._collectives.is_one(part.init)
            self._uniform.kinds[part.name] = self._uniform.of(part.init) if whole else Variation.THREAD

    def _is_conditional(self, statement: Any) -> bool:
        """Whether a collective is on a side of `&&`, `||` or `?:` that not all threads evaluate."""
        for child in values_of(statement):
            for node in walk(child):
                if self._is_choice_apart(node):
                    return True
        return False

    def _is_choice_apart(self, node: Any) -> bool:
        if isinstance(node, Logical) and self._extraction.contains(node.right):
            return not self._uniform_value(node.left)
        if isinstance(node, Select) and (
            self._extraction.contains(node.then) or self._extraction.contains(node.otherwise)
        ):
            return not self._uniform_value(node.condition)
        return False

    def _exchange(self, part: Any, operation: Any, rest: Statements, out: _List) -> None:
        """One collective whose result is all of a statement's value; threads that are not meant take part."""
        flag = self._levels[-1].flag
        self._flush(out)
        operation = self._safe_operands(operation, out)
        before, operation = for_active(operation, flag, self._fresh)
        out.done.extend(before)
        if isinstance(part, Declare):
            self._defined.add(part.name)
            self._uniform.kinds.setdefault(part.name, Variation.THREAD)
            out.done.append(replace(part, init=operation))
            return
        if isinstance(part, Evaluate):
            out.done.append(replace(part, value=operation))
            return
        if not out.waiting and self._is_for_all(part):
            out.done.append(replace(part, value=operation))
            return
        name = self._fresh(stem(part.target) or "value")
        out.done.append(Declare(name, operation.type, operation, part.span))
        self._defined.add(name)
        out.waiting.append(replace(part, value=Variable(name, operation.type, part.span)))

    def _safe_operands(self, operation: Any, out: _List) -> Any:
        """The operands for all threads: what not all may evaluate is zero for those that are not meant."""
        match operation:
            case BlockVote():
                return replace(operation, predicate=self._vote_operand(operation.predicate, out))
            case Call():
                return replace(operation, arguments=tuple(self._operand(each, out) for each in operation.arguments))
            case WarpOperation():
                votes = len(operation.arguments) == 1 and operation.arguments[0].type == BOOL
                operand = self._vote_operand if votes else self._operand
                width = operation.width if isinstance(operation.width, int) else self._operand(operation.width, out)
                mask = None if operation.mask is None else self._operand(operation.mask, out)
                arguments = tuple(operand(each, out) for each in operation.arguments)
                return replace(operation, arguments=arguments, mask=mask, width=width)
        return operation

    def _vote_operand(self, node: Any, out: _List) -> Any:
        """The vote itself minds the flag before it looks at this."""
        return node

    def _operand(self, node: Any, out: _List) -> Any:
        if self._is_safe(node):
            return node
        flag = self._levels[-1].flag
        chosen = only(flag, node)
        if chosen is not None:
            return chosen
        name = self._fresh("value")
        self._split_declaration(Declare(name, node.type, node, node.span), out)
        self._flush(out)
        return Variable(name, node.type, node.span)

    # ------------------------------------------------------------ branches

    def _if(self, node: If, out: _List) -> None:
        # Where some are missing, also branches that all others take together are taken apart: PoCL 3.1 mixes up the
        # flags of its work-items behind a barrier in a branch, and nothing is gained by keeping it there.
        if not self._levels and self._uniform_value(node.condition):
            out.done.append(replace(node, then=self._list(node.then), otherwise=self._list(node.otherwise)))
            return
        outer = self._flag
        inside = self._begin_branch("inside", both(outer, node.condition), node.span, out)
        if node.otherwise:
            outside = self._begin_branch("outside", both(outer, negated(inside)), node.span, out)
            self._branch(inside, node.then, out)
            self._branch(outside, node.otherwise, out)
        else:
            self._branch(inside, node.then, out)

    def _begin_branch(self, name: str, condition: Any, span: Span, out: _List) -> Variable:
        flag = Variable(self._fresh(name), BOOL, span)
        out.done.append(Declare(flag.name, BOOL, condition, span))
        self._defined.add(flag.name)
        return flag

    def _branch(self, flag: Variable, statements: Statements, out: _List) -> None:
        self._levels.append(Level(LevelKind.BRANCH, flag))
        out.done.extend(self._list(statements))
        self._levels.pop()

    def _switch(self, node: Switch, out: _List) -> None:
        if not self._levels and self._uniform_value(node.value) and not self._leaves_apart(node):
            out.done.append(
                replace(node, cases=tuple(replace(each, body=self._list(each.body)) for each in node.cases))
            )
            return
        value = Variable(self._fresh("selector"), node.value.type, node.span)
        declared = Declare(value.name, value.type, node.value, node.span)
        self._temporary(declared)
        parts = (declared, *as_branches(node, value))
        for position, part in enumerate(parts):
            self._statement(part, parts[position + 1 :], out)

    def _leaves_apart(self, node: Any) -> bool:
        return any(self._uniform.control_of(each) is not Variation.BLOCK for each in exits_of(node))

    # ------------------------------------------------------------ loops

    def _loop(self, node: For | While | DoWhile, out: _List) -> None:
        together = self._is_common_loop(node) if self._levels else self._is_uniform_loop(node)
        if together:
            self._together(node, out)
        else:
            self._apart(node, out)

    def _is_uniform_loop(self, node: For | While | DoWhile) -> bool:
        """All threads are here, and stay together."""
        if not self._uniform_value(node.condition) or self._is_conditional(node):
            return False
        breaks = [each for each in exits_of(node) if isinstance(each, Break)]
        return all(self._uniform.control_of(each) is Variation.BLOCK for each in breaks)

    def _is_common_loop(self, node: For | While | DoWhile) -> bool:
        """Threads that are not meant can count along: the loop's control is made of what all threads know."""
        if not isinstance(node, For) or any(isinstance(each, Break) for each in exits_of(node)):
            return False
        names = {each.name for each in node.init if isinstance(each, Declare)}
        own = all(isinstance(each, Declare) and isinstance(each.type, Scalar) for each in node.init)
        if not own or changes(node.body, names):
            return False
        known = self._common | names
        values: list[Any] = [each.init for each in node.init if isinstance(each, Declare)]
        for step in node.step:
            if not isinstance(step, Assign) or not isinstance(step.target, Variable) or step.target.name not in names:
                return False
            values.append(step.value)
        values.append(node.condition)
        safe = all(value is None or is_safe(value, lambda name: name in known) for value in values)
        return safe and all(self._uniform_value(value) for value in values)

    def _together(self, node: For | While | DoWhile, out: _List) -> None:
        """All threads of the block make the same iterations."""
        names = {each.name for each in getattr(node, "init", ()) if isinstance(each, Declare) and each.init is not None}
        common = {name for name in names if self._is_block(name) and not changes(node.body, {name})}
        self._defined |= names
        self._common |= common
        body = self._iteration(node, node.body)
        out.done.append(replace(node, body=body))
        self._common -= common

    def _iteration(self, node: Any, body: Statements) -> Statements:
        """The body; a `continue` of a part of the threads takes them out of the rest of it."""
        continues = [each for each in exits_of(node) if isinstance(each, Continue)]
        apart = self._levels or any(self._uniform.control_of(each) is not Variation.BLOCK for each in continues)
        if not continues or not apart:
            return self._list(body)
        flag = Variable(self._fresh("going_on"), BOOL, node.span)
        init = self._flag if self._levels else boolean(True, node.span)
        self._defined.add(flag.name)
        self._levels.append(Level(LevelKind.ITERATION, flag))
        written = self._list(body)
        self._levels.pop()
        return (Declare(flag.name, BOOL, init, node.span), *written)

    def _apart(self, node: For | While | DoWhile, out: _List) -> None:
        """The loop runs as long as any thread is in it."""
        init: Statements = node.init if isinstance(node, For) else ()
        self._fixed -= {each.name for each in init if isinstance(each, Declare)}  # their steps are guarded now
        for position, statement in enumerate(init):
            self._statement(statement, (*init[position + 1 :], node), out)
        self._flush(out)
        span = node.span
        flag = Variable(self._fresh("looping"), BOOL, span)
        outer, condition = self._flag, node.condition
        begin: Any = outer if outer is not None else boolean(True, span)
        simple = condition is not None and not self._extraction.contains(condition)
        checks = condition is not None and not isinstance(node, DoWhile)
        if checks and simple:
            begin = both(outer, condition)
        self._defined.add(flag.name)
        out.done.append(Declare(flag.name, BOOL, begin, span))
        again: Statements = () if condition is None else (Assign(flag, condition, condition.span),)
        self._levels.append(Level(LevelKind.LOOP, flag))
        if checks and not simple:
            out.done.extend(self._list(again))
        body = self._body_apart(node, again)
        self._levels.pop()
        rounds = DoWhile(body, anyone(flag), span) if isinstance(node, DoWhile) else While(anyone(flag), body, span)
        out.done.append(rounds)

    def _body_apart(self, node: Any, again: Statements) -> Statements:
        """One round: body, step, and the condition for the next."""
        step = getattr(node, "step", ())
        if any(isinstance(each, Continue) for each in exits_of(node)):
            return (*self._iteration(node, node.body), *self._list((*step, *again)))
        return self._list((*node.body, *step, *again))


def _touches(waiting: list[Any], value: Any) -> bool:
    """Whether statements change a variable that a value reads."""
    names = {node.name for node in walk(value) if isinstance(node, Variable)}
    return changes(tuple(waiting), names) or any(isinstance(each, Declare) and each.name in names for each in waiting)
