// What a worker of the page calls: give texts, load a scenario, live patients, ask for numbers and single
// lives. One thread; texts come in through memory that the worker allocates here.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/live_patients.hpp"
#include "engine/misuse_trial.hpp"
#include "output/explorer/module/answer.hpp"
#include "output/explorer/module/describe_run.hpp"
#include "output/explorer/module/lives.hpp"
#include "scenario/load.hpp"
#include "scenario/text/files_in_memory.hpp"

namespace tachy::explorer {

namespace {

constexpr std::uint32_t kPatientsPerBlock = 512;

engine::Tallies nothing_counted(const regimen::Experiment& experiment, const day::Setup& setup) {
  return engine::Tallies(experiment.plan.arms, setup.periods, experiment.strata.count(),
                         experiment.misuse_clocks);
}

// As `tachy run` does, so that both count the same lives.
std::uint32_t misuse_clocks_of(const regimen::Experiment& experiment) {
  const regimen::Experiment trial = engine::misuse_trial_of(experiment);
  const day::Setup setup = day::set_up(trial);
  engine::Tallies tallies = nothing_counted(trial, setup);
  engine::BlockMemory memory(trial, trial.patients);
  engine::live_patients(setup, *engine::find_kernel(""), memory, {0, trial.patients}, tallies);
  return engine::misuse_clocks_after(tallies);
}

// The scenario that is being lived, and what has been counted of it.
struct Run {
  explicit Run(scenario::Scenario read)
      : scenario(std::move(read)),
        setup(day::set_up(scenario.experiment)),
        tallies(nothing_counted(scenario.experiment, setup)),
        memory(scenario.experiment, kPatientsPerBlock) {}
  Run(const Run&) = delete;  // `setup` points into it
  Run& operator=(const Run&) = delete;

  scenario::Scenario scenario;
  day::Setup setup;
  engine::Tallies tallies;
  engine::BlockMemory memory;
  std::uint32_t lived = 0;  // patients, the first ones
  std::vector<std::int64_t> numbers;
};

scenario::FilesInMemory& files() {
  static scenario::FilesInMemory texts;
  return texts;
}
std::optional<Run>& current() {
  static std::optional<Run> run;
  return run;
}

scenario::Overrides overrides_of(const Json& request) {
  scenario::Overrides overrides;
  overrides.draws = 0;
  if (request.contains("seed"))
    overrides.seed = std::strtoull(request["seed"].get<std::string>().c_str(), nullptr, 10);
  if (request.contains("patients")) overrides.patients = request["patients"].get<std::uint32_t>();
  for (const Json& arm : request["arms"]) overrides.arms.push_back(arm.get<std::string>());
  for (const Json& pair : request["set"])
    overrides.set.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
  return overrides;
}

std::string words_of(const std::vector<InputFault>& faults) {
  std::string words;
  for (const InputFault& fault : faults) words += scenario::format_fault(fault);
  return words;
}

bool load(const Json& request) {
  current().reset();
  scenario::Loaded loaded = scenario::load_scenario(files(), request["path"].get<std::string>(), "scenarios",
                                                    overrides_of(request));
  if (!loaded.faults.empty()) {
    set_answer({{"faults", words_of(loaded.faults)}});
    return false;
  }
  regimen::Experiment& experiment = loaded.scenario.experiment;
  experiment.misuse_clocks = misuse_clocks_of(experiment);
  current().emplace(std::move(loaded.scenario));
  Json answer =
      describe_run(current()->scenario, current()->tallies, request["asked"].get<std::vector<std::string>>());
  answer["notes"] = words_of(loaded.notes);
  set_answer(answer);
  return true;
}

}  // namespace

}  // namespace tachy::explorer

using namespace tachy::explorer;

TACHY_EXPORT(allocate) char* allocate(std::uint32_t bytes) { return static_cast<char*>(std::malloc(bytes)); }
TACHY_EXPORT(release) void release(char* memory) { std::free(memory); }

TACHY_EXPORT(add_text)
void add_text(const char* path, std::uint32_t length, const char* text, std::uint32_t size) {
  files().put(std::string(path, length), std::string(text, size));
}

// The request is JSON, as page/protocol.ts says. Whether the scenario can be lived; the answer describes it
// or holds its faults.
TACHY_EXPORT(load_scenario) bool load_scenario(const char* request, std::uint32_t size) {
  return load(Json::parse(request, request + size));
}

// Lives the next so many patients, at most to the last, and counts them; returns how many have lived by now.
// Patients come in order, so none is counted twice and none is left out.
TACHY_EXPORT(live_next) std::uint32_t live_next(std::uint32_t patients) {
  Run& run = *current();
  const std::uint32_t left = run.scenario.experiment.patients - run.lived;
  const tachy::engine::PatientRange range{run.lived, patients < left ? patients : left};
  tachy::engine::live_patients(run.setup, *tachy::engine::find_kernel(""), run.memory, range, run.tallies);
  run.lived = range.end();
  return run.lived;
}

// The tallies so far. The answer says where in the numbers the weekly counts and the totals stand.
TACHY_EXPORT(count) const std::int64_t* count() {
  Run& run = *current();
  const tachy::engine::Tallies pooled = run.tallies.pooled();
  run.numbers = pooled.weekly;
  for (const tachy::engine::TotalTally& total : pooled.totals)
    for (const auto& [name, number] : tachy::engine::kTotalNumbers) run.numbers.push_back(total.*number);
  set_answer({{"enrolled", pooled.enrolled},
              {"weekly", pooled.weekly.size()},
              {"size", run.numbers.size()},
              {"checksum", fmt::format("{:016x}", run.tallies.checksum())}});
  return run.numbers.data();
}

TACHY_EXPORT(states_at_end) void states_at_end(std::uint32_t first, std::uint32_t patients) {
  set_answer(last_states(current()->setup, {first, patients}));
}

TACHY_EXPORT(follow) void follow(std::uint32_t patient) { set_answer(diary_of(current()->setup, patient)); }
