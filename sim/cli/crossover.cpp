// tachy crossover: what the crossover trial of 2018 says about the opioid hypothesis.
#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "run/run_metadata.hpp"
#include "base/grouped.hpp"
#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "cli/usable_threads.hpp"
#include "cli/validation_input.hpp"
#include "study/crossover.hpp"

namespace tachy::cli {

namespace {

struct CrossoverOptions {
  std::string posterior;
  std::uint32_t trials = 10000;
  int threads = 0;
  bool json = false;
};

const scenario::Scenario* find_trial(const Trials& trials) {
  const auto found = std::find_if(trials.begin(), trials.end(), [](const scenario::Scenario& trial) {
    return trial.path.ends_with("williams-2018-crossover.yaml");
  });
  return found == trials.end() ? nullptr : &*found;
}

std::vector<study::OpioidHypothesis> hypotheses() {
  std::vector<study::OpioidHypothesis> all;
  for (const bool gated : {false, true})
    for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) all.push_back({share, gated});
  return all;
}

// Likelihood relative to no opioid share at all.
double ratio(const study::CrossoverResult& result, const std::vector<study::CrossoverResult>& all) {
  return std::exp(result.log_likelihood - all.front().log_likelihood);
}

void print_text(const std::vector<study::CrossoverResult>& results, const CrossoverOptions& options,
                const std::string& parameters) {
  fmt::print(
      "The 2018 crossover of naltrexone and placebo before ketamine, held {} times for each hypothesis.\n"
      "Published: 7 of 12 responded with placebo, 5 of these remitted, none of the 7 with naltrexone;\n"
      "mean falls of the 7: 22.3 and 5.6 HAM-D17 points (75 % less). Parameters: {}.\n\n",
      grouped(options.trials), parameters);
  fmt::print(
      "opioid  expectancy  responders  P(7 of 12)  P(0 of 7 | 7)  as published  falls of responders   "
      "less  less, all  likelihood\n"
      "share   gated       of 12                                 (all 3 counts)  placebo  naltrexone      "
      "       completers  ratio\n");
  for (const study::CrossoverResult& r : results)
    fmt::print(
        "{:>5.2f}   {:<10}  {:>10.1f}  {:>10.3f}  {:>13.3f}  {:>12.4f}  {:>9.1f}  {:>10.1f}  {:>4.0f} %  "
        "{:>7.0f} %  {:>10.3g}\n",
        r.hypothesis.opioid_share, r.hypothesis.expectancy_gated ? "yes" : "no", r.responders, r.seven,
        r.none_of_seven, r.as_published, r.fall_placebo, r.fall_naltrexone, 100 * r.blocked,
        100 * r.attenuation, ratio(r, results));
  fmt::print(
      "\nThe likelihood ratio is against a share of 0 with expectancy untouched, for the three counts and "
      "the "
      "two mean\nfalls together. Patients are hypothetical; this is not dosing guidance.\n");
}

void print_json(const std::vector<study::CrossoverResult>& results, const std::string& parameters) {
  nlohmann::ordered_json json;
  json["parameters"] = parameters;
  for (const study::CrossoverResult& r : results)
    json["hypotheses"].push_back({{"opioid_share", r.hypothesis.opioid_share},
                                  {"expectancy_gated", r.hypothesis.expectancy_gated},
                                  {"looks", r.looks},
                                  {"responders_of_12", r.responders},
                                  {"probability_seven", r.seven},
                                  {"probability_none_of_seven", r.none_of_seven},
                                  {"probability_as_published", r.as_published},
                                  {"fall_placebo", r.fall_placebo},
                                  {"fall_naltrexone", r.fall_naltrexone},
                                  {"blocked_in_responders", r.blocked},
                                  {"blocked_in_all", r.attenuation},
                                  {"log_likelihood", r.log_likelihood},
                                  {"likelihood_ratio", ratio(r, results)}});
  fmt::print("{}\n", json.dump(2));
}

int crossover(const CrossoverOptions& options) {
  const std::optional<Trials> trials = load_trials(shipped_trials());
  const std::optional<NamedPosterior> parameters = load_named_posterior(options.posterior);
  if (!trials || !parameters) return kInvalidInput;
  const scenario::Scenario* trial = find_trial(*trials);
  if (!trial) {
    print_error("williams-2018-crossover.yaml is not among the shipped trials");
    return kInvalidInput;
  }
  study::CrossoverEffort effort;
  effort.virtual_trials = options.trials;
  effort.threads = usable_threads(options.threads);
  const auto results = study::crossover_2018(*trial, parameters->posterior, hypotheses(), effort);
  if (options.json)
    print_json(results, parameters->in_words);
  else
    print_text(results, options, parameters->in_words);
  return kDone;
}

}  // namespace

void add_crossover(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "crossover", "How likely the naltrexone crossover of 2018 is under each opioid hypothesis");
  const auto options = std::make_shared<CrossoverOptions>();
  command->add_option("--posterior", options->posterior,
                      "sample of parameters that 'tachy calibrate' wrote; without it the shipped one");
  command->add_option("--trials", options->trials, "virtual trials for each hypothesis; 10,000 if not given")
      ->check(CLI::Range(100, 10000000));
  command->add_option("-j,--threads", options->threads, "number of threads; the result does not depend on it")
      ->check(CLI::Range(1, run::kMostThreads));
  command->add_flag("--json", options->json, "for programs");
  command->footer(
      "What it shows and does not: sim/model/printed/crossover-2018.md.\nExample: tachy crossover --trials "
      "2000");
  command->callback([&exit_code, options] { exit_code = crossover(*options); });
}

}  // namespace tachy::cli
