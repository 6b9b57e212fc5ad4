"""On-chip placement: which tile lies in which memory of an NPU, and what moves it there."""
