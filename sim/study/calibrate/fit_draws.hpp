// The random words of a calibration, and draws from its priors.
#pragma once

#include <algorithm>
#include <cstdint>

#include <Eigen/Core>

#include "base/random.hpp"

namespace tachy::study {

struct FitAddress {
  std::uint32_t particle = 0, replicate = 0, day = 0;
};

inline Eigen::VectorXd standard_normals(const PhiloxKeys& keys, Purpose purpose, const FitAddress& at,
                                        Eigen::Index count) {
  Eigen::VectorXd normals(count);
  for (Eigen::Index i = 0; i < count; i += 4) {
    const auto d = random_words<float>(keys, purpose, at.particle, at.replicate, at.day,
                                       static_cast<std::uint32_t>(i / 4));
    const auto one = normal_pair<float>(d.words[0], d.words[1]);
    const auto two = normal_pair<float>(d.words[2], d.words[3]);
    const float four[] = {one.first, one.second, two.first, two.second};
    for (Eigen::Index k = i; k < std::min(i + 4, count); ++k) normals(k) = static_cast<double>(four[k - i]);
  }
  return normals;
}

// In (0, 1).
inline double uniform_at(const PhiloxKeys& keys, Purpose purpose, const FitAddress& at) {
  const auto word = random_words<float>(keys, purpose, at.particle, at.replicate, at.day, 0u).word(purpose);
  return (static_cast<double>(word) + 0.5) / 4294967296.0;
}

// A draw from the prior; a value that the prior does not allow is drawn again with the next try.
template <class Priors>
Eigen::VectorXd from_prior(const PhiloxKeys& keys, std::uint32_t particle, const Priors& priors) {
  const auto count = static_cast<Eigen::Index>(priors.size());
  Eigen::VectorXd place(count);
  Eigen::Array<bool, Eigen::Dynamic, 1> found = Eigen::Array<bool, Eigen::Dynamic, 1>::Constant(count, false);
  for (std::uint32_t attempt = 0; !found.all(); ++attempt) {
    const Eigen::VectorXd normals =
        standard_normals(keys, Purpose::prior_value, {particle, attempt, 0}, count);
    for (Eigen::Index i = 0; i < count; ++i) {
      const auto& prior = priors[static_cast<std::size_t>(i)];
      const double wanted = prior.mean + prior.sd * normals(i);
      if (found(i) || !prior.allows(wanted)) continue;
      place(i) = wanted;
      found(i) = true;
    }
  }
  return place;
}

}  // namespace tachy::study
