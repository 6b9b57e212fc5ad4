"""Which kernel of a port a case means."""

from __future__ import annotations

import pytest

from transkernel.harness.kernel_names import is_asked_for, match


@pytest.mark.parametrize(
    ("wanted", "known", "found"),
    [
        (["f"], ["f", "g"], {"f": "f"}),
        (["f<int,4>"], ["f<int, 4>", "f<int, 8>"], {"f<int,4>": "f<int, 4>"}),
        (["f<int>"], ["f<int, 4>", "f<float, 4>"], {"f<int>": "f<int, 4>"}),
        (["f"], ["f<int>"], {"f": "f<int>"}),
        (["f<>"], ["f<int>"], {"f<>": "f<int>"}),
        (["f<int>"], ["f<int, 4>", "f<int, 8>"], {}),
        (["f<int>"], ["f<integer>", "f<intx>"], {}),
        (["f<uint8_t>"], ["f<unsigned char>"], {"f<uint8_t>": "f<unsigned char>"}),
        (
            ["f<int>", "f<uint8_t>"],
            ["f<int>", "f<unsigned char>"],
            {"f<int>": "f<int>", "f<uint8_t>": "f<unsigned char>"},
        ),
        (
            ["f<unsigned long long, 2>", "f<long long, 2>"],
            ["f<unsigned long, 2>", "f<long, 2>", "f<double, 2>"],
            {"f<unsigned long long, 2>": "f<unsigned long, 2>", "f<long long, 2>": "f<long, 2>"},
        ),
        (["f<__half, 4>"], ["f<half, 4>", "f<half, 8>"], {"f<__half, 4>": "f<half, 4>"}),
        (["f<a>", "f<b>"], ["f<x>", "f<y>"], {}),
        (["f<a>"], ["f<x>", "f<y>"], {}),
        (["f<a>"], ["g<x>"], {}),
        (["f"], ["g"], {}),
    ],
)
def test_a_name_is_matched_only_where_it_can_be_told(
    wanted: list[str], known: list[str], found: dict[str, str]
) -> None:
    assert match(wanted, known) == found


def test_a_template_is_asked_for_by_its_name_or_an_instance() -> None:
    assert is_asked_for("f<int, 4>", ["g", "f"])
    assert is_asked_for("f<int, 4>", ["f<int,4>"])
    assert not is_asked_for("f<int, 4>", ["f<int>", "ff"])
