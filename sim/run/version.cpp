#include "run/version.hpp"

#include "run/build_facts.hpp"

namespace tachy::run {

std::string tool_version() { return kToolVersion; }
std::string git_revision() { return kGitRevision; }
std::string compiler() { return kCompiler; }
std::string yaml_cpp_version() { return kYamlCppVersion; }

}  // namespace tachy::run
