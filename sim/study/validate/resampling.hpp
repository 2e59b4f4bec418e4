// Means over studies, and how far they would move with other studies: a bootstrap that draws studies anew.
#pragma once

#include <optional>
#include <vector>

namespace tachy::study {

struct StudyValue {
  double weight = 1.0, value = 0.0;
};
struct StudyMean {
  double value = 0.0, low = 0.0, high = 0.0;  // 90 % interval; NaN with less than two studies
};

// The weighted mean; nothing without a study of weight. Every call draws the same 2,000 times.
std::optional<StudyMean> mean_over_studies(std::vector<StudyValue> studies);

}  // namespace tachy::study
