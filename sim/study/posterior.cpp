#include "study/posterior.hpp"

#include <filesystem>

#include <fmt/format.h>

#include "output/file/sha256.hpp"
#include "scenario/draw.hpp"
#include "scenario/resolve/draws.hpp"
#include "scenario/text/files_on_disk.hpp"
#include "scenario/text/read_source.hpp"
#include "study/posterior_part.hpp"

namespace tachy::study {

Posterior defaults_only() { return {{}, Eigen::MatrixXd(1, 0)}; }

namespace {

std::vector<std::string> derived_in(const scenario::Node& part) {
  std::vector<std::string> derived;
  const scenario::Node* sources = part.find("sources");
  if (!sources) return derived;
  for (const scenario::Member& source : sources->members) {
    const scenario::Node* grade = source.value.find("grade");
    if (grade && grade->text == "derived") derived.push_back(source.key);
  }
  return derived;
}

// The part beside the draws says which file it was written with, to which studies they were fitted, and what
// these decide.
void read_own_part(const scenario::Source& draws, Posterior& posterior, scenario::Sources& sources,
                   scenario::Faults& faults) {
  scenario::Source& part = sources.emplace_back();
  part.name = std::filesystem::path(draws.name).replace_extension(".yaml").string();
  const scenario::FilesOnDisk files;
  if (files.kind(part.name) == scenario::FileKind::none) return;
  if (!scenario::read_source(files, part.name, part, faults, scenario::Place{}, "")) return;
  const scenario::Node root = scenario::read_yaml(part.text, {&part, 1, 1}, faults);
  scenario::require_sum(draws, root.find("draws_sha256"), output::sha256, faults);
  if (const scenario::Node* fitted_to = root.find("fitted_to"))
    posterior.fitted_to = listed_studies(fitted_to->text);
  posterior.derived = derived_in(root);
}

}  // namespace

std::string used_by_loader(const model::ParameterRow& row) {
  return fmt::format("trials are read by one value of '{}' and cannot be lived under another", row.name);
}

LoadedPosterior load_posterior(const std::string& path) {
  LoadedPosterior loaded;
  scenario::Sources sources;
  scenario::Faults faults;
  scenario::Source& source = sources.emplace_back();
  source.name = source.short_name = path.ends_with(".yaml") ? draws_beside(path) : path;
  if (scenario::read_source(scenario::FilesOnDisk{}, source.name, source, faults, scenario::Place{}, "")) {
    read_own_part(source, loaded.posterior, sources, faults);
    const scenario::DrawTable table = scenario::read_draws(source, faults);
    loaded.posterior.parameters = table.parameters;
    loaded.posterior.draws.resize(static_cast<Eigen::Index>(table.draws.size()),
                                  static_cast<Eigen::Index>(table.parameters.size()));
    for (Eigen::Index draw = 0; draw < loaded.posterior.draws.rows(); ++draw)
      for (Eigen::Index i = 0; i < loaded.posterior.draws.cols(); ++i)
        loaded.posterior.draws(draw, i) =
            static_cast<double>(table.draws[static_cast<std::size_t>(draw)][static_cast<std::size_t>(i)]);
  }
  for (const model::ParameterRow* row : loaded.posterior.parameters)
    if (row->used_by_loader)
      faults.add({&source, 0, 0}, "draws", used_by_loader(*row), "leave the column out");
  loaded.faults = faults.take(source.name);
  return loaded;
}

regimen::Experiment with_draw(const scenario::Scenario& trial, const Posterior& posterior, std::size_t draw) {
  scenario::Draw values{.parameters = posterior.parameters, .values = {}};
  for (Eigen::Index i = 0; i < posterior.draws.cols(); ++i)
    values.values.push_back(static_cast<float>(posterior.draws(static_cast<Eigen::Index>(draw), i)));
  regimen::Experiment experiment = trial.experiment;
  scenario::apply_draw(values, trial.parameter_origins, experiment.parameters);
  return experiment;
}

}  // namespace tachy::study
