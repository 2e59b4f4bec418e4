#include "output/compare/variants_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "output/compare/draws_text.hpp"
#include "output/compare/number_text.hpp"
#include "output/compare/text_table.hpp"
#include "output/outcome/over_draws.hpp"

namespace tachy::output {

namespace {

constexpr double kMostChance = 0.2;  // of the variance between draws

double mean_over(const std::vector<double>& draws) {
  return std::accumulate(draws.begin(), draws.end(), 0.0) / static_cast<double>(draws.size());
}

std::size_t reference_of(const Outcome& outcome) {
  return static_cast<std::size_t>(
      std::find(outcome.arm_ids.begin(), outcome.arm_ids.end(), outcome.reference_arm) -
      outcome.arm_ids.begin());
}

// "+16.1 (3.0 to 34.2)"
std::string cell_in_clinic(const Outcome& outcome, const Measure& measure, std::size_t variant,
                           std::size_t arm) {
  const Interval difference = difference_in_variant(outcome, measure, variant, arm);
  if (std::isnan(difference.low)) return "too few patients";
  const double factor = factor_of(measure);
  const int decimals = decimals_for({difference}, factor);
  return fmt::format("{} ({})", signed_text(difference.estimate * factor, decimals),
                     range_text(difference, factor, decimals));
}

// Whether chance among the patients of a variant is small enough for an order of its arms.
bool tells_an_order(const Outcome& outcome, const Measure& measure, std::size_t variant) {
  if (reference_of(outcome) == outcome.arm_ids.size()) return true;  // no differences to judge it by
  for (std::size_t arm = 0; arm < outcome.arm_ids.size(); ++arm)
    if (outcome.arm_ids[arm] != outcome.reference_arm &&
        std::isnan(difference_in_variant(outcome, measure, variant, arm).low))
      return false;
  return true;
}

// "2 of 2", "1 of 2, not in one_pool"
std::string in_how_many(const Measure& measure, const Outcome& outcome,
                        const std::vector<std::size_t>& structures) {
  std::size_t holds = 0;
  std::string others;
  for (const std::size_t variant : structures) {
    const std::optional<bool> held = order_holds(outcome, measure, variant);
    if (!held) return "too few patients";
    if (*held)
      ++holds;
    else
      others += (others.empty() ? ", not in " : ", ") + outcome.unknown.variants[variant].id;
  }
  return fmt::format("{} of {}{}", holds, structures.size(), others);
}

std::string differences_by_structure(const Outcome& outcome, const Measure& measure,
                                     const std::vector<std::size_t>& structures) {
  std::vector<TextRow> rows{{"arm", "as planned"}};
  for (const std::size_t variant : structures) rows[0].push_back(outcome.unknown.variants[variant].id);
  for (std::size_t arm = 0; arm < outcome.arm_ids.size(); ++arm) {
    if (outcome.arm_ids[arm] == outcome.reference_arm) continue;
    rows.push_back({outcome.arm_ids[arm], signed_text(measure.arms[arm].difference.estimate, 1)});
    for (const std::size_t variant : structures)
      rows.back().push_back(signed_text(difference_in_variant(outcome, measure, variant, arm).estimate, 1));
  }
  return fmt::format("  {}: mean difference to {}\n{}", measure.label, outcome.reference_arm,
                     text_table(rows));
}

}  // namespace

std::vector<std::size_t> variants_of_kind(const Outcome& outcome, const std::string& kind) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < outcome.unknown.variants.size(); ++i)
    if (outcome.unknown.variants[i].kind == kind) places.push_back(i);
  return places;
}

Interval difference_in_variant(const Outcome& outcome, const Measure& measure, std::size_t variant,
                               std::size_t arm) {
  const std::size_t reference = reference_of(outcome);
  if (reference == outcome.arm_ids.size()) return {};
  const std::vector<double>& own = measure.arms[arm].by_draw_of_variant[variant];
  const std::vector<double>& others = measure.arms[reference].by_draw_of_variant[variant];
  std::vector<double> differences;
  for (std::size_t draw = 0; draw < own.size(); ++draw) differences.push_back(own[draw] - others[draw]);
  // Chance as in the run's own draws, with other numbers of patients.
  const double patients = static_cast<double>(outcome.enrolled) / static_cast<double>(outcome.unknown.draws),
               chance = measure.arms[arm].difference_chance,
               variance = chance * chance * patients / outcome.unknown.variants[variant].patients;
  const OverDraws over = over_draws(differences, std::vector<double>(differences.size(), variance));
  const bool enough = !(over.share_of_chance > kMostChance);
  return enough ? over.interval : Interval{over.interval.estimate, kMissing, kMissing};
}

std::string what_one_clinic_may_see(const Outcome& outcome, const std::vector<ShownMeasure>& measures) {
  const std::vector<std::size_t> clinics = variants_of_kind(outcome, "clinic");
  if (clinics.empty() || reference_of(outcome) == outcome.arm_ids.size()) return "";
  return fmt::format(
      "In one clinic: the same differences where drug and setting work better or worse than in the\n"
      "average one, as they do between studies; the mean, and 95 % of draws with a clinic each\n{}\n",
      table_of_arms(outcome, measures, [&](const Measure& measure, std::size_t arm) {
        return cell_in_clinic(outcome, measure, clinics.front(), arm);
      }));
}

std::optional<bool> order_holds(const Outcome& outcome, const Measure& measure, std::size_t variant) {
  if (is_mostly_chance(most_share_of_chance(measure)) || !tells_an_order(outcome, measure, variant))
    return std::nullopt;
  for (const ArmTotal& a : measure.arms)
    for (const ArmTotal& b : measure.arms)
      if (a.mean.estimate > b.mean.estimate &&
          mean_over(a.by_draw_of_variant[variant]) < mean_over(b.by_draw_of_variant[variant]))
        return false;
  return true;
}

std::string what_structures_say(const Outcome& outcome, const std::vector<ShownMeasure>& measures) {
  const std::vector<std::size_t> structures = variants_of_kind(outcome, "structure");
  if (structures.empty() || measures.empty()) return "";
  std::string text = "Alternative structures of the model, each under draws of its own posterior\n";
  for (const std::size_t variant : structures) {
    const VariantLived& structure = outcome.unknown.variants[variant];
    text += fmt::format("  {}: {}; {} draws\n", structure.id, structure.fixes, structure.draws.size());
  }
  text += "  The order of the arms holds in\n";
  std::vector<TextRow> rows;
  for (const ShownMeasure& shown : measures)
    rows.push_back({shown.measure->label, in_how_many(*shown.measure, outcome, structures)});
  text += text_table(rows);
  if (reference_of(outcome) < outcome.arm_ids.size())
    text += differences_by_structure(outcome, *measures.front().measure, structures);
  return text + "\n";
}

}  // namespace tachy::output
