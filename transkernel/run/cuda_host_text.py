"""The one thing of CUDA's syntax that a C++ compiler cannot read: `kernel<<<grid, block>>>(arguments)`.

A scan that matches brackets outside comments and literals; no parser, and above all not transkernel's own.
"""

from __future__ import annotations

import re

WIDE_INCLUDE = '#include "cuda_host/wide.h"'  # what the text of a witness begins with

# Comments and literals, raw strings among them; what they hold is no launch.
OPAQUE = re.compile(
    r"""//(?:\\\n|[^\n])*
    | /\*.*?\*/
    | R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)"
    | "(?:\\.|[^"\\\n])*"
    | (?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])+'""",
    re.VERBOSE | re.DOTALL,
)
# A formatter that does not know CUDA writes `<< <`, which nvcc reads as `<<<`.
_OPEN = re.compile(r"<<[ \t]*<")
_CLOSE = re.compile(r">>[ \t]*>")
# `cudaLaunchKernel((void *)kernel, ...)`: the cast takes the type away, which tells what the arguments are.
_ERASED = re.compile(
    r"(\bcudaLaunch(?:Cooperative)?Kernel\s*\(\s*)"
    r"(?:\(\s*(?:const\s+)?void\s*(?:const\s*)?\*\s*\)\s*|(?:reinterpret|static)_cast<\s*(?:const\s+)?void\s*(?:const\s*)?\*\s*>\s*)"
)
# What only host code names: the runtime's functions and types, and what headers for it define.
_HOST_WORDS = re.compile(r"<<[ \t]*<|\bcuda(?!_)\w|__DRIVER_TYPES_H__|__CUDA_RUNTIME_H__")
_INCLUDED = re.compile(r"^[ \t]*#[ \t]*include\b[ \t]*<([^>\n]*)>", re.MULTILINE)
_C_HEADERS = ("cassert", "cfloat", "climits", "cmath", "cstddef", "cstdint", "cstdio", "cstdlib", "cstring")
# Headers of ours that take long to read, and are worth precompiling.
_LARGE_HEADERS = ("cuda_fp16.h", "cuda_bf16.h", "cooperative_groups.h", "mma.h")
_NULL = re.compile(r"\bNULL\b")
_CLOSING = {")": "(", "]": "[", ">": "<", "}": "{"}
_OPENING = {opening: closing for closing, opening in _CLOSING.items() if opening != "<"}
_QUALIFIERS = ("::", "->", ".")
_KEYWORDS = frozenset({"if", "while", "for", "switch", "return", "else", "do", "case"})


def is_without_host_code(text: str) -> bool:
    """Whether a text seems to be kernels and what they call; the compiler has the last word."""
    code = OPAQUE.sub(" ", text)
    others = (name for name in _INCLUDED.findall(code) if not name.endswith(".h"))
    return set(others) <= set(_C_HEADERS) and not _HOST_WORDS.search(_INCLUDED.sub(" ", code))


def included_first(text: str) -> tuple[str, ...]:
    """The large headers of ours among the includes that a text begins with: nothing before them changes them."""
    found: list[str] = []
    for line in OPAQUE.sub(lambda each: each.group() if each.group().startswith('"') else " ", text).splitlines():
        include = _INCLUDED.match(line)
        if include is not None and include.group(1) in _LARGE_HEADERS:
            found.append(include.group(1))
        elif include is None and line.strip() and not re.match(r"\s*#\s*(line|pragma)\b", line):
            break
    return tuple(dict.fromkeys(found))


def rewrite_launches(text: str) -> str:
    """`k<T><<<g, b>>>` becomes a call that yields a launcher, on the same line; the arguments stay as they are.

    Text without a launch, and a `<<<` that is none (a merge conflict), come back as they were. In a launch by
    `cudaLaunchKernel` the kernel loses its cast to `void *`.
    """
    text = _ERASED.sub(r"\1", text)
    if not _OPEN.search(text):
        return text
    code = OPAQUE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    pieces: list[str] = []
    done = 0
    found = _OPEN.search(code)
    while found:
        start, close = _start_of_callee(code, found.start()), _end_of_configuration(code, found.end())
        if start is not None and close is not None and start >= done:
            callee, configuration = text[start : found.start()].rstrip(), text[found.end() : close.start()]
            pieces += [text[done:start], _launcher(callee, configuration)]
            done = _end_of_group(code, close.end())
            # The launcher's own parameters would take NULL for a number.
            pieces.append(_NULL.sub("nullptr", text[close.end() : done]))
        found = _OPEN.search(code, max(done, found.end()))
    return "".join(pieces) + text[done:]


def _launcher(callee: str, configuration: str) -> str:
    """The text of the callee, a call of it, and the question which function it names; launcher.h has the rest."""
    again = " ".join(callee.split())
    call = f"[&](auto... cuda_host_arguments) {{ {callee}(cuda_host_arguments...); }}"
    which = f"[&](auto cuda_host_how) -> decltype(::cuda_host::pick({again}, cuda_host_how))"
    which += f" {{ return ::cuda_host::pick({again}, cuda_host_how); }}"
    return f"::cuda_host::launcher(CUDA_HOST_TEXT({again}), CUDA_HOST_SOURCE, {call}, {which}, {configuration})"


def _end_of_group(code: str, start: int) -> int:
    """Where the parentheses end that open there; the start itself where none open or they do not close."""
    depth = 0
    for at in range(start, len(code)):
        if code[at] in _OPENING:
            depth += 1
        elif code[at] in ")]}":
            depth -= 1
        elif not code[at].isspace() and not depth:
            return start
        if code[at] == ")" and not depth:
            return at + 1
    return start


def _end_of_configuration(code: str, start: int) -> re.Match[str] | None:
    """The `>>>` that closes a configuration, or None."""
    depth = 0
    for at in range(start, len(code)):
        character = code[at]
        if character in _OPENING:
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif depth == 0 and (close := _CLOSE.match(code, at)):
            return close
        if depth < 0 or (depth == 0 and character == ";"):
            return None
    return None


def _start_of_callee(code: str, end: int) -> int | None:
    """Where the expression begins that ends before `end`: names with their qualifiers, template arguments, indices."""
    start: int | None = None
    at = _skip_space(code, end)
    while (begin := _start_of_part(code, at)) is not None:
        start, at = begin, _skip_space(code, begin)
        if not code[begin].isidentifier():
            continue  # brackets: what they belong to stands before them
        sign = next((sign for sign in _QUALIFIERS if code.endswith(sign, 0, at)), None)
        if sign is None:
            return start
        at = _skip_space(code, at - len(sign))
        if sign == "::" and _start_of_part(code, at) is None:
            return at if at == 0 else code.index("::", at)
    return start


def _start_of_part(code: str, end: int) -> int | None:
    """Where the name or the bracketed group begins that ends at `end`; None for a keyword and anything else."""
    if end and code[end - 1] in ")]>":
        return _opening_of(code, end - 1) if code[end - 2 : end] != "->" else None
    begin = end
    while begin and (code[begin - 1].isalnum() or code[begin - 1] == "_"):
        begin -= 1
    name = code[begin:end]
    return begin if name.isidentifier() and name not in _KEYWORDS else None


def _opening_of(code: str, closing: int) -> int | None:
    """Where the bracket opens that closes there; angle brackets are matched among themselves outside other brackets."""
    stack = [_CLOSING[code[closing]]]
    for at in range(closing - 1, -1, -1):
        character = code[at]
        if character == stack[-1]:
            stack.pop()
            if not stack:
                return at
        elif character in ")]}" or (character == ">" and stack[-1] == "<" and code[at - 1] != "-"):
            stack.append(_CLOSING[character])
        elif character in ";{" or (character in "([" and stack[-1] != "<"):
            return None
    return None


def _skip_space(code: str, end: int) -> int:
    while end > 0 and code[end - 1].isspace():
        end -= 1
    return end
