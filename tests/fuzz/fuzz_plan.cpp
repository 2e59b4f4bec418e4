// The reader of calibration plans against any bytes: faults with a place, or a plan that can be fitted.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "scenario/text/faults.hpp"
#include "study/calibrate/plan.hpp"
#include "tests/fuzz/scratch_file.hpp"

using namespace tachy;
using fuzz::expect;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const fuzz::ScratchFile file("plan.yaml");
  file.write(std::string(reinterpret_cast<const char*>(bytes), size));
  const study::LoadedPlan loaded = study::load_plan(file.path().string());
  for (const InputFault& fault : loaded.faults) expect(!scenario::format_fault(fault).empty());
  if (!loaded.faults.empty()) return 0;
  expect(!loaded.plan.uncertain.empty());
  for (const study::Uncertain& u : loaded.plan.uncertain)
    expect(std::isfinite(u.prior.mean) && std::isfinite(u.prior.sd) && u.prior.sd > 0.0);
  for (const study::Structure& structure : loaded.plan.structures)
    expect(study::with_structure(loaded.plan, structure).sampler.particles >= 1);
  return 0;
}
