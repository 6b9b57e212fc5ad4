"""The rewriting of `kernel<<<...>>>` in text: what is replaced, and what is left alone."""

from __future__ import annotations

import pytest

from transkernel.run.cuda_host_text import rewrite_launches


def launcher(callee: str, configuration: str) -> str:
    call = f"[&](auto... cuda_host_arguments) {{ {callee}(cuda_host_arguments...); }}"
    pick = f"::cuda_host::pick({callee}, cuda_host_how)"
    which = f"[&](auto cuda_host_how) -> decltype({pick}) {{ return {pick}; }}"
    return f"::cuda_host::launcher(CUDA_HOST_TEXT({callee}), CUDA_HOST_SOURCE, {call}, {which}, {configuration})"


@pytest.mark.parametrize(
    ("text", "before", "callee", "configuration", "after"),
    [
        ("  k<<<1, 2>>>(x);", "  ", "k", "1, 2", "(x);"),
        ("ns::k<T, (N >> 1)> <<<dim3(a, b), f(1)>>> (x);", "", "ns::k<T, (N >> 1)>", "dim3(a, b), f(1)", " (x);"),
        ("Foo<T>::k<A<B>><<<g, b, s, st>>>(z);", "", "Foo<T>::k<A<B>>", "g, b, s, st", "(z);"),
        ("x; ::ns::k<<<1, 1>>>();", "x; ", "::ns::k", "1, 1", "();"),
        ("return kernels[i]<<<1, 1>>>();", "return ", "kernels[i]", "1, 1", "();"),
        ("this->k<<<1, 1>>>(2);", "", "this->k", "1, 1", "(2);"),
        ("if (a < b) k<<<n >> 3, 256>>>(d);", "if (a < b) ", "k", "n >> 3, 256", "(d);"),
        ("(*pointer)<<<(n + 255) / 256, 256>>>(d);", "", "(*pointer)", "(n + 255) / 256, 256", "(d);"),
        ("#define GO(k) k<<<1, 2>>>(x)\n", "#define GO(k) ", "k", "1, 2", "(x)\n"),
        ("/* <<< */ k<<<1,\n  2>>>(\n  x);", "/* <<< */ ", "k", "1,\n  2", "(\n  x);"),
        ("char c = '\"'; k<<<1, 2>>>();", "char c = '\"'; ", "k", "1, 2", "();"),
        ("k << < g, b >> > (x);", "", "k", " g, b ", " (x);"),
        ("k<<<1, 2>>>(x, NULL, f(NULL)); y = NULL;", "", "k", "1, 2", "(x, nullptr, f(nullptr)); y = NULL;"),
        ("f(1'000'000); k<<<1, 2>>>();", "f(1'000'000); ", "k", "1, 2", "();"),
    ],
)
def test_a_launch_becomes_a_call(text: str, before: str, callee: str, configuration: str, after: str) -> None:
    assert rewrite_launches(text) == before + launcher(callee, configuration) + after
    assert rewrite_launches(text).count("\n") == text.count("\n")


def test_two_launches_in_one_line() -> None:
    expected = f"if (a) {launcher('k', '1, 2')}(1); else {launcher('k', '3, 4')}(2);"
    assert rewrite_launches("if (a) k<<<1, 2>>>(1); else k<<<3, 4>>>(2);") == expected


@pytest.mark.parametrize(
    "text",
    [
        "no launch at all",
        "// k<<<1, 2>>>(x)\n",
        "/* k<<<1, 2>>>(x) */",
        'print("k<<<1, 2>>>(x)");',
        'auto s = R"(k<<<1, 2>>>(x))";',
        "<<<<<<< ours\nint a;\n=======\nint b;\n>>>>>>> theirs\n",
        "k<<<1, 2;",
        "x = a << (b < c); A<B<C<D> > > y;",
    ],
)
def test_what_is_no_launch_stays(text: str) -> None:
    assert rewrite_launches(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cudaLaunchKernel((void*)k<T, 2>, g, b, a);", "cudaLaunchKernel(k<T, 2>, g, b, a);"),
        ("cudaLaunchCooperativeKernel( (const void *)k, g);", "cudaLaunchCooperativeKernel( k, g);"),
        ("cudaLaunchKernel(reinterpret_cast<void *>(&k), g);", "cudaLaunchKernel((&k), g);"),
        ("cudaLaunchKernel(pointer, g);", "cudaLaunchKernel(pointer, g);"),
    ],
)
def test_a_launch_by_address_keeps_the_type_of_its_kernel(text: str, expected: str) -> None:
    assert rewrite_launches(text) == expected
