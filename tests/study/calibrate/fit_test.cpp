// Trials made by the model at known values are fitted, and the values are found again.
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <fmt/format.h>

#include "scenario/language/parameter_words.hpp"
#include "study/calibrate/posterior_summary.hpp"
#include "study/calibrate/fitted_part.hpp"

#include "../one_infusion.hpp"
#include "tests/sanitized.hpp"
#include "tests/scenario/in_memory.hpp"

using namespace tachy;
using namespace tachy::study;
namespace fs = std::filesystem;

namespace {

scenario::PublishedEndpoint change_on(std::uint32_t day, std::uint32_t arm) {
  scenario::PublishedEndpoint endpoint;
  endpoint.id = "change_" + std::to_string(arm) + "_" + std::to_string(day);
  endpoint.quantity.measure = scenario::EndpointMeasure::mean_change;
  endpoint.quantity.day = day;
  endpoint.arm = arm;
  endpoint.n = 400;
  return endpoint;
}

// A large trial that published exactly what the model expects with these values.
scenario::Scenario trial_at(const Eigen::VectorXd& truth, const std::vector<const model::ParameterRow*>& rows,
                            std::uint64_t seed) {
  auto loaded = scenario::load_text(tests::kTrial);
  REQUIRE(loaded.faults.empty());
  scenario::Scenario trial = std::move(loaded.scenario);
  trial.experiment.seed = seed;
  scenario::Published published;
  published.study = "synthetic " + std::to_string(seed);
  published.split = scenario::Split::calibrate;
  published.rating_days = {0, 1, 6};
  published.endpoints = {change_on(1, 0), change_on(6, 0), change_on(1, 1)};
  trial.published = published;
  Posterior at_truth{rows, truth.transpose()};
  const Prediction expected =
      predict(with_draw(trial, at_truth, 0), *trial.published,
              {.patients = tests::fewer_if_sanitized(2000, 200), .virtual_trials = 5});
  for (std::size_t i = 0; i < 3; ++i)
    trial.published->endpoints[i].value = expected.mean(static_cast<Eigen::Index>(i));
  return trial;
}

CalibrationPlan plan_of(const std::vector<const char*>& parameters) {
  CalibrationPlan plan;
  plan.path = "plan.yaml";
  plan.title = "Synthetic: \"trials\"";
  plan.seed = 3;
  for (const char* name : parameters) {
    const model::ParameterRow* row = scenario::parameter_called(name);
    REQUIRE(row);
    plan.uncertain.push_back({row, table_prior(*row)});
  }
  for (const char* name : {"study_drug_sd", "study_setting_sd"})
    plan.held.push_back({scenario::parameter_called(name), 0.05f});
  plan.sampler = {100, 2};
  plan.effort = {.patients = tests::fewer_if_sanitized(200, 40),
                 .virtual_trials = tests::fewer_if_sanitized(10, 4)};
  plan.posterior = "posterior.yaml";
  return plan;
}

std::vector<const model::ParameterRow*> rows_of(const CalibrationPlan& plan) {
  std::vector<const model::ParameterRow*> rows;
  for (const Uncertain& uncertain : plan.uncertain) rows.push_back(uncertain.parameter);
  for (const Held& held : plan.held) rows.push_back(held.parameter);
  return rows;
}

CalibrationFile fitted(const CalibrationPlan& plan, const Likelihood& likelihood, int threads = 1) {
  CalibrationFile file;
  for (const Uncertain& uncertain : plan.uncertain) file.parameters.emplace_back(uncertain.parameter->name);
  file.studies = likelihood.targets().studies;
  FitControl control;
  control.threads = threads;
  REQUIRE(fit(file, plan, likelihood, control) == FitEnd::finished);
  return file;
}

struct Synthetic {
  CalibrationPlan plan = plan_of({"effect_ceiling", "fast_half_life", "expectancy_active_placebo"});
  Eigen::VectorXd truth = Eigen::VectorXd{{1.1, 4.0, 0.25, 0.05, 0.05}};
  std::vector<scenario::Scenario> trials = {trial_at(truth, rows_of(plan), 21),
                                            trial_at(truth, rows_of(plan), 22)};
};

struct Folder {
  fs::path path = fs::temp_directory_path() / ("tachy-calibrate-" + std::to_string(getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
};

}  // namespace

TEST_SUITE("study/calibrate/fit") {
  TEST_CASE("values that made the trials are found again, and the trials move the parameters") {
    Synthetic s;
    if constexpr (tests::kSanitized)
      s.plan.sampler = {20, 1};
    else
      s.plan.effort.patients = 500;  // chance in the simulation is then small beside the posterior
    const Likelihood likelihood(targets_of(s.trials, s.plan), s.plan);
    const CalibrationFile file = fitted(s.plan, likelihood, 2);
    const Findings findings = findings_of(s.plan, file, likelihood, std::nullopt, 2);
    CHECK(findings.studies.size() == 2);
    if (tests::kSanitized) return;  // too little effort to find anything
    for (std::size_t i = 0; i < 3; ++i) {
      const ParameterFinding& p = findings.parameters[i];
      CAPTURE(std::string(p.parameter->name));
      CHECK(p.posterior.low < s.truth(static_cast<Eigen::Index>(i)));
      CHECK(p.posterior.high > s.truth(static_cast<Eigen::Index>(i)));
      CHECK_FALSE(p.at_the_edge());
    }
    CHECK(findings.parameters[2].sd_ratio < 0.5);
    for (const EndpointFinding& endpoint : findings.endpoints) CHECK(std::abs(endpoint.z) < 2.0);
  }

  TEST_CASE("one thread and two give the same draws") {
    Synthetic s;
    s.plan.sampler = {20, 1};
    const Likelihood likelihood(targets_of(s.trials, s.plan), s.plan);
    CHECK(fitted(s.plan, likelihood, 1).state.places == fitted(s.plan, likelihood, 2).state.places);
  }

  TEST_CASE("a fit that was kept in a file after each round goes on to the same draws and bytes") {
    Synthetic s;
    s.plan.sampler = {20, 1};
    const Likelihood likelihood(targets_of(s.trials, s.plan), s.plan);
    const Folder folder;
    const CalibrationFile whole = fitted(s.plan, likelihood);
    CalibrationFile file;
    file.parameters = whole.parameters;
    file.studies = whole.studies;
    for (int round = 0; !file.state.finished(); ++round) {
      REQUIRE(round < 100);
      FitControl one_round;
      bool begun = false;
      one_round.stop_asked = [&] { return begun; };
      one_round.keep = [&](const CalibrationFile& now) {
        write_calibration(folder.path / "part", now, nullptr);
        begun = true;
      };
      if (fit(file, s.plan, likelihood, one_round) == FitEnd::stopped)
        file = read_calibration(folder.path / "part");
    }
    CHECK(file.state.places == whole.state.places);
    write_calibration(folder.path / "whole", whole, nullptr);
    write_calibration(folder.path / "resumed", file, nullptr);
    CHECK(read_calibration(folder.path / "whole").state.log_likelihoods ==
          read_calibration(folder.path / "resumed").state.log_likelihoods);
  }

  TEST_CASE("a trial that must be predicted never comes into the likelihood") {
    Synthetic s;
    s.trials[0].published->split = scenario::Split::validate;
    CHECK_THROWS_AS(targets_of(s.trials, s.plan), std::logic_error);
  }

  TEST_CASE("recalled values and those that are only shown are not fitted to") {
    Synthetic s;
    s.trials[0].published->endpoints[0].evidence = scenario::Evidence::recalled;
    s.trials[0].published->endpoints[1].not_scored = "its contrast is";
    const Targets targets = targets_of(s.trials, s.plan);
    REQUIRE(targets.trials[0].trial.published->endpoints.size() == 1);
    CHECK(targets.trials[0].trial.published->endpoints[0].id == "change_1_1");
    CHECK(targets.trials[1].endpoint_values.size() == 3);
  }

  TEST_CASE("a trial weighs as much as it says") {
    Synthetic s;
    const Eigen::VectorXd values{{0.8, 5.0, 0.3}};
    const Eigen::VectorXd full = Likelihood(targets_of(s.trials, s.plan), s.plan).by_study(values, 1);
    s.trials[0].published->weight = 0.25;
    const Eigen::VectorXd less = Likelihood(targets_of(s.trials, s.plan), s.plan).by_study(values, 1);
    CHECK(less(0) == doctest::Approx(0.25 * full(0)));
    CHECK(less(1) == full(1));
  }

  TEST_CASE("an endpoint that cannot be computed makes the values impossible") {
    Synthetic s;
    scenario::RatingCondition nobody;
    nobody.days = {1};
    nobody.score_at_least = 1000.0;
    s.trials[0].published->endpoints[0].quantity.among = {nobody};
    const Likelihood likelihood(targets_of(s.trials, s.plan), s.plan);
    CHECK(std::isinf(likelihood.by_study(Eigen::VectorXd{{0.8, 5.0, 0.3}}, 1).sum()));
  }

  TEST_CASE("what a structure holds is no longer uncertain in it") {
    const CalibrationPlan plan = plan_of({"effect_ceiling", "consolidation"});
    const CalibrationPlan one_pool =
        with_structure(plan, {"one_pool", {{scenario::parameter_called("consolidation"), 0.0f}}});
    CHECK(one_pool.uncertain.size() == 1);
    CHECK(one_pool.held.back().value == 0.0f);
    CHECK(one_pool.sampler.particles == plan.structure_particles);
  }

  TEST_CASE("the posterior reads back as it was written, from its part and by a scenario") {
    Synthetic s;
    s.plan.sampler = {20, 1};
    const Likelihood likelihood(targets_of(s.trials, s.plan), s.plan);
    const CalibrationFile file = fitted(s.plan, likelihood);
    const PosteriorTable table = posterior_table(s.plan, file, std::nullopt);
    const Findings findings = findings_of(s.plan, file, likelihood, std::nullopt, 1);
    const Folder folder;
    const std::string path = (folder.path / "posterior.yaml").string();
    write_posterior_part(path, fitted_part(s.plan, table, findings));

    const LoadedPosterior loaded = load_posterior(path);
    REQUIRE(loaded.faults.empty());
    CHECK(loaded.posterior.parameters == table.parameters);
    CHECK(loaded.posterior.fitted_to == file.studies);
    CHECK(loaded.posterior.knows(file.studies.front()));
    CHECK_FALSE(loaded.posterior.knows("another study"));
    CHECK(loaded.posterior.draws == table.values.cast<float>().cast<double>());

    const auto scenario = [&](const std::string& parameters) {
      const fs::path trial = folder.path / "trial.yaml";
      std::ofstream(trial) << tests::kTrial << "parameters: " << parameters << "\n";
      auto read =
          scenario::load_scenario(scenario::FilesOnDisk{}, trial.string(), TACHY_SOURCE_DIR "/scenarios", {});
      REQUIRE(read.faults.empty());
      return read.scenario.experiment.parameters;
    };
    CHECK(scenario("{use: posterior.yaml, draw: 7}").fast_half_life_days ==
          static_cast<float>(table.values(7, 1)));
    CHECK(scenario("{use: posterior.yaml}").fast_half_life_days ==
          std::stof(fmt::format("{:.3g}", findings.parameters[1].posterior.median)));
  }
}
