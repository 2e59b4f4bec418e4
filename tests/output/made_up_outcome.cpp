#include "made_up_outcome.hpp"

#include <unistd.h>

#include <fstream>
#include <iterator>

#include "day/flow.hpp"
#include "model/parameter_table.hpp"

namespace tachy::output {

namespace {

using engine::Tallies;
using model::SlowHarm;
using model::Total;
using model::Weekly;

// A tenth of the patients in remission, two tenths in response, the rest symptomatic; one dies each week.
void fill_week(Tallies& t, std::uint32_t arm, std::uint32_t week) {
  const std::int64_t n = t.enrolled, dead = std::min<std::int64_t>(week, n), alive = n - dead;
  const std::int64_t remission = std::min(alive, n / 10 * (1 + arm)),
                     response = std::min(alive - remission, n / 5);
  t.at(arm, week, Weekly::alive) = alive;
  t.at(arm, week, Weekly::hamd17_sum) = alive * 16 * 64;  // half at 12 points, half at 20
  t.at(arm, week, Weekly::hamd17_sum_squares) = alive * (16 * 16 + 4 * 4) * 64 * 64;
  t.at(arm, week, Weekly::remission_treated) = remission;
  t.at(arm, week, Weekly::response_treated) = response;
  t.at(arm, week, Weekly::symptomatic_untreated) = alive - remission - response;
  t.at(arm, week, Weekly::craving_sum) = alive * 512;
  t.at(arm, week, Weekly::sessions) = n * arm;
  t.at(arm, week, model::week_squares_of(0)) = n * arm * arm;
  t.at(arm, week, weekly_of(SlowHarm::other_death)) = week > 0 && week <= n ? 1 : 0;
}

// Arm k gives everyone 5 k weeks in remission, and k more patients a use disorder than the reference.
void fill_totals(Tallies& t, std::uint32_t arm) {
  const std::int64_t n = t.enrolled, days = 35 * arm, cases = std::min<std::int64_t>(n, 2 + arm);
  t.at(arm, Total::remission_weeks) = {.sum = n * days,
                                       .sum_squares = n * days * days,
                                       .difference_sum = n * days,
                                       .difference_sum_squares = n * days * days,
                                       .higher = arm > 0 ? n : 0,
                                       .up = arm > 0 ? n : 0,
                                       .up_sum = n * days,
                                       .up_sum_squares = n * days * days};
  t.at(arm, Total::hamd17_mean) = {.sum = n * 16 * 64, .sum_squares = n * 16 * 16 * 64 * 64};
  t.at(arm, total_of_lasting(SlowHarm::use_disorder)) = {.sum = cases,
                                                         .sum_squares = cases,
                                                         .difference_sum = arm,
                                                         .difference_sum_squares = arm,
                                                         .higher = arm,
                                                         .up = arm,
                                                         .up_sum = arm,
                                                         .up_sum_squares = arm};
}

// A seventh of the patients is reviewed each day.
Tallies made_up_days(std::uint32_t arms, std::uint32_t weeks, std::int64_t patients) {
  Tallies days(arms, 7 * weeks);
  days.enrolled = patients / 7;
  for (std::uint32_t arm = 0; arm < arms; ++arm)
    for (std::uint32_t day = 0; day < days.periods; ++day) fill_week(days, arm, day);
  return days;
}

// A tenth drop out, the others stay.
void fill_flow(Tallies& t, std::uint32_t arm) {
  std::int64_t* steps = t.flow_of(arm);
  const auto leaving = [&](day::Leaving how) -> std::int64_t& {
    return steps[day::kFirstLeaving + static_cast<std::uint32_t>(how)];
  };
  steps[0] = steps[day::kFirstAdmitted] = t.enrolled;
  leaving(day::Leaving::dropped_out) = t.enrolled / 10;
  leaving(day::Leaving::in_treatment) = t.enrolled - t.enrolled / 10;
}

OutcomeArm made_up_arm(std::uint32_t arm, std::uint32_t days) {
  OutcomeArm made_up;
  made_up.id = arm == 0 ? "none" : arm == 1 ? "weekly" : "arm_" + std::to_string(arm);
  made_up.label = arm == 0   ? "No maintenance"
                  : arm == 1 ? "Weekly \u2265 1 dose"
                             : "Arm " + std::to_string(arm);
  made_up.phase_ids = {"induction"};
  if (arm > 0) made_up.phase_ids.emplace_back("maintenance");
  for (std::uint32_t day = 0; day < days; ++day) {
    made_up.planned.push_back(day % 7 == 0);
    made_up.phase.push_back(day < 14 ? 0 : arm > 0 ? 1 : -1);
  }
  return made_up;
}

}  // namespace

OutcomeInput made_up_outcome(std::uint32_t arms, std::uint32_t weeks, std::int64_t patients) {
  OutcomeInput in;
  in.title = "Made up";
  in.scenario_text = "title: Made up\n";
  in.scenario_resolved = "title: Made up\nhorizon: some weeks\n";
  in.tool_version = "0.0.0";
  in.git_revision = "none";
  in.parameter_origins.assign(model::parameter_table().size(), "default");
  in.experiment.parameters = model::default_parameters();
  in.experiment.patients = static_cast<std::uint32_t>(patients);
  in.experiment.horizon_days = 7 * weeks;
  in.experiment.seed = 0xfedcba9876543210u;
  in.tallies = Tallies(arms, weeks);
  in.tallies.enrolled = patients;
  in.tallies.candidates_screened = 2 * patients;
  in.tallies.age_sum = 46 * patients;
  in.tallies.women = patients / 2;
  in.tallies.weight_sum = 80 * patients;
  in.tallies.baseline_hamd17_sum = 28 * 64 * patients;
  for (std::uint32_t arm = 0; arm < arms; ++arm) {
    in.arms.push_back(made_up_arm(arm, 7 * weeks));
    for (std::uint32_t week = 0; week < weeks; ++week) fill_week(in.tallies, arm, week);
    fill_totals(in.tallies, arm);
    fill_flow(in.tallies, arm);
  }
  if (weeks <= 8) in.by_day = made_up_days(arms, weeks, patients);
  return in;
}

OutcomeInput under_draws(OutcomeInput in, std::uint32_t draws) {
  in.experiment.plan.arms = in.tallies.arms;
  const auto collected = std::make_shared<CollectedDraws>(in.experiment, draws, 2);
  Draws found{.posterior = "library/posteriors/made-up.yaml",
              .posterior_sha256 = "abc",
              .rows_in_all = 600,
              .rows = {},
              .parameters = {{"hill", "1", "fitted", "response", "library/posteriors/made-up.yaml"},
                             {"drop_out_late", "1/week", "assumed", "harms", "judgement"}},
              .values = {},
              .held = {{"iv_cl", "measured"}, {"sessions_add_up", "structure of the model"}},
              .lived = collected};
  const auto tallies_in = [&](std::uint32_t draw) {
    Tallies tallies = in.tallies;
    for (std::uint32_t arm = 1; arm < in.tallies.arms; ++arm) {
      engine::TotalTally& weeks = tallies.at(arm, Total::remission_weeks);
      const std::int64_t n = tallies.enrolled, days = 7 * std::int64_t{draw};
      weeks.sum_squares += 2 * days * weeks.sum + n * days * days;
      weeks.difference_sum_squares += 2 * days * weeks.difference_sum + n * days * days;
      weeks.sum += n * days;
      weeks.difference_sum += n * days;
    }
    return tallies;
  };
  for (std::uint32_t draw = 0; draw < draws; ++draw) {
    collected->add(tallies_in(draw));
    found.rows.push_back(static_cast<std::int32_t>(3 * draw));
    found.values.push_back({1.0f + 0.1f * static_cast<float>(draw), 0.003f});
  }
  for (const std::uint32_t draw : {3u, 1u}) collected->add(tallies_in(draw));  // with_variant names them
  in.tallies = collected->together();
  in.by_day.reset();
  in.draws = std::move(found);
  return in;
}

OutcomeInput with_variant(OutcomeInput in) {
  in.draws->variants.push_back({.id = "one_pool",
                                .kind = "structure",
                                .posterior = "library/posteriors/one_pool.yaml",
                                .posterior_sha256 = "def",
                                .fixes = "consolidation 0 per day",
                                .rows = {7, 4},
                                .values = {{1.5f, 0.003f}, {1.75f, 0.003f}}});
  return in;
}

ScratchDirectory::ScratchDirectory() {
  std::string pattern = (std::filesystem::temp_directory_path() / "tachy-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no scratch directory");
  root_ = pattern;
}

ScratchDirectory::~ScratchDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(root_, ignored);
}

std::size_t ScratchDirectory::files() const {
  const std::filesystem::directory_iterator begin(root_), end;
  return static_cast<std::size_t>(std::distance(begin, end));
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace tachy::output
