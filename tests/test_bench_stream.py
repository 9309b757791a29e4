"""The measure of a long archive: it keeps what it made, and says how much memory that took."""

from benchmarks import stream


def test_a_small_archive_is_made_kept_and_measured():
    found = stream.measure(1)
    assert found["pages"] == 17
    assert found["refused"] == 0
    assert found["packed_megabytes"] < 1
    assert 20 < found["peak_megabytes"] < 400


def test_memory_does_not_grow_with_the_archive():
    small, large = stream.measure(1), stream.measure(30)
    assert large["pages"] > 25 * small["pages"]
    assert large["peak_megabytes"] < small["peak_megabytes"] + 15
