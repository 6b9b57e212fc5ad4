"""`goto` forward, written with conditions: `if (bad) goto out; work(); out:` is `if (!bad) { work(); } out:`.

What stands between a `goto` and its label is left out by conditions. Out of nested loops, a `bool` of the jump's own
says that it was made, and every loop on the way is left by `break`. A jump to the end of the function is a `return`.
A `goto` that goes back, into a block, or past an initialisation stays in the tree, with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from transkernel.frontend import ast
from transkernel.source import Span

_Statements = tuple[ast.Statement, ...]


def without_jumps(body: ast.Compound) -> ast.Compound:
    """A function's body without the jumps that can be said in another way; the others carry their reason."""
    taken = {node.identifier for node in _below(body) if isinstance(node, ast.NamePart)}
    taken |= {node.name for node in _below(body) if isinstance(node, ast.Variable)}
    jumps = _Jumps(taken)
    body = replace(body, statements=jumps.block(_ending(body.statements)))
    places = {label.name: label.span.start for label in _below(body) if isinstance(label, ast.Label)}
    return _explained(body, {**places, **jumps.places})


class _Jumps:
    """taken: the names that the function uses, which those of the jumps must not hide."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken
        self._flags: set[str] = set()
        self.places: dict[str, int] = {}

    def block(self, statements: _Statements) -> _Statements:
        """The statements of one block: first the jumps inside of each, then those to the block's own labels."""
        current = tuple(_with_bodies(each, self._inner) for each in statements)
        for label in [each for each in current if isinstance(each, ast.Label)]:
            self.places[label.name] = label.span.start
            position = current.index(label)
            current = (*self._before(current[:position], label), *current[position + 1 :])
        return current

    def _inner(self, statement: ast.Statement) -> ast.Statement:
        if isinstance(statement, ast.Compound):
            return replace(statement, statements=self.block(statement.statements))
        return _with_bodies(statement, self._inner)

    def _before(self, statements: _Statements, label: ast.Label) -> _Statements:
        """What stands before a label, without the jumps to it."""
        first = next((at for at, each in enumerate(statements) if _jumps_to(each, label.name)), None)
        if first is None:
            return statements
        region = statements[first:]
        trouble = _trouble(region, self._flags)
        if trouble:
            return (*statements[:first], *(_marked(each, label.name, trouble) for each in region))
        declared = tuple(each for each in region if isinstance(each, ast.DeclarationStatement))
        rest = tuple(each for each in region if not isinstance(each, ast.DeclarationStatement))
        skip = _Skip(label.name, self._flag(label.name))
        skipped = skip.region(rest)
        if not skip.flag_read:
            skip.noting = False
            skipped = skip.region(rest)
        flag = (skip.declaration(region[0].span),) if skip.flag_read else ()
        return (*statements[:first], *declared, *flag, *skipped)

    def _flag(self, label: str) -> str:
        name = f"to_{label}"
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        self._flags.add(name)
        return name


class _Skip:
    """The rewriting of the statements between the first jump to a label and the label.

    noting: jumps that are made are noted in the flag. flag_read: something asks for it.
    """

    def __init__(self, label: str, flag: str) -> None:
        self._label = label
        self._flag = flag
        self.noting = True
        self.flag_read = False

    def region(self, statements: _Statements) -> _Statements:
        """Statements whose end is the label: a jump needs only to leave the rest of them out."""
        for at, each in enumerate(statements):
            if not _jumps_to(each, self._label):
                continue
            if isinstance(each, ast.Goto):
                return statements[:at]
            rest = self.region(statements[at + 1 :])
            before = statements[:at]
            chosen = self._as_branches(each, rest)
            return (*before, chosen) if chosen is not None else (*before, *self._flagged(each, rest))
        return statements

    def _as_branches(self, statement: ast.Statement, rest: _Statements) -> ast.Statement | None:
        """`if (c) { work; goto l; } rest` as `if (c) { work; } else { rest }`."""
        if not isinstance(statement, ast.If) or statement.init or isinstance(statement.condition, ast.Variable):
            return None
        if statement.otherwise is not None:
            return None
        *work, last = statement.then.statements if isinstance(statement.then, ast.Compound) else (statement.then,)
        if not isinstance(last, ast.Goto) or any(_jumps_to(each, self._label) for each in work):
            return None
        other = ast.Compound(rest, rest[0].span.to(rest[-1].span)) if rest else None
        if work:
            return replace(statement, then=ast.Compound(tuple(work), statement.then.span), otherwise=other)
        opposite = ast.UnaryExpression("!", statement.condition, statement.condition.span)
        return replace(statement, condition=opposite, then=other or ast.Empty(statement.then.span))

    def _flagged(self, statement: ast.Statement, rest: _Statements) -> _Statements:
        made = self._leaving(statement, looped=False)
        return (*made, self._unless_made(rest, statement.span)) if rest else made

    def _leaving(self, statement: ast.Statement, *, looped: bool) -> _Statements:
        """A statement whose jumps note that they were made, and leave the loop or switch that they are in."""
        if not _jumps_to(statement, self._label):
            return (statement,)
        if isinstance(statement, ast.Goto):
            noted = (self._note(statement.span),) if self.noting else ()
            return (*noted, ast.Break(statement.span)) if looped else noted
        if isinstance(statement, ast.Compound):
            return (self._body(statement, looped=looped),)
        inside = looped or _is_breakable(statement)
        done = _with_bodies(statement, lambda body: self._body(body, looped=inside))
        if looped and _is_breakable(statement):
            self.flag_read = True
            left = ast.If(self._made(statement.span), ast.Break(statement.span), None, statement.span)
            return (done, left)
        return (done,)

    def _body(self, body: ast.Statement, *, looped: bool) -> ast.Statement:
        inner = body.statements if isinstance(body, ast.Compound) else (body,)
        return ast.Compound(self._list(inner, looped=looped), body.span)

    def _list(self, statements: _Statements, *, looped: bool) -> _Statements:
        for at, each in enumerate(statements):
            if not _jumps_to(each, self._label):
                continue
            rest = statements[at + 1 :]
            done = self._leaving(each, looped=looped)
            if isinstance(each, ast.Goto):
                # A switch's next label is still reached in another way.
                return (*statements[:at], *done, *self._from_next_case(rest, looped=looped))
            rest = self._list(rest, looped=looped)
            guarded = rest if looped or not rest else (self._unless_made(rest, each.span),)
            return (*statements[:at], *done, *guarded)
        return statements

    def _from_next_case(self, statements: _Statements, *, looped: bool) -> _Statements:
        for at, each in enumerate(statements):
            if isinstance(each, ast.Case | ast.Default):
                return self._list(statements[at:], looped=looped)
        return ()

    # ------------------------------------------------------------ the jump's own variable

    def declaration(self, span: Span) -> ast.Statement:
        """`bool to_label = false;`"""
        type_ = ast.BuiltinType("bool", span)
        variable = ast.Variable(self._flag, type_, ast.BoolLiteral(False, span), frozenset(), span)
        return ast.DeclarationStatement((variable,), span)

    def _made(self, span: Span) -> ast.Expression:
        return ast.NameExpression(ast.Name((ast.NamePart(self._flag),), span), span)

    def _note(self, span: Span) -> ast.Statement:
        return ast.ExpressionStatement(
            ast.AssignExpression("=", self._made(span), ast.BoolLiteral(True, span), span), span
        )

    def _unless_made(self, rest: _Statements, span: Span) -> ast.Statement:
        self.flag_read = True
        body = ast.Compound(rest, rest[0].span.to(rest[-1].span))
        return ast.If(ast.UnaryExpression("!", self._made(span), span), body, None, body.span)


def _ending(statements: _Statements) -> _Statements:
    """A jump to a label that only the function's end follows is a `return`."""
    ends: set[str] = set()
    for each in reversed(statements):
        if isinstance(each, ast.Label):
            ends.add(each.name)
        elif not isinstance(each, ast.Empty) and not (isinstance(each, ast.Return) and each.value is None):
            break
    if not ends:
        return statements

    def change(statement: ast.Statement) -> ast.Statement:
        if isinstance(statement, ast.Goto) and statement.label in ends:
            return ast.Return(None, statement.span)
        return _with_bodies(statement, change)

    return tuple(change(each) for each in statements)


def _trouble(region: _Statements, flags: set[str]) -> str:
    """Why the statements before a label cannot be left out, or nothing. flags: the variables of other jumps."""
    for at, each in enumerate(region):
        if isinstance(each, ast.Case | ast.Default):
            return "goes from one `case` to another"
        for declaration in each.declarations if isinstance(each, ast.DeclarationStatement) else ():
            if not isinstance(declaration, ast.Variable) or declaration.name in flags:
                continue
            if declaration.init is not None and not declaration.specifiers & {"static", "__shared__"}:
                return f"goes past the initialisation of `{declaration.name}`"
            if any(isinstance(node, ast.NamePart) and node.identifier == declaration.name
                   for before in region[:at] for node in _below(before)):  # fmt: skip
                return f"goes past the declaration of `{declaration.name}`, a name that means another variable before"
    return ""


def _explained(body: ast.Compound, places: dict[str, int]) -> ast.Compound:
    """The jumps that are left, each with a reason."""

    def change(statement: ast.Statement) -> ast.Statement:
        if isinstance(statement, ast.Goto) and not statement.trouble:
            place = places.get(statement.label)
            if place is None:
                return replace(statement, trouble="has no label of that name in a list of statements")
            back = place <= statement.span.start
            return replace(statement, trouble="goes back" if back else "goes into a block")
        return _with_bodies(statement, change)

    return replace(body, statements=tuple(change(each) for each in body.statements))


def _marked(statement: ast.Statement, label: str, trouble: str) -> ast.Statement:
    if isinstance(statement, ast.Goto) and statement.label == label:
        return replace(statement, trouble=trouble)
    return _with_bodies(statement, lambda body: _marked(body, label, trouble))


# ---------------------------------------------------------------- statements inside statements


def _is_breakable(statement: ast.Statement) -> bool:
    return isinstance(statement, ast.For | ast.RangeFor | ast.While | ast.DoWhile | ast.Switch)


def _with_bodies(statement: ast.Statement, change: Callable[[ast.Statement], ast.Statement]) -> ast.Statement:
    """A statement with the statements that are directly in it changed."""
    match statement:
        case ast.Compound(statements=statements):
            return replace(statement, statements=tuple(change(each) for each in statements))
        case ast.If(then=then, otherwise=otherwise):
            other = change(otherwise) if otherwise is not None else None
            return replace(statement, then=change(then), otherwise=other)
        case ast.For() | ast.RangeFor() | ast.While() | ast.DoWhile() | ast.Switch():
            return replace(statement, body=change(statement.body))
    return statement


def _statements_below(statement: ast.Statement) -> Iterator[ast.Statement]:
    yield statement
    inner: list[ast.Statement] = []

    def note(each: ast.Statement) -> ast.Statement:
        inner.append(each)
        return each

    _with_bodies(statement, note)
    for each in inner:
        yield from _statements_below(each)


def _jumps_to(statement: ast.Statement, label: str) -> bool:
    return any(isinstance(each, ast.Goto) and each.label == label for each in _statements_below(statement))


def _below(node: object) -> Iterator[object]:
    from transkernel.frontend.unit import nodes_in  # unit.py needs the parser, which needs this

    return nodes_in(node)
