// The reader of imported patients (CSV) against any bytes: faults, or a scenario that loads again the same.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/error.hpp"
#include "scenario/load.hpp"
#include "scenario/text/files_in_memory.hpp"
#include "tests/fuzz/scratch_file.hpp"

using namespace tachy;
using fuzz::expect;

namespace {

constexpr const char* kScenario =
    "title: t\nhorizon: 1 week\nseed: 1\ncohort: {patients: 10, import: {file: patients.csv}}\n"
    "arms:\n  - id: a\n    phases:\n      - induction:\n"
    "          give: {drug: ketamine, route: iv, dose: 0.5 mg/kg, over: 40 min}\n          days: [0]\n";

const scenario::PatientFormats kFormats{
    .sha256 = [](std::string_view bytes) { return std::to_string(bytes.size()); },
    .hdf5_columns = [](std::string_view) -> std::vector<scenario::TextColumn> {
      throw OutputError("no HDF5 here");
    }};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  scenario::FilesInMemory files;
  files.put("patients.csv", std::string(reinterpret_cast<const char*>(bytes), size));
  files.put("scenario.yaml", kScenario);
  const auto loaded = scenario::load_scenario(files, "scenario.yaml", ".", {}, kFormats);
  for (const InputFault& fault : loaded.faults) expect(!scenario::format_fault(fault).empty());
  if (!loaded.faults.empty()) return 0;
  files.put("again.yaml", loaded.scenario.resolved);
  const auto again = scenario::load_scenario(files, "again.yaml", ".", {}, kFormats);
  expect(again.faults.empty());
  expect(again.scenario.resolved == loaded.scenario.resolved);
  return 0;
}
