"""What the options of a compiler mean for a translation: a table of nvcc's, with those of the compilers beside it.

    read_options(["-Iinclude", "-DN=4", "-arch=sm_90", "a.cu"]) -> Flags

Source: NVIDIA, CUDA Compiler Driver NVCC, section 4.2, "NVCC Command Options"; GCC and Clang share `-D`, `-U`, `-I`,
`-isystem`, `-iquote`, `-include` and `-x`. What is in no table is dropped by itself: it says how to make machine code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from transkernel.records import record


class Meaning(StrEnum):
    DEFINE = "define"
    UNDEFINE = "undefine"
    INCLUDE_DIR = "include_dir"
    PRE_INCLUDE = "pre_include"  # a header before the first line: no translation reads it
    LANGUAGE = "language"
    DROPPED = "dropped"  # with its value


# Options that have a value, which stands behind `=`, in the next word, or, with the last table, right behind it.
MEANINGS: dict[str, Meaning] = {
    "-D": Meaning.DEFINE,
    "--define-macro": Meaning.DEFINE,
    "-U": Meaning.UNDEFINE,
    "--undefine-macro": Meaning.UNDEFINE,
    "-I": Meaning.INCLUDE_DIR,
    "--include-path": Meaning.INCLUDE_DIR,
    "-isystem": Meaning.INCLUDE_DIR,
    "--system-include": Meaning.INCLUDE_DIR,
    "-iquote": Meaning.INCLUDE_DIR,
    "-idirafter": Meaning.INCLUDE_DIR,
    "-include": Meaning.PRE_INCLUDE,
    "--pre-include": Meaning.PRE_INCLUDE,
    "-x": Meaning.LANGUAGE,
    "--x": Meaning.LANGUAGE,
    **dict.fromkeys(
        """-o --output-file -odir --output-directory -MF --dependency-output -MT --dependency-target-name -MQ
        -ccbin --compiler-bindir -arch --gpu-architecture -code --gpu-code -gencode --generate-code
        -Xcompiler --compiler-options -Xptxas --ptxas-options -Xlinker --linker-options -Xarchive --archive-options
        -Xfatbin --fatbin-options -Xnvlink --nvlink-options -Xcudafe --cudafe-options -Xclang -Xpreprocessor
        -std --std -maxrregcount --maxrregcount -t --threads -split-compile --split-compile -L --library-path
        -l --library -cudart --cudart -cudadevrt --cudadevrt -ldir --libdevice-directory -m --machine -O --optimize
        -rdc --relocatable-device-code -dlto -ftz --ftz -prec-div --prec-div -prec-sqrt --prec-sqrt -fmad --fmad
        -default-stream --default-stream -diag-suppress --diag-suppress -diag-error --diag-error
        -diag-warn --diag-warn -Werror --Werror -target --target -isysroot -allow-unsupported-compiler
        --cuda-path --cuda-gpu-arch --offload-arch -keep-dir --keep-dir --sysroot -idc -arch-list""".split(),
        Meaning.DROPPED,
    ),
}

# Of those above, the ones whose value is never the next word: `-O 3` is no option of anybody's.
_VALUE_ATTACHED = frozenset(
    """-O --optimize -m -dlto -rdc -ftz --ftz -prec-div --prec-div -prec-sqrt --prec-sqrt -fmad --fmad
    -allow-unsupported-compiler -arch-list --relocatable-device-code -Werror --cuda-path --cuda-gpu-arch --offload-arch
    --sysroot""".split()
)

_ATTACHABLE = ("-isystem", "-iquote", "-idirafter", "-D", "-U", "-I", "-x")


@record
class Flags:
    """defines: those that hold at the end, in order. include_dirs: as written, in order. pre_includes: headers that the
    compiler would read before the file. language: of `-x`, or empty. dropped: options without a meaning for us."""

    defines: tuple[tuple[str, str], ...] = ()
    include_dirs: tuple[str, ...] = ()
    pre_includes: tuple[str, ...] = ()
    language: str = ""
    dropped: tuple[str, ...] = ()

    @property
    def is_cuda(self) -> bool:
        """Whether the file is CUDA whatever its name."""
        return self.language in ("cu", "cuda", "cuda-cpp-output")


def read_options(words: Sequence[str]) -> Flags:
    """What the words behind the compiler's name mean. Raises nothing: what is not known is dropped."""
    defines: dict[str, str] = {}
    found: dict[Meaning, list[str]] = {meaning: [] for meaning in Meaning}
    for option, value in _options(words):
        meaning = MEANINGS.get(option, Meaning.DROPPED)
        if meaning is Meaning.DEFINE:
            name, equals, text = value.partition("=")
            defines.pop(name, None)
            defines[name] = text if equals else "1"
        elif meaning is Meaning.UNDEFINE:
            defines.pop(value, None)
        elif meaning is Meaning.DROPPED:
            found[meaning].append(option)
        else:
            found[meaning] += [value] if option == "-include" else value.split(",")
    languages = found[Meaning.LANGUAGE]
    return Flags(
        tuple((name, text) for name, text in defines.items() if _is_macro(name)),
        tuple(dict.fromkeys(each for each in found[Meaning.INCLUDE_DIR] if each)),
        tuple(found[Meaning.PRE_INCLUDE]),
        languages[-1] if languages else "",
        tuple(dict.fromkeys(found[Meaning.DROPPED])),
    )


def _options(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each option with its value; words that are no option (the sources) are passed over."""
    rest = iter(words)
    for word in rest:
        if not word.startswith("-") or word == "-":
            continue
        name, equals, value = word.partition("=")
        if word in MEANINGS and word not in _VALUE_ATTACHED:
            yield word, next(rest, "")
        elif equals and name in MEANINGS:
            yield name, value
        else:
            attached = next((each for each in _ATTACHABLE if word.startswith(each) and word != each), None)
            yield (attached, word[len(attached) :]) if attached is not None else (name, value)


def _is_macro(name: str) -> bool:
    """`F(x)=x` is a function-like macro, which `-D` may define and a translation's options cannot."""
    return name.isidentifier()
