#include "cli/version.hpp"

#include <CLI/CLI.hpp>
#include <boost/version.hpp>
#include <fmt/format.h>
#include <hdf5.h>
#include <hwy/highway.h>
#include <nlohmann/json.hpp>
#include <tbb/version.h>

#include "cli/build_facts.hpp"

namespace tachy::cli {

std::string tool_version() { return kToolVersion; }

std::string git_revision() { return kGitRevision; }

std::string compiler() { return kCompiler; }

std::string version_text() {
  unsigned major = 0, minor = 0, patch = 0;
  H5get_libversion(&major, &minor, &patch);
  std::string text = fmt::format("tachy {} (git {})\n", kToolVersion, kGitRevision);
  text += fmt::format("compiler: {}\n", kCompiler);
  text +=
      fmt::format("libraries: HDF5 {}.{}.{}, TBB {}, Highway {}.{}.{}, yaml-cpp {}, Boost {}.{}.{}, ", major,
                  minor, patch, TBB_runtime_version(), HWY_MAJOR, HWY_MINOR, HWY_PATCH, kYamlCppVersion,
                  BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100);
  text += fmt::format("fmt {}.{}.{}, CLI11 {}, nlohmann-json {}.{}.{}", FMT_VERSION / 10000,
                      FMT_VERSION / 100 % 100, FMT_VERSION % 100, CLI11_VERSION, NLOHMANN_JSON_VERSION_MAJOR,
                      NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH);
  return text;
}

}  // namespace tachy::cli
