"""What is claimed of the word functions: one file a room."""

from words.theorems import child, headroom, parent, shared, switch, throttle, units

ROOMS = (units, headroom, parent, child, throttle, switch, shared)
