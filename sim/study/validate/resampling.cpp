#include "study/validate/resampling.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <random>

namespace tachy::study {

namespace {

constexpr std::uint32_t kSeed = 1979;
constexpr std::size_t kResamples = 2000;

double weighted_mean(const std::vector<StudyValue>& studies) {
  double sum = 0.0, weight = 0.0;
  for (const StudyValue& study : studies) {
    sum += study.weight * study.value;
    weight += study.weight;
  }
  return sum / weight;
}

}  // namespace

std::optional<StudyMean> mean_over_studies(std::vector<StudyValue> studies) {
  constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  std::erase_if(studies, [](const StudyValue& study) { return study.weight <= 0.0; });
  if (studies.empty()) return std::nullopt;
  if (studies.size() == 1) return StudyMean{studies[0].value, kUnknown, kUnknown};
  std::mt19937 words(kSeed);  // its words are fixed by the language standard, its distributions are not
  std::vector<double> means;
  std::vector<StudyValue> resampled(studies.size());
  while (means.size() < kResamples) {
    for (StudyValue& study : resampled) study = studies[std::uint64_t{words()} * studies.size() >> 32];
    means.push_back(weighted_mean(resampled));
  }
  std::sort(means.begin(), means.end());
  return StudyMean{weighted_mean(studies), means[kResamples / 20], means[kResamples - 1 - kResamples / 20]};
}

}  // namespace tachy::study
