#include "model/cohort.hpp"

#include "base/addressed_engine.hpp"

#include <boost/random/bernoulli_distribution.hpp>
#include <boost/random/uniform_01.hpp>

namespace tachy::model {

namespace {

constexpr std::uint32_t kTriesPerTrait = 16;

// A normal cut off at its bounds by drawing again; the last try is clamped.
float sample(const Marginal& m, AddressedEngine engine) {
  float x = m.mean;
  for (std::uint32_t attempt = 0; attempt + 1 < kTriesPerTrait; attempt += 2) {
    const std::uint32_t radius = engine(), angle = engine();
    x = m.mean + m.sd * normal_pair<float>(radius, angle).first;
    if (x >= m.low && x <= m.high) return x;
  }
  return min(max(x, m.low), m.high);
}

// Geometric number of further failures with the given mean.
std::uint32_t further_failures(float mean, AddressedEngine engine) {
  if (mean <= 0.0f) return 0;
  const double u = boost::random::uniform_01<double>()(engine);
  const float per_failure = log(1.0f + 1.0f / mean);  // P(at least k) = e^(-k per_failure)
  return truncate(min(-log(static_cast<float>(u) + 1e-9f) / per_failure, 20.0f));
}

bool eligible(const Person& p, const Eligibility& e) {
  return p.baseline_hamd17 >= e.min_baseline_hamd17 && p.age_years >= e.min_age_years &&
         p.age_years <= e.max_age_years && p.failed_treatments >= e.min_failed_treatments &&
         !(e.exclude_own_substance_history && p.own_substance_history);
}

}  // namespace

Person sample_person(const Cohort& c, const Eligibility& eligibility, const PhiloxKeys& keys,
                     std::uint32_t patient, std::uint32_t replicate) {
  Person person{};
  for (std::uint32_t candidate = 0; candidate < kCandidates; ++candidate) {
    const auto engine = [&](Purpose purpose) {
      return AddressedEngine(keys, purpose, patient, replicate, candidate * kTriesPerTrait);
    };
    const auto yes = [&](Purpose purpose, float p) {
      auto source = engine(purpose);
      return boost::random::bernoulli_distribution<float>(p)(source);
    };
    person.age_years = sample(c.age_years, engine(Purpose::age));
    person.female = yes(Purpose::sex, c.p_female);
    person.weight_kg = sample(person.female ? c.weight_kg_women : c.weight_kg_men, engine(Purpose::weight));
    person.baseline_hamd17 = sample(c.baseline_hamd17, engine(Purpose::baseline_score));
    person.failed_treatments =
        2 + further_failures(c.failed_treatments_mean_beyond_two, engine(Purpose::failed_treatments));
    person.own_substance_history = yes(Purpose::own_substance_history, c.p_own_substance_history);
    person.family_substance_history = yes(Purpose::family_substance_history, c.p_family_substance_history);
    person.psychiatric_comorbidity = yes(Purpose::psychiatric_comorbidity, c.p_psychiatric_comorbidity);
    person.candidates_screened = candidate + 1;
    person.enrolled = eligible(person, eligibility);
    if (person.enrolled) return person;
  }
  return person;
}

}  // namespace tachy::model
