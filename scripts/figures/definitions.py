"""Cut-offs that figures draw; those of sim/model/definitions.hpp, which a test compares."""

REMISSION_HAMD17 = 7  # points or less
RESPONSE_SHARE_OF_BASELINE = 0.5  # or less
