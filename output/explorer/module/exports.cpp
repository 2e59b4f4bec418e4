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

// Few, so that a page that was just opened soon calls the kernel again, which the browser has compiled well
// by then.
constexpr std::uint32_t kPatientsPerBlock = 128;

engine::Tallies nothing_counted(const regimen::Experiment& experiment, const day::Setup& setup) {
  return engine::Tallies(experiment.plan.arms, setup.periods, experiment.strata.count(),
                         experiment.misuse_clocks);
}

// The few patients who are lived to learn how many misuse clocks there are to be: as `tachy run` does, so
// that both count the same lives.
engine::Tallies live_trial(const regimen::Experiment& experiment) {
  const regimen::Experiment trial = engine::misuse_trial_of(experiment);
  const day::Setup setup = day::set_up(trial);
  engine::Tallies tallies = nothing_counted(trial, setup);
  engine::BlockMemory memory(trial, kPatientsPerBlock);
  engine::live_patients(setup, *engine::find_kernel(""), memory, {0, trial.patients}, tallies);
  return tallies;
}

scenario::Scenario with_clocks(scenario::Scenario scenario, std::uint32_t clocks) {
  scenario.experiment.misuse_clocks = clocks;
  return scenario;
}

// The scenario that is being lived, and what has been counted of it.
struct Run {
  // clocks: 0 where a trial is to choose them.
  Run(scenario::Scenario read, std::uint32_t clocks)
      : trial(clocks > 0 ? engine::Tallies() : live_trial(read.experiment)),
        scenario(with_clocks(std::move(read), clocks > 0 ? clocks : engine::misuse_clocks_after(trial))),
        setup(day::set_up(scenario.experiment)),
        tallies(nothing_counted(scenario.experiment, setup)),
        memory(scenario.experiment, kPatientsPerBlock) {}
  Run(const Run&) = delete;  // `setup` points into it
  Run& operator=(const Run&) = delete;

  engine::Tallies trial;
  scenario::Scenario scenario;
  day::Setup setup;
  engine::Tallies tallies;
  engine::BlockMemory memory;
  std::vector<std::int64_t> numbers;  // given out
};

scenario::FilesInMemory& files() {
  static scenario::FilesInMemory texts;
  return texts;
}
// Read once, lowered after every change: that is the smaller part.
std::optional<scenario::ReadScenario>& latest() {
  static std::optional<scenario::ReadScenario> read;
  return read;
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

// All arms of the scenario, of which the request may keep some.
Json all_arms() {
  Json arms = Json::array();
  if (const scenario::Node* list = latest()->root.find("arms"))
    for (const scenario::Node& arm : list->items) {
      const scenario::Node *id = arm.find("id"), *label = arm.find("label");
      if (id) arms.push_back({{"id", id->text}, {"label", label ? label->text : id->text}});
    }
  return arms;
}

bool load(const Json& request) {
  current().reset();
  const auto path = request["path"].get<std::string>();
  if (!latest() || latest()->path != path)
    latest().emplace(scenario::read_scenario(files(), path, "scenarios"));
  scenario::Loaded loaded = scenario::lower(*latest(), overrides_of(request));
  if (!loaded.faults.empty()) {
    set_answer({{"faults", words_of(loaded.faults)}});
    return false;
  }
  current().emplace(std::move(loaded.scenario), request.value("misuse_clocks", 0u));
  Json answer = describe_run(current()->scenario, current()->setup.periods);
  answer["all_arms"] = all_arms();
  answer["notes"] = words_of(loaded.notes);
  set_answer(answer);
  return true;
}

// The answer says where in the numbers the weekly counts and the totals stand.
const std::int64_t* give_counts(const engine::Tallies& tallies) {
  const engine::Tallies pooled = tallies.pooled();
  std::vector<std::int64_t>& numbers = current()->numbers;
  numbers = pooled.weekly;
  for (const engine::TotalTally& total : pooled.totals)
    for (const auto& [name, number] : engine::kTotalNumbers) numbers.push_back(total.*number);
  set_answer({{"enrolled", pooled.enrolled},
              {"misuse_clocks", pooled.misuse_clocks},
              {"weekly", pooled.weekly.size()},
              {"size", numbers.size()},
              {"checksum", fmt::format("{:016x}", tallies.checksum())}});
  return numbers.data();
}

}  // namespace

}  // namespace tachy::explorer

using namespace tachy::explorer;

TACHY_EXPORT(allocate) char* allocate(std::uint32_t bytes) { return static_cast<char*>(std::malloc(bytes)); }
TACHY_EXPORT(release) void release(char* memory) { std::free(memory); }

TACHY_EXPORT(add_text)
void add_text(const char* path, std::uint32_t length, const char* text, std::uint32_t size) {
  files().put(std::string(path, length), std::string(text, size));
  latest().reset();
}

// The request is JSON, as page/protocol.ts says. Whether the scenario can be lived; the answer describes it
// or holds its faults.
TACHY_EXPORT(load_scenario) bool load_scenario(const char* request, std::uint32_t size) {
  return load(Json::parse(request, request + size));
}

// The texts of a scenario that can be lived, which take longer than loading it.
TACHY_EXPORT(write_texts) void write_texts(const char* request, std::uint32_t size) {
  const Json asked = Json::parse(request, request + size);
  const tachy::scenario::Loaded loaded =
      tachy::scenario::lower(*latest(), overrides_of(asked), tachy::scenario::Texts::resolved);
  set_answer(texts_of(loaded.scenario, asked["asked"].get<std::vector<std::string>>()));
}

// The same scenario under another seed, with nobody counted yet and as many misuse clocks.
TACHY_EXPORT(begin_again) void begin_again(const char* seed, std::uint32_t size) {
  Run& run = *current();
  run.scenario.experiment.seed = std::strtoull(std::string(seed, size).c_str(), nullptr, 10);
  run.setup = tachy::day::set_up(run.scenario.experiment);
  run.tallies = nothing_counted(run.scenario.experiment, run.setup);
}

// Lives these patients and counts them.
TACHY_EXPORT(live) void live(std::uint32_t first, std::uint32_t patients) {
  Run& run = *current();
  tachy::engine::live_patients(run.setup, *tachy::engine::find_kernel(""), run.memory, {first, patients},
                               run.tallies);
}

// All numbers of the tallies, for another module that has lived other patients of the same scenario; the
// answer is how many there are.
TACHY_EXPORT(part) const std::int64_t* part() {
  Run& run = *current();
  run.numbers = run.tallies.numbers();
  set_answer(run.numbers.size());
  return run.numbers.data();
}
TACHY_EXPORT(add_part) void add_part(const std::int64_t* numbers, std::uint32_t size) {
  Run& run = *current();
  tachy::engine::Tallies other = nothing_counted(run.scenario.experiment, run.setup);
  other.set_numbers({numbers, size});
  run.tallies.add(other);
}

// The tallies of those who have lived, and of the trial, which is there at once.
TACHY_EXPORT(count) const std::int64_t* count() { return give_counts(current()->tallies); }
TACHY_EXPORT(count_trial) const std::int64_t* count_trial() { return give_counts(current()->trial); }

TACHY_EXPORT(states_at_end) void states_at_end(std::uint32_t first, std::uint32_t patients) {
  set_answer(last_states(current()->setup, {first, patients}));
}

TACHY_EXPORT(follow) void follow(std::uint32_t patient) { set_answer(diary_of(current()->setup, patient)); }
