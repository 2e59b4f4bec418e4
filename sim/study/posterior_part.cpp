#include "study/posterior_part.hpp"

#include <filesystem>

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

std::string yaml_of(const PosteriorPart& content, const std::string& draws, const std::string& csv) {
  Node part, sources;
  add(part, "title", text_node(content.title, true));
  add(part, "draws", text_node(draws, true));
  add(part, "draws_sha256", text_node(output::sha256(csv), true));
  add(part, "fitted_to", text_node(list_of_studies(content.fitted_to), true));
  for (const CentralValue& value : content.parameters) {
    add(part, value.parameter->name,
        text_node(scenario::with_unit(rounded(value.median), value.parameter->unit), false));
    Node source;
    add(source, "grade", text_node(value.derived ? "derived" : "assumed", false));
    add(source, "source", text_node(value.source, true));
    add(sources, value.parameter->name, std::move(source));
  }
  for (const HeldInFit& held : content.held) {
    add(part, held.parameter->name,
        text_node(scenario::with_unit(fmt::format("{}", held.value), held.parameter->unit), false));
    Node source;
    add(source, "grade", text_node("assumed", false));
    add(source, "source", text_node("held in the fit", true));
    add(sources, held.parameter->name, std::move(source));
  }
  add(part, "sources", std::move(sources));
  return fmt::format(
      "# Written by {}; do not edit. Central values are medians of the draws,\n"
      "# rounded to three digits.\n"
      "# Grade: derived where trials decide, assumed where they cannot move the prior.\n{}",
      content.written_by, scenario::write_yaml(part));
}

std::string csv_of(const PosteriorPart& content) {
  std::string text = fmt::format(
      "# {}: joint draws, each equally likely; units as in the parameter table\ndraw", content.title);
  for (const CentralValue& value : content.parameters) text += fmt::format(",{}", value.parameter->name);
  text += '\n';
  for (Eigen::Index draw = 0; draw < content.draws.rows(); ++draw) {
    text += std::to_string(draw);
    for (Eigen::Index i = 0; i < content.draws.cols(); ++i) {
      text += ',';
      text += exact(content.draws(draw, i));
    }
    text += '\n';
  }
  return text;
}

}  // namespace

void write_posterior_part(const std::string& yaml_path, const PosteriorPart& part) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(yaml_path).parent_path(), error);
  const std::string draws = draws_beside(yaml_path), csv = csv_of(part);
  const std::string yaml = yaml_of(part, std::filesystem::path(draws).filename().string(), csv);
  output::write_whole_files({{draws, csv}, {yaml_path, yaml}});
}

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

}  // namespace tachy::study
