// By study what was published and predicted, then what it adds up to, then every miss.
#include <limits>
#include <span>
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
  row.push_back(value_in_words(endpoint, score.model.value));
  row.push_back(range_in_words(endpoint, score.model.value, score.model.sd));
  if (!score.scored) return row;
  const bool inside = is_inside(score.model, kCoverageLevels.back());
  row.insert(row.end(),
             {with_sign(score.model.z), with_sign(score.regression.z), inside ? "inside" : "OUTSIDE"});
  return row;
}

std::string left_out_in_words(const StudyScore& study) {
  if (!study.left_out) return "";
  const LeftOut& left_out = *study.left_out;
  return fmt::format(", left out: {:.0f} effective draws, k {:.1f}{}", left_out.effective_sample_size,
                     left_out.shape, left_out.shape > kTrustedShape ? ", a guess" : "");
}

std::string study_block(const StudyScore& study) {
  const scenario::Published& published = study.published();
  std::vector<output::TextRow> rows{
      {"endpoint", "published (95 %)", "predicted", "95 % of trials", "z", "regression z", ""}};
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
  return fmt::format("{}  [{}{}{}]\n{}{}\n", published.study, name_of(published.split), weight,
                     left_out_in_words(study), output::text_table(rows), reasons);
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

std::string interval(const StudyMean& mean, const char* form) {
  if (std::isnan(mean.low)) return "(one study)";
  return fmt::format("({} to {})", fmt::format(fmt::runtime(form), mean.low),
                     fmt::format(fmt::runtime(form), mean.high));
}

output::TextRow agreement_row(const char* who, const Agreement& agreement) {
  output::TextRow row{
      who, fmt::format("{:.2f} {}", agreement.mean_z2->value, interval(*agreement.mean_z2, "{:.2f}"))};
  for (const std::optional<StudyMean>& share : agreement.coverage) {
    const StudyMean percent{100.0 * share->value, 100.0 * share->low, 100.0 * share->high};
    row.push_back(fmt::format("{:.0f} % {}", percent.value, interval(percent, "{:.0f}")));
  }
  return row;
}

std::string verdict_on(const StudyMean& skill) {
  if (std::isnan(skill.low)) return "one study tells nothing";
  return skill.low > 0.0 ? "better" : skill.high < 0.0 ? "worse" : "equal";
}

output::TextRow skill_row(const char* kind, const Skill& skill) {
  if (!skill.mean) return {kind, "none to judge"};
  const auto words = [](const std::optional<StudyMean>& mean) {
    return mean ? fmt::format("{} {}", with_sign(mean->value), interval(*mean, "{:+.2f}")) : "no study left";
  };
  std::string verdict = verdict_on(*skill.mean);
  if (skill.without_two_best && verdict_on(*skill.without_two_best) != verdict)
    verdict += fmt::format("; without the two {}", verdict_on(*skill.without_two_best));
  return {kind, words(skill.mean), words(skill.without_two_best), verdict};
}

// Whether the draws had seen what they predict here.
std::string what_the_draws_knew(std::span<const StudyScore> studies, Split split, const Summary& summary) {
  if (split == Split::validate && summary.left_out == 0) return "";
  if (summary.left_out == 0)
    return "In-sample, if the parameters were fitted to these studies: nothing tells, so that none was left "
           "out "
           "by the model; the meta-regression leaves each out.";
  double fewest = std::numeric_limits<double>::infinity();
  std::size_t guesses = 0;
  for (const StudyScore& study : studies) {
    if (study.published().split != split || !study.left_out) continue;
    fewest = std::min(fewest, study.left_out->effective_sample_size);
    guesses += study.left_out->shape > kTrustedShape;
  }
  return fmt::format(
      "Model and meta-regression predict each study without itself. The model leaves out {} of {} by "
      "weighting the "
      "draws anew: at least {:.0f} of them are effective; for {} studies k is above {:g}, which makes their "
      "part a "
      "guess.",
      summary.left_out, summary.studies, fewest, guesses, kTrustedShape);
}

std::string run_table(const Validation& validation, Split split) {
  const Summary summary = summarise(validation.studies, split);
  if (summary.studies == 0) return "";
  output::TextRow heading{"", "mean z2, 1 is right"};
  for (const CoverageLevel& level : kCoverageLevels)
    heading.push_back(fmt::format("inside {:.0f} %", 100.0 * level.share));
  const std::string agreement = output::text_table(
      {heading, agreement_row("model", summary.model), agreement_row("meta-regression", summary.regression)});
  const std::string skill =
      output::text_table({{"skill of the model", "all studies", "without the two best", ""},
                          skill_row("on levels", summary.levels),
                          skill_row("on contrasts", summary.contrasts)});
  const std::string knew = what_the_draws_knew(validation.studies, split, summary);
  return fmt::format("{}: {} endpoints of {} studies, each counted by its weight\n{}{}{}\n",
                     split == Split::calibrate ? "Fitted to (calibrate)" : "Predicted (validate)",
                     summary.endpoints, summary.studies, agreement, skill,
                     knew.empty() ? "" : wrapped(knew, ""));
}

std::string miss_in_words(const StudyScore& study, const EndpointScore& score) {
  const PublishedEndpoint& endpoint = study.endpoint(score);
  const std::string text = fmt::format(
      "- {} ({}): published {}, predicted {} ({}), {} by {:.1f} SD; the meta-regression says {} ({}). {}",
      endpoint.id, study.published().study, published_in_words(endpoint),
      value_in_words(endpoint, score.model.value),
      range_in_words(endpoint, score.model.value, score.model.sd),
      score.model.z > 0.0 ? "too low" : "too high", std::abs(score.model.z),
      value_in_words(endpoint, score.regression.value),
      range_in_words(endpoint, score.regression.value, score.regression.sd), endpoint.note);
  return wrapped(text, "  ");
}

std::string misses(const Validation& validation, Split split) {
  std::string text;
  for (const StudyScore& study : validation.studies) {
    if (study.published().split != split) continue;
    for (const EndpointScore& score : study.endpoints)
      if (score.scored && std::abs(score.model.z) > kMissed) text += miss_in_words(study, score);
  }
  return text.empty() ? ""
                      : fmt::format("Misses among {} (|z| above {:g})\n{}\n", name_of(split), kMissed, text);
}

constexpr const char* kNotes =
    "95 % of trials: where a trial of the published size would publish, with chance between its patients, "
    "effects of the study and the uncertainty of parameters. z: published less predicted, in SDs of that. "
    "Meta-regression: what the values of calibrate trials say without a model, by the kind of endpoint and "
    "of "
    "arm, sessions and days since the last, with random effects of the study. Skill: log density gained over "
    "it, for each endpoint; equal: the interval holds 0. In brackets: 90 %, by drawing studies anew. "
    "Differences and ratios set the first arm against the second.";

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
