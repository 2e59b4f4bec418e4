#include "model/cohort.hpp"

#include "base/addressed_engine.hpp"

namespace tachy::model {

namespace {

constexpr std::uint32_t kTriesPerTrait = 16;

struct Trait {
  float value, normal;  // normal: the independent standard normal behind it, for traits that follow this one
};

// A normal cut off at its bounds by drawing again; the last try is clamped. `given` is what earlier traits
// say about its standard normal, `own` the weight of the fresh one: 0 and 1 when it follows none.
Trait sample(const Marginal& m, float given, float own, AddressedEngine engine) {
  Trait trait{m.mean, 0.0f};
  for (std::uint32_t attempt = 0; attempt + 1 < kTriesPerTrait; attempt += 2) {
    const std::uint32_t radius = engine(), angle = engine();
    trait.normal = normal_pair<float>(radius, angle).first;
    trait.value = m.mean + m.sd * (given + own * trait.normal);
    if (trait.value >= m.low && trait.value <= m.high) return trait;
  }
  trait.value = min(max(trait.value, m.low), m.high);
  return trait;
}

// Geometric number of further failures with the given mean.
std::uint32_t further_failures(float mean, AddressedEngine engine) {
  if (mean <= 0.0f) return 0;
  const double u = engine() * 0x1p-32;                // 0 <= u < 1
  const float per_failure = log(1.0f + 1.0f / mean);  // P(at least k) = e^(-k per_failure)
  return truncate(min(-log(static_cast<float>(u) + 1e-9f) / per_failure, 20.0f));
}

// The random words of one candidate of one patient number.
struct Candidate {
  const PhiloxKeys& keys;
  std::uint32_t patient, replicate, number;

  AddressedEngine engine(Purpose purpose) const {
    return AddressedEngine(keys, purpose, patient, replicate, number * kTriesPerTrait);
  }
  bool yes(Purpose purpose, float p) const {
    return p > 0.0f && static_cast<float>(engine(purpose)()) <= p * 0x1p32f;
  }
};

Person draw_person(const Cohort& c, const Candidate& candidate) {
  Person person{};
  const TraitFactor& f = c.factor;
  const Trait age = sample(c.age_years, 0.0f, 1.0f, candidate.engine(Purpose::age));
  person.age_years = age.value;
  person.female = candidate.yes(Purpose::sex, c.p_female);
  const Marginal& weights = person.female ? c.weight_kg_women : c.weight_kg_men;
  const Trait weight =
      sample(weights, f.weight_from_age * age.normal, f.weight_own, candidate.engine(Purpose::weight));
  person.weight_kg = weight.value;
  const float baseline_given = f.baseline_from_age * age.normal + f.baseline_from_weight * weight.normal;
  const auto baseline_engine = candidate.engine(Purpose::baseline_score);
  person.baseline_hamd17 = sample(c.baseline_hamd17, baseline_given, f.baseline_own, baseline_engine).value;
  person.failed_treatments =
      2 + further_failures(c.failed_treatments_mean_beyond_two, candidate.engine(Purpose::failed_treatments));
  person.own_substance_history = candidate.yes(Purpose::own_substance_history, c.p_own_substance_history);
  person.family_substance_history =
      candidate.yes(Purpose::family_substance_history, c.p_family_substance_history);
  person.psychiatric_comorbidity =
      candidate.yes(Purpose::psychiatric_comorbidity, c.p_psychiatric_comorbidity);
  return person;
}

bool eligible(const Person& p, const Eligibility& e, const Candidate& candidate) {
  const float p_found =
      p.own_substance_history ? e.history_test_sensitivity : 1.0f - e.history_test_specificity;
  return p.baseline_hamd17 >= e.min_baseline_hamd17 && p.age_years >= e.min_age_years &&
         p.age_years <= e.max_age_years && p.failed_treatments >= e.min_failed_treatments &&
         !(e.exclude_own_substance_history && candidate.yes(Purpose::history_screening, p_found));
}

}  // namespace

Person sample_person(const Cohort& c, const Eligibility& eligibility, const PhiloxKeys& keys,
                     std::uint32_t patient, std::uint32_t replicate) {
  const bool imported = !c.imported.empty();
  const std::uint32_t candidates = imported ? 1 : kCandidates;
  Person person{};
  for (std::uint32_t number = 0; number < candidates; ++number) {
    const Candidate candidate{keys, patient, replicate, number};
    person = imported ? c.imported[patient % c.imported.size()] : draw_person(c, candidate);
    person.candidates_screened = number + 1;
    person.enrolled = eligible(person, eligibility, candidate);
    if (person.enrolled) return person;
  }
  return person;
}

}  // namespace tachy::model
