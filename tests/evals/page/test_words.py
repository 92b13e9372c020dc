from __future__ import annotations

from evals.page.words import count, duration, percent, seconds, signed, size


def test_numbers_read_as_people_write_them() -> None:
    assert (percent(0.649), percent(None)) == ("65%", "-")
    assert [signed(v) for v in (0.25, -0.25, 0.0, None)] == ["+0.250", "−0.250", "0.000", "-"]
    assert [seconds(v) for v in (0.034, 1.83, None)] == ["34 ms", "1.8 s", "-"]
    assert [duration(v) for v in (1.5, 383, 7500)] == ["1.5 s", "6 min 23 s", "2 h 5 min"]
    assert [size(v) for v in (4_200, 3_233_414)] == ["4 kB", "3.2 MB"]
    assert [count(n, "bin") for n in (1, 1200)] == ["1 bin", "1,200 bins"]
