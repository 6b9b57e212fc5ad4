"""What operators ask of a program beyond the node that they change, and small expressions that several of them make."""

from __future__ import annotations

from typing import Any

from transkernel.harness.mutate.roles import Roles, roles_of
from transkernel.harness.mutate.sites import Site
from transkernel.ir import nodes as ir
from transkernel.ir.types import Kind, Scalar, Struct
from transkernel.ir.values import round_to, wrap
from transkernel.records import record


@record
class Facts:
    roles: Roles
    structs: dict[str, Struct]

    def is_value(self, site: Site) -> bool:
        """Whether a site's expression is data, in no place that says where data lies."""
        return not in_address(site) and self.roles.is_value(site.node, site.function)


def facts_of(program: ir.Program) -> Facts:
    return Facts(roles_of(program), {each.name: each for each in program.structs})


def in_address(site: Site) -> bool:
    """Whether the node is a part of an index or of an offset."""
    return site.inside(ir.Index, "index") or site.inside(ir.PointerOffset, "offset")


def literal(value: float, type_: Scalar, like: Any) -> ir.Literal:
    """A number of a type, wrapped or rounded to it, at the place of another node."""
    fitting = wrap(int(value), type_) if type_.is_integer else round_to(value, type_)
    return ir.Literal(fitting, type_, like.span)


def shifted(index: Any, by: int) -> Any:
    """An integer expression plus or minus one."""
    op = ir.BinaryOp.ADD if by > 0 else ir.BinaryOp.SUBTRACT
    return ir.Binary(op, index, literal(abs(by), index.type, index), index.type, index.span)


def through(node: Any, type_: Scalar) -> Any:
    """A value taken through another type and back."""
    return ir.Convert(ir.Convert(node, type_, node.span, explicit=True), node.type, node.span, explicit=True)


def other_sign(type_: Scalar) -> Scalar:
    """The integer type of the same width and the other signedness."""
    return Scalar(Kind.UNSIGNED if type_.is_signed else Kind.SIGNED, type_.bits)


def number(node: Any) -> Scalar | None:
    """The type of an integer or a float; None for a truth value, and for what is no scalar."""
    type_ = getattr(node, "type", None)
    return type_ if isinstance(type_, Scalar) and type_.kind not in (Kind.BOOL, Kind.VOID) else None


def whole(node: Any) -> Scalar | None:
    """The type of an integer; None for anything else."""
    type_ = number(node)
    return type_ if type_ is not None and type_.is_integer else None


def is_target(site: Site) -> bool:
    """Whether the node is written to, or names memory whose address is taken."""
    return (isinstance(site.parent, ir.Assign) and site.field == "target") or (
        isinstance(site.parent, ir.AddressOf | ir.Decay)
    )
