"""What is claimed of the word functions: one file a room."""

from words.theorems import (
    child,
    claims,
    headroom,
    pace,
    parent,
    passes,
    plain,
    row,
    shared,
    switch,
    throttle,
    units,
)  # fmt: skip

ROOMS = (units, headroom, parent, child, plain, claims, row, throttle, pace, switch, passes, shared)
