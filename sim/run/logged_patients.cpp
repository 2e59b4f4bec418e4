#include "run/logged_patients.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "model/patient.hpp"
#include "run/find_patients.hpp"

namespace tachy::run {

namespace {

std::string in_words(const LogRequest& request) {
  std::vector<std::string> words;
  if (request.share > 0.0) words.push_back(fmt::format("a sample of {:g} %", request.share * 100.0));
  if (!request.patients.empty())
    words.push_back(fmt::format("patients {}", fmt::join(request.patients, ", ")));
  if (request.misuse) words.emplace_back("everyone with misuse in an arm");
  if (request.use_disorder) words.emplace_back("everyone with use_disorder in an arm");
  if (request.died) words.emplace_back("everyone who died in an arm");
  return fmt::format("{}", fmt::join(words, "; "));
}

}  // namespace

output::PatientLog choose_patients(const regimen::Experiment& experiment, const LogRequest& request,
                                   const engine::Execution& execution) {
  output::PatientLog log{request.wanted(), in_words(request), request.patients};
  const auto add = [&](const std::vector<std::uint32_t>& more) {
    log.patients.insert(log.patients.end(), more.begin(), more.end());
  };
  if (request.share > 0.0) add(sample_of_patients(experiment, request.share));
  const std::uint32_t marks = (request.misuse ? model::mark_of(model::SlowHarm::misuse) : 0u) |
                              (request.use_disorder ? model::mark_of(model::SlowHarm::use_disorder) : 0u) |
                              (request.died ? model::kDied : 0u);
  if (marks != 0) add(patients_who_ever(experiment, execution, marks));
  std::sort(log.patients.begin(), log.patients.end());
  log.patients.erase(std::unique(log.patients.begin(), log.patients.end()), log.patients.end());
  return log;
}

}  // namespace tachy::run
