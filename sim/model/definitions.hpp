// What the words of the results mean: cut-offs by which patients are counted, or by which the model decides.
//
// They are definitions, not parameters: a scenario cannot set them, and changing one changes what is counted.
// The score of relapse is a parameter (`relapse_hamd17`), since trials define relapse in many ways.
#pragma once

#include <cstdint>

namespace tachy::model {

// HAM-D17, points: the top of the scale.
inline constexpr float kMaxHamd17 = 52.0f;

// Remission: HAM-D17 of so many points or less. Frank 1991, Arch Gen Psychiatry 48:851 (consensus; recalled).
inline constexpr float kRemissionHamd17 = 7.0f;

// Response: at most this share of the score at enrolment, or remission. The same consensus; recalled.
inline constexpr float kResponseShareOfBaseline = 0.5f;

// No response, which makes leaving treatment likelier: observed improvement below this share of the score at
// enrolment. The usual bound of "minimal improvement" in trials; assumed to be what patients feel.
inline constexpr float kNoResponseImprovement = 0.25f;

// Withdrawal lasts at least so long, days. Assumed; the longest is a parameter (`withdrawal_days_max`).
inline constexpr float kWithdrawalDaysMin = 3.0f;

}  // namespace tachy::model
