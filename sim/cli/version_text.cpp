#include "cli/version_text.hpp"

#include <CLI/CLI.hpp>
#include <boost/version.hpp>
#include <fmt/format.h>
#include <hdf5.h>
#include <hwy/highway.h>
#include <nlohmann/json.hpp>
#include <tbb/version.h>

#include "run/version.hpp"

namespace tachy::cli {

std::string version_text() {
  unsigned major = 0, minor = 0, patch = 0;
  H5get_libversion(&major, &minor, &patch);
  std::string text = fmt::format("tachy {} (git {})\n", run::tool_version(), run::git_revision());
  text += fmt::format("compiler: {}\n", run::compiler());
  text += fmt::format("libraries: HDF5 {}.{}.{}, TBB {}, Highway {}.{}.{}, yaml-cpp {}, Boost {}.{}.{}, ",
                      major, minor, patch, TBB_runtime_version(), HWY_MAJOR, HWY_MINOR, HWY_PATCH,
                      run::yaml_cpp_version(), BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000,
                      BOOST_VERSION % 100);
  text += fmt::format("fmt {}.{}.{}, CLI11 {}, nlohmann-json {}.{}.{}", FMT_VERSION / 10000,
                      FMT_VERSION / 100 % 100, FMT_VERSION % 100, CLI11_VERSION, NLOHMANN_JSON_VERSION_MAJOR,
                      NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH);
  return text;
}

}  // namespace tachy::cli
