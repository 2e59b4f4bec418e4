#include "bench/comparison.hpp"

#include <algorithm>

#include "bench/floor.hpp"
#include "bench/plain_first_version.hpp"
#include "bench/words_drawn.hpp"
#include "engine/run.hpp"

namespace tachy::bench {

namespace {

constexpr std::uint32_t kArmsCompared = 4;

regimen::Experiment with_patients(regimen::Experiment experiment, std::uint32_t patients) {
  experiment.patients = std::max(patients, 1u);
  return experiment;
}

Work each_arm_by_itself(const regimen::Experiment& experiment) {
  std::vector<regimen::Experiment> single;
  for (std::uint32_t arm = 0; arm < experiment.plan.arms; ++arm)
    single.push_back(with_arms(experiment, arm, 1));
  return {"one arm at a time", arm_days(experiment), [single] {
            std::uint64_t checksum = 0;
            for (const auto& e : single) checksum ^= engine::run(e, {.threads = 1}).checksum();
            return checksum;
          }};
}

double words_of_arms_apart(const regimen::Experiment& experiment) {
  double words = 0.0;
  for (std::uint32_t arm = 0; arm < experiment.plan.arms; ++arm)
    words += words_per_patient(with_arms(experiment, arm, 1));
  return words * experiment.patients;
}

Work random_numbers(std::string name, double units, double words, std::uint64_t seed, bool deviates) {
  const Floor& floor = floor_of(engine::instruction_sets().front());
  const auto generate = deviates ? floor.generate_deviates : floor.generate;
  return {std::move(name), units,
          [=] { return std::uint64_t{generate(seed, static_cast<std::uint64_t>(words))}; }};
}

Work plain_first_version(const regimen::Experiment& experiment) {
  return {"plain first version", arm_days(experiment), [experiment] {
            const PlainOutcome outcome = run_plainly(experiment);
            return static_cast<std::uint64_t>(outcome.front().front().sum);
          }};
}

}  // namespace

bool Comparison::same_checksums() const {
  return two_threads.checksum == instruction_sets.front().checksum &&
         std::all_of(instruction_sets.begin(), instruction_sets.end(),
                     [&](const Measured& m) { return m.checksum == instruction_sets.front().checksum; });
}

double arm_days(const regimen::Experiment& e) {
  return static_cast<double>(e.patients) * e.plan.arms * e.horizon_days;
}

regimen::Experiment with_arms(regimen::Experiment e, std::uint32_t first, std::uint32_t count) {
  std::copy(e.plan.arm + first, e.plan.arm + first + count, e.plan.arm);
  e.plan.arms = count;
  e.reference_arm = 0;
  return e;
}

Work full_model(std::string name, const regimen::Experiment& experiment, int threads,
                std::string_view instruction_set) {
  return {
      std::move(name), arm_days(experiment), [=] {
        return engine::run(experiment, {.threads = threads, .instruction_set = instruction_set}).checksum();
      }};
}

Comparison compare(const regimen::Experiment& all, int rounds) {
  const regimen::Experiment some = with_arms(all, 0, std::min(all.plan.arms, kArmsCompared));
  const double words = words_of_arms_apart(some);
  Comparison c{};
  c.words_per_arm_day = words / arm_days(some);
  c.no_plain = beyond_plain(all);

  std::vector<Work> works;
  for (const std::string_view set : engine::instruction_sets())
    works.push_back(full_model(std::string(set), all, 1, set));
  const std::size_t sets = works.size();
  works.push_back(full_model("two threads", all, 2));
  works.push_back(full_model("arms together", some, 1));
  works.push_back(each_arm_by_itself(some));
  works.push_back(random_numbers("generator alone", arm_days(some), words, all.seed, false));
  works.push_back(random_numbers("generator and deviates", arm_days(some), words, all.seed, true));
  if (c.no_plain.empty()) works.push_back(plain_first_version(with_patients(all, all.patients / 10)));

  std::vector<Measured> measured = take_turns(works, rounds);
  c.instruction_sets.assign(measured.begin(), measured.begin() + static_cast<std::ptrdiff_t>(sets));
  c.two_threads = measured[sets];
  c.arms_together = measured[sets + 1];
  c.arms_apart = measured[sets + 2];
  c.generator = measured[sets + 3];
  c.deviates = measured[sets + 4];
  if (c.no_plain.empty()) c.plain = measured[sets + 5];
  return c;
}

}  // namespace tachy::bench
