// How much is given at one session: the value of `dose`, or a step of `ladder`.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

using model::DoseForm;
using model::kMgPerSpray;

// Plausible doses; beyond them is more likely a slip of the pen than a protocol.
constexpr double kMinMgPerKg = 0.05, kMaxMgPerKg = 2.0;
constexpr double kMinMg = 5.0, kMaxMg = 200.0;
constexpr double kMaxSprays = 4.0, kLabelSprays = 3.0;
constexpr double kUsualMgPerKg = 1.0;
constexpr const char* kAllSprays = "28 mg, 56 mg, 84 mg or 112 mg";

class AmountReader {
 public:
  AmountReader(const Reader& give, const Node& node, const std::string& path, Faults& notes)
      : give_(give), node_(node), path_(path), notes_(notes) {}

  bool read(DoseForm& form) const {
    const auto dose = give_.quantity_of(node_, *kGiveSection.find("dose"), path_);
    if (!dose) return false;
    const bool sprayed = model::row_of(form.product).device_mg > 0.0f;
    form.mg = form.mg_per_kg = 0.0f;
    const Unit mg = *parse_unit("mg"), mg_per_kg = *parse_unit("mg/kg");
    if (dose->unit.dimension == mg_per_kg.dimension) return by_weight(dose->in(mg_per_kg), sprayed, form);
    return sprayed ? sprays(dose->in(mg), form) : fixed(dose->in(mg), form);
  }

 private:
  bool fault(const std::string& message, const std::string& advice) const {
    give_.faults().add(node_.place, path_, message, advice);
    return false;
  }
  void note_above(const std::string& usual) const {
    notes_.add(node_.place, path_, fmt::format("'{}' is above {}", node_.text, usual), "is it meant?");
  }
  bool within(double value, double low, double high, const char* unit) const {
    if (value >= low && value <= high) return true;
    return fault(fmt::format("'{}' is out of range", node_.text),
                 fmt::format("allowed: {} to {} {}", low, high, unit));
  }

  bool by_weight(double mg_per_kg, bool sprayed, DoseForm& form) const {
    form.mg_per_kg = static_cast<float>(mg_per_kg);
    if (!within(mg_per_kg, kMinMgPerKg, kMaxMgPerKg, "mg/kg")) return false;
    if (sprayed && !give_.has("round_to")) {
      return fault("a nasal dose by body weight is seldom a whole number of sprays",
                   "add 'round_to: spray' for the nearest number of sprays of 28 mg, or write " +
                       std::string(kAllSprays));
    }
    if (sprayed) {
      form.whole_sprays = true;
      form.at_most_mg =
          std::min(form.at_most_mg,
                   static_cast<float>(give_.has("at_most") ? kMaxSprays : kLabelSprays) * kMgPerSpray);
    }
    if (mg_per_kg > kUsualMgPerKg && !sprayed) note_above("1 mg/kg, the highest dose of the trials");
    return true;
  }

  bool fixed(double mg, DoseForm& form) const {
    form.mg = static_cast<float>(mg);
    return within(mg, kMinMg, kMaxMg, "mg");
  }

  bool sprays(double mg, DoseForm& form) const {
    const double wanted = mg / double{kMgPerSpray};
    const double nearest = std::max(std::ceil(wanted - 0.5), 1.0);
    if (wanted != nearest && !give_.has("round_to")) {
      return fault(fmt::format("'{}' cannot be given with devices of 28 mg", node_.text),
                   fmt::format("write {}, or add 'round_to: spray' for the nearest of them", kAllSprays));
    }
    if (!within(mg, kMinMg, (kMaxSprays + 0.5) * double{kMgPerSpray}, "mg")) return false;
    form.mg = static_cast<float>(nearest) * kMgPerSpray;
    if (nearest > kLabelSprays) note_above("84 mg, the highest dose of the label");
    return true;
  }

  const Reader& give_;
  const Node& node_;
  const std::string& path_;
  Faults& notes_;
};

}  // namespace

bool lower_amount(const Reader& give, const Node& node, const std::string& path, Faults& notes,
                  DoseForm& form) {
  return AmountReader(give, node, path, notes).read(form);
}

}  // namespace tachy::scenario
