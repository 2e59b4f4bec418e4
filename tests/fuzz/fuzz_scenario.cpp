// The loader against any bytes: it must not crash, hang, or refuse what it wrote itself.
//
// The input is a scenario; what follows a zero byte is one --set. Of files only the library is read.
// To repeat a finding: fuzz_scenario FILE.
#include <cstddef>
#include <cstdint>
#include <string>

#include "scenario/text/faults.hpp"
#include "tests/scenario/in_memory.hpp"

using namespace tachy;

namespace {

scenario::Loaded load(const std::string& text, const scenario::Overrides& overrides) {
  auto loaded = scenario::load_text(text, overrides);
  for (const InputFault& fault : loaded.faults) scenario::format_fault(fault);
  for (const InputFault& note : loaded.notes) scenario::format_fault(note);
  return loaded;
}

void expect(bool good) {
  if (!good) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(bytes), size);
  const auto end = input.find('\0');
  scenario::Overrides overrides;
  if (end != std::string::npos) {
    const std::string setting = input.substr(end + 1);
    const auto equals = setting.find('=');
    if (equals == std::string::npos) return 0;
    overrides.set.emplace_back(setting.substr(0, equals), setting.substr(equals + 1));
  }
  const auto loaded = load(input.substr(0, end), overrides);
  if (!loaded.faults.empty()) return 0;
  const auto again = load(loaded.scenario.resolved, {});
  expect(again.faults.empty());
  expect(again.scenario.resolved == loaded.scenario.resolved);
  expect(again.scenario.experiment.patients == loaded.scenario.experiment.patients);
  expect(again.scenario.experiment.plan.arms == loaded.scenario.experiment.plan.arms);
  return 0;
}
