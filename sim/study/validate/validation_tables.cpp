// JSON and CSV. Numbers are on the comparison scale of the endpoint, which `scale` names, so that
// z = (published - predicted) / sd holds in every row; what is unknown is null, or an empty cell.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "study/trial/endpoint_format.hpp"
#include "study/validate/validation_report.hpp"

namespace tachy::study {

namespace {

using Json = nlohmann::ordered_json;
using scenario::PublishedEndpoint;
using scenario::Split;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json bound(const PublishedEndpoint& endpoint, const std::optional<double>& value) {
  return value ? number(on_comparison_scale(endpoint, *value)) : Json();
}

Json endpoint_json(const StudyScore& study, const EndpointScore& score) {
  const PublishedEndpoint& endpoint = study.endpoint(score);
  const double reach = kCoverageLevels.back().deviates * score.model.sd;
  Json json;
  json["id"] = endpoint.id;
  json["study"] = study.published().study;
  json["split"] = name_of(study.published().split);
  json["kind"] = is_contrast(endpoint) ? "contrast" : "level";
  json["scale"] = in_logarithms(endpoint) ? "logarithm" : "as published";
  json["published"] = number(score.published);
  json["published_interval"] = {bound(endpoint, endpoint.low), bound(endpoint, endpoint.high)};
  json["predicted"] = number(score.model.value);
  json["sd"] = number(score.model.sd);
  json["interval"] = {number(score.model.value - reach), number(score.model.value + reach)};
  json["inside"] = score.scored ? Json(is_inside(score.model, kCoverageLevels.back())) : Json();
  json["z"] = number(score.model.z);
  json["regression_predicted"] = number(score.regression.value);
  json["regression_sd"] = number(score.regression.sd);
  json["regression_z"] = number(score.regression.z);
  json["sign_shown"] = number(score.sign_shown);
  json["n"] = endpoint.n;
  json["weight"] = study.published().weight;
  json["evidence"] = name_of(endpoint.evidence);
  json["not_scored"] = why_not_scored(study, score);
  json["published_text"] = published_in_words(endpoint);
  json["predicted_text"] = value_in_words(endpoint, score.model.value);
  json["note"] = endpoint.note;
  json["source"] = endpoint.source;
  return json;
}

Json mean_json(const std::optional<StudyMean>& mean) {
  if (!mean) return {};
  Json json;
  json["value"] = number(mean->value);
  json["interval"] = {number(mean->low), number(mean->high)};
  return json;
}

Json coverage_json(const Agreement& agreement) {
  Json json;
  for (std::size_t i = 0; i < kCoverageLevels.size(); ++i) {
    const double nominal = kCoverageLevels[i].share;
    const std::optional<StudyMean>& share = agreement.coverage[i];
    Json level = mean_json(share);
    if (share && !std::isnan(share->low))
      level["nominal_inside"] = share->low <= nominal && nominal <= share->high;
    json[fmt::format("{:.0f}", 100.0 * nominal)] = level;
  }
  return json;
}

Json agreement_json(const Agreement& agreement) {
  Json json;
  const Json mean_z2 = mean_json(agreement.mean_z2);
  json["mean_z2"] = agreement.mean_z2 ? mean_z2["value"] : Json();
  json["mean_z2_interval"] = agreement.mean_z2 ? mean_z2["interval"] : Json();
  json["coverage"] = coverage_json(agreement);
  return json;
}

Json skill_json(const Skill& skill) {
  Json json = mean_json(skill.mean);
  if (skill.mean) json["without_two_best"] = mean_json(skill.without_two_best);
  return json;
}

Json summary_json(const Summary& summary) {
  Json json;
  json["studies"] = summary.studies;
  json["endpoints"] = summary.endpoints;
  json["studies_left_out"] = summary.left_out;
  json.update(agreement_json(summary.model));
  json["regression"] = agreement_json(summary.regression);
  json["skill_levels"] = skill_json(summary.levels);
  json["skill_contrasts"] = skill_json(summary.contrasts);
  return json;
}

Json study_json(const StudyScore& study) {
  const auto skill = [](const std::optional<double>& value) { return value ? number(*value) : Json(); };
  Json json;
  json["study"] = study.published().study;
  json["split"] = name_of(study.published().split);
  json["weight"] = study.published().weight;
  json["skill_levels"] = skill(study.skill_levels);
  json["skill_contrasts"] = skill(study.skill_contrasts);
  if (!study.left_out) return json;
  json["left_out"] = {{"effective_sample_size", number(study.left_out->effective_sample_size)},
                      {"shape", number(study.left_out->shape)}};
  return json;
}

Json listed_json(const Validation& validation) {
  Json listed = Json::array();
  for (const StudyScore& study : validation.studies) {
    const scenario::Published& published = study.published();
    for (const scenario::ListedEndpoint& endpoint : published.listed)
      listed.push_back({{"id", endpoint.id},
                        {"study", published.study},
                        {"split", name_of(published.split)},
                        {"what", endpoint.what},
                        {"evidence", name_of(endpoint.evidence)},
                        {"not_scored", endpoint.not_scored},
                        {"source", endpoint.source}});
  }
  return listed;
}

Json endpoints_json(const Validation& validation) {
  Json endpoints = Json::array();
  for (const StudyScore& study : validation.studies)
    for (const EndpointScore& score : study.endpoints) endpoints.push_back(endpoint_json(study, score));
  return endpoints;
}

std::string cell(const Json& value) {
  if (value.is_null()) return "";
  if (value.is_array()) return fmt::format("{},{}", cell(value[0]), cell(value[1]));
  if (!value.is_string()) return value.dump();
  std::string quoted;
  for (const char c : value.get<std::string>()) quoted.append(c == '"' ? 2 : 1, c);
  return fmt::format("\"{}\"", quoted);
}

std::string heading(const std::string& key, const Json& value) {
  return value.is_array() ? fmt::format("{}_low,{}_high", key, key) : key;
}

}  // namespace

std::string validation_json(const Validation& validation) {
  Json json;
  json["parameters"] = validation.parameters;
  json["draws"] = validation.draws;
  json["people"] = validation.patients;
  json["regression_source"] = validation.regression_source;
  json["endpoints"] = endpoints_json(validation);
  json["listed"] = listed_json(validation);
  json["studies"] = Json::array();
  for (const StudyScore& study : validation.studies) json["studies"].push_back(study_json(study));
  for (const Split split : {Split::calibrate, Split::validate})
    json["summary"][name_of(split)] = summary_json(summarise(validation.studies, split));
  return json.dump(1) + "\n";
}

std::string validation_csv(const Validation& validation) {
  std::string text;
  for (const Json& endpoint : endpoints_json(validation)) {
    std::vector<std::string> names, values;
    for (const auto& [key, value] : endpoint.items()) {
      names.push_back(heading(key, value));
      values.push_back(cell(value));
    }
    if (text.empty()) text = fmt::format("{}\n", fmt::join(names, ","));
    text += fmt::format("{}\n", fmt::join(values, ","));
  }
  return text;
}

}  // namespace tachy::study
