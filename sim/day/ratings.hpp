// The rating sheet of a trial: every patient's observed score on given days, before any session of the day.
// Asking for it changes nothing else.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace tachy::day {

inline constexpr float kNotRated = -1.0f;  // never enrolled, dead, or dropped out

struct RatingSheet {
  std::vector<std::uint32_t> days;  // rising, within the horizon
  std::uint32_t patients = 0;
  std::vector<float> hamd17;  // observed, points: [arm][place in days][patient]

  RatingSheet() = default;
  RatingSheet(std::vector<std::uint32_t> rating_days, std::uint32_t arms, std::uint32_t patient_count)
      : days(std::move(rating_days)),
        patients(patient_count),
        hamd17(std::size_t{arms} * days.size() * patient_count, kNotRated) {}

  // One rating of every patient.
  const float* of(std::uint32_t arm, std::size_t place) const {
    return hamd17.data() + (arm * days.size() + place) * patients;
  }
};

// The sheet as the kernel sees it.
struct RatingColumns {
  const std::uint32_t* days = nullptr;
  std::uint32_t count = 0;
  std::uint32_t patients = 0;
  float* hamd17 = nullptr;
};

}  // namespace tachy::day
