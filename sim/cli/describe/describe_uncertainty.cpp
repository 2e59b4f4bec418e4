#include "cli/describe/describe_uncertainty.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "base/grouped.hpp"

namespace tachy::cli {

namespace {

// A heading with its names below, wrapped.
void print_names(const std::string& heading, const std::vector<std::string_view>& names) {
  constexpr std::size_t kWidth = 110;
  fmt::print("  {} ({}):", heading, names.size());
  std::size_t column = kWidth;
  for (const std::string_view name : names) {
    if (column + name.size() + 1 > kWidth) {
      fmt::print("\n     ");
      column = 5;
    }
    fmt::print(" {}", name);
    column += name.size() + 1;
  }
  fmt::print("\n");
}

}  // namespace

void print_uncertainty(const scenario::Uncertainty& u) {
  fmt::print("  {} draws of {} patients each: rows of {} ({} in all), in an order that is always the same\n",
             u.draws(), grouped(u.patients), u.from, u.rows_in_all);
  std::map<std::string, std::vector<std::string_view>> drawn, held;
  for (const scenario::DrawnParameter& p : u.parameters)
    drawn[fmt::format("drawn, {}, from {}", name_of(p.group), p.from)].push_back(p.row->name);
  for (const scenario::HeldParameter& p : u.held)
    held[fmt::format("held, {}", p.because)].push_back(p.row->name);
  for (const auto* groups : {&drawn, &held})
    for (const auto& [heading, names] : *groups) print_names(heading, names);
  for (const scenario::Variant& variant : u.variants) {
    std::vector<std::string_view> fixed;
    for (const scenario::FixedValue& value : variant.fixed) fixed.push_back(value.row->name);
    print_names(
        fmt::format("structure {}: {} draws of {} patients each from {}, fixed", variant.id,
                    variant.rows.size(), grouped(scenario::patients_of_variant(u.patients)), variant.from),
        fixed);
  }
}

}  // namespace tachy::cli
