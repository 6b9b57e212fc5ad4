"""Names of a port to Pallas."""

from __future__ import annotations

from transkernel.emit.python.names import plain_name

# What the port imports, and what it calls its own.
OWN = frozenset({"jax", "jnp", "pl", "pltpu", "functools", "self", "grid", "interpret"})


def base_name(name: str) -> str:
    """What a port calls a name of the IR."""
    return plain_name(name, OWN)
