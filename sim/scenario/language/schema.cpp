#include "scenario/language/schema.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "model/parameter_table.hpp"
#include "scenario/language/parameter_words.hpp"
#include "scenario/language/reader.hpp"
#include "scenario/text/units.hpp"
#include "scenario/language/vocabulary.hpp"

namespace tachy::scenario {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kNumber = R"([+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)";
constexpr std::string_view kIdentifier = "^[a-z][a-z0-9_]{0,63}$";
// A number that lacks a unit, and anything else a person may write as text.
const Json kText = {{"type", {"string", "number", "boolean"}}};

// "(at least|at most)"
std::string any_of(std::span<const std::string_view> words) {
  std::string pattern;
  for (const std::string_view word : words) {
    if (!pattern.empty()) pattern += '|';
    pattern += word;
  }
  return fmt::format("({})", pattern);
}

// Is a number without a unit a value of this dimension?
bool may_be_bare(const Dimension& dimension) {
  return dimension == Dimension{} || dimension == parse_unit("points")->dimension;
}

// "a number and one of its units", without anchors.
std::string amount_pattern(const Dimension& dimension) {
  return fmt::format(R"({}\s*{}{})", kNumber, unit_pattern(dimension), may_be_bare(dimension) ? "?" : "");
}

std::string range_text(const Field& f) {
  if (f.low == f.high) return "";
  const std::string high = f.high > 1e15 ? "18446744073709551615" : show(f.high, f.unit);
  return fmt::format(" ({} to {})", show(f.low, f.unit), high);
}

// One value of an amount field. Plain numbers carry their range; text carries the unit.
Json amount(const Field& f) {
  std::set<Dimension> dimensions = {parse_unit(f.unit)->dimension};
  if (!f.other_unit.empty()) dimensions.insert(parse_unit(f.other_unit)->dimension);
  std::string pattern;
  Json either = Json::array();
  for (const Dimension& dimension : dimensions) {
    if (!pattern.empty()) pattern += '|';
    pattern += amount_pattern(dimension);
    if (!may_be_bare(dimension) || f.unit == "%") continue;
    Json number = {{"type", "number"}};
    if (f.low != f.high) number.update({{"minimum", f.low}, {"maximum", f.high}});
    either.push_back(std::move(number));
  }
  if (f.unit == "%")
    either.push_back({{"type", "number"}, {"minimum", f.low / 100}, {"maximum", f.high / 100}});
  either.push_back({{"type", "string"}, {"pattern", fmt::format(R"(^\s*({})\s*$)", pattern)}});
  return either.size() == 1 ? either.front() : Json{{"anyOf", either}};
}

Json list_of(Json item) { return {{"type", "array"}, {"minItems", 1}, {"items", std::move(item)}}; }
Json identifier() { return {{"type", "string"}, {"pattern", kIdentifier}}; }

Json whole(const Field& f) {
  Json number = {{"type", "integer"}, {"minimum", static_cast<std::uint64_t>(f.low)}};
  number["maximum"] = f.high >= 1.8e19 ? ~std::uint64_t{0} : static_cast<std::uint64_t>(f.high);
  return number;
}

Json parameters() {
  Json properties = Json::object();
  for (const model::ParameterRow& row : model::parameter_table()) {
    const Field field = field_of(row);
    Json value = amount(field);
    value["description"] = fmt::format("{}{}; default {:g}, {}", row.meaning, range_text(field),
                                       row.default_value, name_of(row.grade));
    properties[std::string(row.name)] = std::move(value);
  }
  return properties;
}

class SchemaWriter {
 public:
  Json write() {
    Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                   {"title", "tachy scenario"},
                   {"description", "Made by 'tachy schema'; 'tachy check FILE' finds more."}};
    schema.update(section(kScenarioSection, nullptr, true));
    Json definitions = Json::object();
    for (auto& [name, definition] : definitions_) definitions[name] = std::move(definition);
    schema["$defs"] = std::move(definitions);
    return schema;
  }

 private:
  // A reference to the definition of a section. `whole`: nothing can be laid under it by a part or a named
  // phase, so that what is required must be there.
  Json reference(const Section& s, bool whole) {
    std::string name = fmt::format("{}{}", s.name, whole ? "" : " or a part of it");
    for (char& c : name) c = c == ' ' ? '_' : c;
    if (!definitions_.contains(name)) {
      definitions_[name] = Json();  // a section that holds itself ends here
      definitions_[name] = section(s, nullptr, whole);
    }
    return {{"$ref", "#/$defs/" + name}};
  }

  // `holder`: the field whose unit and range the section's values take; nullptr when they have their own.
  Json section(const Section& s, const Field* holder, bool whole) {
    Json properties = Json::object(), required = Json::array();
    for (const std::string& key : s.keys()) {
      const Field& own = *s.find(key);
      properties[key] = holder ? value(with_unit_of(*holder, own), s) : value(own, s);
      if (own.required && whole) required.push_back(key);
    }
    Json result = {{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
    if (!required.empty() && !s.part) result["required"] = required;
    if (!required.empty() && s.part) {
      result["anyOf"] = {{{"required", {"use"}}}, {{"required", required}}};
    }
    return result;
  }

  Json value(const Field& f, const Section& in) {
    Json result = kind(f, in);
    const bool a_word = f.type == Type::text || f.type == Type::identifier ||
                        std::find(f.words.begin(), f.words.end(), "none") != f.words.end();
    if (!f.required && !a_word) result = {{"anyOf", {std::move(result), nothing()}}};
    const bool amount_like = f.type == Type::amount || f.type == Type::amounts ||
                             f.type == Type::comparison || f.type == Type::delay;
    result["description"] = std::string(f.doc) + (amount_like ? range_text(f) : "");
    return result;
  }

  Json kind(const Field& f, const Section& in) {
    switch (f.type) {
      case Type::text:
        return kText;
      case Type::identifier:
        return identifier();
      case Type::identifiers:
        return list_of(identifier());
      case Type::whole:
        return whole(f);
      case Type::amount:
        return amount(f);
      case Type::amounts:
        return {{"anyOf", {amount(f), list_of(amount(f))}}};
      case Type::comparison:
        return {{"type", "string"},
                {"pattern", fmt::format(R"(^{}\s*{}\s*$)", any_of(f.words),
                                        amount_pattern(parse_unit(f.unit)->dimension))}};
      case Type::delay:
        return {{"type", "string"},
                {"pattern", fmt::format(R"(^\s*{}\s+{}\s*$)", amount_pattern(parse_unit(f.unit)->dimension),
                                        any_of(f.words))}};
      case Type::choice:
        return {{"enum", strings(f.words)}};
      case Type::choices:
        return list_of({{"enum", strings(f.words)}});
      case Type::flag:
        return {{"type", "boolean"}};
      case Type::section:
        return map_or_word(f);
      case Type::sections:
        return list_of(reference(*f.section, true));
      case Type::named_sections:
        return named(f, in);
      case Type::parameters:
        return parameters_and_part(*f.section);
      case Type::phases:
        return phases(f);
    }
    return {};
  }

  // What takes an inherited value away.
  Json nothing() {
    definitions_["nothing"] = {{"enum", {"none", nullptr, Json::array(), Json::object()}}};
    return {{"$ref", "#/$defs/nothing"}};
  }

  Json map_or_word(const Field& f) {
    Json map = f.unit.empty() ? reference(*f.section, f.section->part) : section(*f.section, &f, false);
    if (f.words.empty()) return map;
    return {{"anyOf", {std::move(map), {{"enum", strings(f.words)}}}}};
  }

  // Sources of parameters are named after them.
  Json parameters_and_part(const Section& s) {
    Json properties = parameters(), sources = Json::object();
    for (const auto& parameter : properties.items())
      sources[parameter.key()] = reference(kSourceSection, false);
    for (const std::string& key : s.keys()) properties[key] = value(*s.find(key), s);
    properties["sources"]["properties"] = std::move(sources);
    return {{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
  }

  // Sources are named after the keys of their section, other maps by any identifier.
  Json named(const Field& f, const Section& in) {
    const Json item = reference(*f.section, false);
    Json result = {{"type", "object"}};
    if (f.section != &kSourceSection) {
      result["patternProperties"] = {{std::string(kIdentifier), item}};
    } else {
      for (const std::string& key : in.keys()) result["properties"][key] = item;
    }
    result["additionalProperties"] = false;
    return result;
  }

  Json phases(const Field& f) {
    Json own = {{"type", "object"}, {"minProperties", 1}, {"maxProperties", 1}};
    own["patternProperties"] = {{std::string(kIdentifier), reference(*f.section, false)}};
    own["additionalProperties"] = false;
    return list_of({{"anyOf", {identifier(), std::move(own)}}});
  }

  std::map<std::string, Json> definitions_;
};

}  // namespace

std::string json_schema() { return SchemaWriter().write().dump(1) + "\n"; }

}  // namespace tachy::scenario
