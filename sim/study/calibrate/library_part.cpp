#include "study/calibrate/library_part.hpp"

#include <filesystem>
#include <string>

#include <fmt/format.h>

#include "output/file/atomic_file.hpp"
#include "output/file/sha256.hpp"
#include "scenario/language/parameter_words.hpp"
#include "scenario/text/source.hpp"

namespace tachy::study {

namespace {

// The shortest text that reads back as the same float.
std::string exact(double value) { return fmt::format("{}", static_cast<float>(value)); }

// A central value: three digits are more than the draws can tell. The parameter table has the shipped ones.
std::string rounded(double value) { return exact(std::stod(fmt::format("{:.3g}", value))); }

std::string source_of(const ParameterFinding& p, std::size_t studies) {
  const std::string interval =
      fmt::format("95 % of the draws from {:.3g} to {:.3g}", p.posterior.low, p.posterior.high);
  if (!p.by_trials)
    return fmt::format("prior, weighted by the absence of use disorders under supervision; {}", interval);
  if (p.unmoved()) return fmt::format("prior; the trials cannot move it; {}", interval);
  return fmt::format("median of draws fitted to {} studies; {}", studies, interval);
}

using scenario::Node;

Node text_node(std::string text, bool quoted) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = std::move(text);
  node.quoted = quoted;
  return node;
}

void add(Node& map, std::string_view key, Node value) {
  map.kind = Node::Kind::map;
  map.members.push_back({std::string(key), {}, std::move(value)});
}

std::string yaml_of(const CalibrationPlan& plan, const Findings& findings, const std::string& draws,
                    const std::string& csv) {
  Node part, sources;
  add(part, "title", text_node(plan.title, true));
  add(part, "draws", text_node(draws, true));
  add(part, "draws_sha256", text_node(output::sha256(csv), true));
  std::vector<std::string> studies;
  for (const StudyFinding& finding : findings.studies) studies.push_back(finding.study);
  add(part, "fitted_to", text_node(list_of_studies(studies), true));
  for (const ParameterFinding& p : findings.parameters) {
    add(part, p.parameter->name,
        text_node(scenario::with_unit(rounded(p.posterior.median), p.parameter->unit), false));
    Node source;
    add(source, "grade", text_node(p.by_trials && !p.unmoved() ? "derived" : "assumed", false));
    add(source, "source", text_node(source_of(p, findings.studies.size()), true));
    add(sources, p.parameter->name, std::move(source));
  }
  add(part, "sources", std::move(sources));
  return fmt::format(
      "# Written by 'tachy calibrate' from {}; do not edit. Central values are medians of the draws,\n"
      "# rounded to three digits.\n"
      "# Grade: derived where trials decide, assumed where they cannot move the prior.\n{}",
      std::filesystem::path(plan.path).filename().string(), scenario::write_yaml(part));
}

std::string csv_of(const CalibrationPlan& plan, const PosteriorTable& table) {
  std::string text = fmt::format(
      "# {}: joint draws, each equally likely; units as in the parameter table\ndraw", plan.title);
  for (const model::ParameterRow* row : table.parameters) text += fmt::format(",{}", row->name);
  text += '\n';
  for (Eigen::Index draw = 0; draw < table.values.rows(); ++draw) {
    text += std::to_string(draw);
    for (Eigen::Index i = 0; i < table.values.cols(); ++i) {
      text += ',';
      text += exact(table.values(draw, i));
    }
    text += '\n';
  }
  return text;
}

}  // namespace

std::string list_of_studies(const std::vector<std::string>& studies) {
  return fmt::format("{}", fmt::join(studies, "; "));
}

std::vector<std::string> listed_studies(std::string_view list) {
  constexpr std::string_view kBetween = "; ";
  std::vector<std::string> studies;
  while (!list.empty()) {
    const std::size_t end = list.find(kBetween);
    studies.emplace_back(list.substr(0, end));
    list.remove_prefix(end == std::string_view::npos ? list.size() : end + kBetween.size());
  }
  return studies;
}

std::string draws_beside(const std::string& yaml_path) {
  return std::filesystem::path(yaml_path).replace_extension(".csv").string();
}

LibraryPart library_part(const CalibrationPlan& plan, const PosteriorTable& table, const Findings& findings) {
  const std::string draws = std::filesystem::path(draws_beside(plan.posterior)).filename().string();
  const std::string csv = csv_of(plan, table);
  return {yaml_of(plan, findings, draws, csv), csv};
}

void write_library_part(const std::string& yaml_path, const LibraryPart& part) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(yaml_path).parent_path(), error);
  output::write_whole_files({{draws_beside(yaml_path), part.csv}, {yaml_path, part.yaml}});
}

}  // namespace tachy::study
