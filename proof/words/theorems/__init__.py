"""What is claimed of the word functions: one file a room."""

from words.theorems import (
    child,
    headroom,
    pace,
    parent,
    passes,
    plain,
    shared,
    switch,
    throttle,
    units,
)  # fmt: skip

ROOMS = (units, headroom, parent, child, plain, throttle, pace, switch, passes, shared)
