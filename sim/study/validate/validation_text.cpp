// By study what was published and predicted, then what it adds up to, then every miss.
#include <sstream>

#include <fmt/format.h>

#include "output/compare/text_table.hpp"
#include "study/trial/endpoint_format.hpp"
#include "study/validate/validation_report.hpp"

namespace tachy::study {

namespace {

using scenario::PublishedEndpoint;
using scenario::Split;

std::string with_sign(double value) { return fmt::format("{:+.2f}", value); }

output::TextRow row_of(const StudyScore& study, const EndpointScore& score) {
  const PublishedEndpoint& endpoint = study.endpoint(score);
  output::TextRow row{endpoint.id, published_in_words(endpoint)};
  if (endpoint.comparison == scenario::Contrast::sign) {
    row.push_back(std::isnan(score.sign_shown) ? "none"
                                               : fmt::format("{:.0f} % agree", 100.0 * score.sign_shown));
    return row;
  }
  row.push_back(value_in_words(endpoint, score.predicted));
  row.push_back(range_in_words(endpoint, score.predicted, score.sd));
  if (!score.scored) return row;
  const bool inside = is_inside(score, kCoverageLevels.back());
  row.insert(row.end(), {with_sign(score.z), with_sign(score.naive_z), inside ? "inside" : "OUTSIDE"});
  return row;
}

std::string study_block(const StudyScore& study) {
  const scenario::Published& published = study.published();
  std::vector<output::TextRow> rows{
      {"endpoint", "published (95 %)", "predicted", "95 % of trials", "z", "naive z", ""}};
  std::string reasons;
  for (const EndpointScore& score : study.endpoints) {
    rows.push_back(row_of(study, score));
    if (!score.scored)
      reasons +=
          fmt::format("    {} is not scored: {}\n", study.endpoint(score).id, why_not_scored(study, score));
  }
  for (const scenario::ListedEndpoint& listed : published.listed)
    reasons += fmt::format("    {} ({}) is not computed: {}\n", listed.id, listed.what, listed.not_scored);
  const std::string weight = published.weight == 1.0 ? "" : fmt::format(", weight {:.2g}", published.weight);
  return fmt::format("{}  [{}{}]\n{}{}\n", published.study, name_of(published.split), weight,
                     output::text_table(rows), reasons);
}

std::string interval(const StudyMean& mean) {
  return std::isnan(mean.low) ? "one study, no interval"
                              : fmt::format("{:.2f} to {:.2f}", mean.low, mean.high);
}

std::string coverage_in_words(const Summary& summary, std::size_t level) {
  const StudyMean& share = *summary.coverage[level];
  const std::string text = fmt::format("{:.0f} % of values inside their {:.0f} % interval",
                                       100.0 * share.value, 100.0 * kCoverageLevels[level].share);
  if (std::isnan(share.low)) return text;
  return fmt::format("{} ({:.0f} to {:.0f} %)", text, 100.0 * share.low, 100.0 * share.high);
}

std::string skill_in_words(const std::optional<StudyMean>& skill, const char* kind) {
  if (!skill) return fmt::format("no {} to judge", kind);
  const char* claim = std::isnan(skill->low) ? ""
                      : skill->low > 0.0     ? ": better than naive"
                      : skill->high < 0.0    ? ": worse than naive"
                                             : ": not told apart from naive";
  return fmt::format("{} on {} ({}{})", with_sign(skill->value), kind, interval(*skill), claim);
}

// At most 100 columns; lines after the first begin with `indent`.
std::string wrapped(const std::string& sentences, const std::string& indent) {
  constexpr std::size_t kColumns = 100;
  std::istringstream words(sentences);
  std::string text, line;
  for (std::string word; words >> word;) {
    if (line.empty()) {
      line = word;
    } else if (line.size() + 1 + word.size() <= kColumns) {
      line.append(" ").append(word);
    } else {
      text.append(line).append("\n");
      line = fmt::format("{}{}", indent, word);
    }
  }
  return fmt::format("{}{}\n", text, line);
}

std::string run_table(const Validation& validation, Split split) {
  const Summary summary = summarise(validation.studies, split);
  if (summary.studies == 0) return "";
  const std::string text = fmt::format(
      "{}: over {} endpoints of {} studies, each counted by its weight, mean z2 is {:.2f} ({}; 1 is right), "
      "with {}, "
      "{} and {}. Skill, the log density gained over the naive predictor for each endpoint, is {}, and {}.",
      split == Split::calibrate ? "Fitted to (calibrate)" : "Predicted (validate)", summary.endpoints,
      summary.studies, summary.mean_z2->value, interval(*summary.mean_z2), coverage_in_words(summary, 0),
      coverage_in_words(summary, 1), coverage_in_words(summary, 2),
      skill_in_words(summary.skill_levels, "levels"), skill_in_words(summary.skill_contrasts, "contrasts"));
  return fmt::format("{}\n", wrapped(text, "  "));
}

std::string miss_in_words(const StudyScore& study, const EndpointScore& score) {
  const PublishedEndpoint& endpoint = study.endpoint(score);
  const std::string text = fmt::format(
      "- {} ({}): published {}, predicted {} ({}), {} by {:.1f} SD; the naive predictor says {}. {}",
      endpoint.id, study.published().study, published_in_words(endpoint),
      value_in_words(endpoint, score.predicted), range_in_words(endpoint, score.predicted, score.sd),
      score.z > 0.0 ? "too low" : "too high", std::abs(score.z), value_in_words(endpoint, score.naive.mean),
      endpoint.note);
  return wrapped(text, "  ");
}

std::string misses(const Validation& validation, Split split) {
  std::string text;
  for (const StudyScore& study : validation.studies) {
    if (study.published().split != split) continue;
    for (const EndpointScore& score : study.endpoints)
      if (score.scored && std::abs(score.z) > kMissed) text += miss_in_words(study, score);
  }
  return text.empty() ? ""
                      : fmt::format("Misses among {} (|z| above {:g})\n{}\n", name_of(split), kMissed, text);
}

constexpr const char* kNotes =
    "95 % of trials: where a trial of the published size would publish, with chance between its patients, "
    "effects of the study and the uncertainty of parameters. z: published less predicted, in SDs of that. "
    "Intervals of the summary: 90 %, by drawing studies anew. Naive: what calibrate trials published for "
    "endpoints of the same kind, without a model; a study's own endpoints are left out. Differences and "
    "ratios set the first arm against the second.";

}  // namespace

std::string validation_text(const Validation& validation) {
  std::string text;
  for (const Split split : {Split::calibrate, Split::validate, Split::context})
    for (const StudyScore& study : validation.studies)
      if (study.published().split == split) text += study_block(study);
  for (const Split split : {Split::calibrate, Split::validate}) text += run_table(validation, split);
  for (const Split split : {Split::calibrate, Split::validate}) text += misses(validation, split);
  const std::string how = fmt::format(
      "Parameters: {}; {} patients simulated for each of the four points of a prediction and each of {} "
      "draws. "
      "{}",
      validation.parameters, validation.patients, validation.draws, kNotes);
  return text + wrapped(how, "");
}

}  // namespace tachy::study
