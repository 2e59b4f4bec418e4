// The reader of a posterior's draws (CSV) against any bytes: faults with a place, or a whole table.
#include <cstddef>
#include <cstdint>
#include <string>

#include "scenario/resolve/draws.hpp"
#include "tests/fuzz/scratch_file.hpp"

using namespace tachy;
using fuzz::expect;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  scenario::Source source;
  source.name = source.short_name = "draws.csv";
  source.text.assign(reinterpret_cast<const char*>(bytes), size);
  scenario::Faults faults;
  const scenario::DrawTable table = scenario::read_draws(source, faults);
  const auto found = faults.take(source.name);
  for (const InputFault& fault : found) expect(!scenario::format_fault(fault).empty());
  if (!found.empty()) return 0;
  expect(!table.draws.empty());
  for (const auto& draw : table.draws) {
    expect(draw.size() == table.parameters.size());
    for (std::size_t i = 0; i < draw.size(); ++i)
      expect(draw[i] >= table.parameters[i]->low && draw[i] <= table.parameters[i]->high);
  }
  return 0;
}
