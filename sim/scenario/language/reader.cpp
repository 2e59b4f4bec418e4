#include "scenario/language/reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

namespace tachy::scenario {

namespace {

std::string with_article(std::string_view name) {
  const bool vowel = std::string_view("aeiou").find(name.front()) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", name);
}

// An amount in this unit, as people write it.
std::string_view example_of(std::string_view unit) {
  if (unit == "%") return "50 %";
  if (unit == "day") return "8 weeks";
  return "16";
}

std::string kind_name(const Node& node) {
  switch (node.kind) {
    case Node::Kind::empty:
      return "nothing";
    case Node::Kind::scalar:
      return fmt::format("'{}'", node.text);
    case Node::Kind::list:
      return "a list";
    case Node::Kind::map:
      return "a map of keys";
  }
  return "?";
}

}  // namespace

bool is_identifier(std::string_view word) {
  if (word.empty() || word.size() > 64 || !(word[0] >= 'a' && word[0] <= 'z')) return false;
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string show(double value, std::string_view unit) {
  const std::string number = std::abs(value) < 1e15 && value == std::floor(value)
                                 ? fmt::format("{:.0f}", value)
                                 : fmt::format("{:g}", value);
  if (unit.empty() || unit == "1") return number;
  const bool one = value == 1.0 || value == -1.0;
  if (unit == "points" || unit == "day" || unit == "year") {
    const std::string_view stem = unit == "points" ? "point" : unit;
    return fmt::format("{} {}{}", number, stem, one ? "" : "s");
  }
  if (unit.substr(0, 2) == "1/") return fmt::format("{} per {}", number, unit.substr(2));
  return fmt::format("{} {}", number, unit);
}

Reader::Reader(const Node& node, const Section& section, std::string path, Faults& faults)
    : node_(node), section_(section), path_(std::move(path)), faults_(faults) {
  if (!node.is(Node::Kind::map)) {
    faults_.add(node.place, path_,
                fmt::format("expected keys of {}, found {}", with_article(section.name), kind_name(node)),
                "write 'key: value' lines; keys: " + one_of(section.keys()));
    return;
  }
  const std::vector<std::string> misspelt = check_keys();
  check_sources();
  for (const Field& f : section.fields) {
    const bool excused = std::find(misspelt.begin(), misspelt.end(), f.key) != misspelt.end() ||
                         node.find("use");  // a part that could not be read, of which enough is said
    if (!f.required || node.find(f.key) || excused) continue;
    faults_.add(node.place, path_, fmt::format("'{}' is missing", f.key),
                fmt::format("{}: {}", f.key, f.doc));
  }
}

// What a part says about its sources: each row names a key of the part.
void Reader::check_sources() const {
  const Node* sources = section_.part ? node("sources") : nullptr;
  if (!sources) return;
  if (!sources->is(Node::Kind::map)) {
    fault("sources", "expected keys and their sources",
          "e.g. sources: {age: {grade: assumed, source: judgement}}");
    return;
  }
  for (const Member& m : sources->members) {
    const std::string path = path_of("sources") + "." + m.key;
    if (!section_.find(m.key)) {
      faults_.add(m.key_place, path,
                  fmt::format("unknown key '{}'{}", m.key, did_you_mean(m.key, section_.keys())),
                  fmt::format("keys of {}: {}", with_article(section_.name), one_of(section_.keys())));
    }
    const Reader row(m.value, kSourceSection, path, faults_);
    row.text("grade");
    row.text("source");
  }
}

std::vector<std::string> Reader::check_keys() const {
  const auto keys = section_.keys();
  std::vector<std::string> misspelt;
  for (const Member& m : node_.members) {
    const Field* f = section_.find(m.key);
    if (f && m.value.is(Node::Kind::empty)) {
      faults_.add(m.key_place, path_of(m.key), fmt::format("'{}' has no value", m.key), std::string(f->doc));
    }
    if (f) continue;
    const std::string near = nearest_word(m.key, keys);
    if (!near.empty()) misspelt.push_back(near);
    faults_.add(m.key_place, path_of(m.key),
                fmt::format("unknown key '{}'{}", m.key, did_you_mean(m.key, keys)),
                fmt::format("keys of {}: {}", with_article(section_.name), one_of(keys)));
  }
  return misspelt;
}

const Field& Reader::field(std::string_view key) const {
  const Field* f = section_.find(key);
  if (!f) throw std::logic_error(fmt::format("no key '{}' in the table of a {}", key, section_.name));
  return *f;
}

const Node* Reader::node(std::string_view key) const {
  const Field& f = field(key);
  const Node* n = node_.find(key);
  return n && !says_nothing(f, *n) ? n : nullptr;
}

// Of a key that must be there, and of words among which 'none' is one, the caller judges the value.
bool Reader::says_nothing(const Field& field, const Node& value) {
  const bool a_word = field.type == Type::text || field.type == Type::identifier ||
                      std::find(field.words.begin(), field.words.end(), "none") != field.words.end();
  if (field.required || a_word) return value.is(Node::Kind::empty);
  return is_nothing(value);
}

std::string Reader::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

Place Reader::place_of(std::string_view key) const {
  const Node* n = node_.find(key);
  return n ? n->place : node_.place;
}

void Reader::fault(std::string_view key, std::string message, std::string advice) const {
  faults_.add(place_of(key), path_of(key), std::move(message), std::move(advice));
}

void Reader::contradiction(std::string_view key, std::string_view other, std::string message,
                           std::string advice) const {
  faults_.contradiction(place_of(key), place_of(other), path_of(key), std::move(message), std::move(advice));
}

std::optional<std::string> Reader::text(std::string_view key) const {
  const Node* n = node(key);
  if (!n) return std::nullopt;
  const Field& f = field(key);
  if (!n->is(Node::Kind::scalar)) {
    fault(key, fmt::format("expected words, found {}", kind_name(*n)), std::string(f.doc));
    return std::nullopt;
  }
  if (f.type == Type::identifier && !is_identifier(n->text)) {
    fault(key, fmt::format("'{}' is not a name", n->text), "use small letters, digits and _, a letter first");
    return std::nullopt;
  }
  const bool choice = f.type == Type::choice || f.type == Type::section;
  if (choice && std::find(f.words.begin(), f.words.end(), n->text) == f.words.end()) {
    const auto words = strings(f.words);
    fault(key, fmt::format("'{}' is not known here{}", n->text, did_you_mean(n->text, words)),
          "allowed: " + one_of(words));
    return std::nullopt;
  }
  return n->text;
}

std::optional<std::size_t> Reader::choice(std::string_view key) const {
  const auto word = text(key);
  if (!word) return std::nullopt;
  const auto& words = field(key).words;
  return static_cast<std::size_t>(std::find(words.begin(), words.end(), *word) - words.begin());
}

std::vector<std::string> Reader::words(std::string_view key) const {
  const Node* n = node(key);
  if (!n) return {};
  const auto allowed = strings(field(key).words);
  if (!n->is(Node::Kind::list) || n->items.empty()) {
    fault(key, fmt::format("expected a list, found {}", kind_name(*n)), "a list of " + one_of(allowed));
    return {};
  }
  std::vector<std::string> result;
  for (std::size_t i = 0; i < n->items.size(); ++i) {
    const Node& item = n->items[i];
    const bool known =
        item.is(Node::Kind::scalar) && std::find(allowed.begin(), allowed.end(), item.text) != allowed.end();
    const bool twice = std::find(result.begin(), result.end(), item.text) != result.end();
    if (known && !twice) {
      result.push_back(item.text);
      continue;
    }
    faults_.add(
        item.place, fmt::format("{}.{}", path_of(key), i),
        twice ? fmt::format("'{}' stands there twice", item.text)
              : fmt::format("{} is not known here{}", kind_name(item), did_you_mean(item.text, allowed)),
        twice ? "name it once" : "allowed: " + one_of(allowed));
    return {};
  }
  return result;
}

std::optional<bool> Reader::flag(std::string_view key) const {
  const Node* n = node(key);
  if (!n) return std::nullopt;
  if (n->is(Node::Kind::scalar) && n->text == "true") return true;
  if (n->is(Node::Kind::scalar) && n->text == "false") return false;
  fault(key, fmt::format("expected true or false, found {}", kind_name(*n)), std::string(field(key).doc));
  return std::nullopt;
}

std::optional<std::uint64_t> Reader::whole(std::string_view key) const {
  const Node* n = node(key);
  if (!n) return std::nullopt;
  const Field& f = field(key);
  const std::string& t = n->text;
  std::uint64_t value = 0;
  const auto end = std::from_chars(t.data(), t.data() + t.size(), value);
  const bool digits = n->is(Node::Kind::scalar) && !n->quoted && end.ptr == t.data() + t.size() && !t.empty();
  if (end.ec == std::errc::invalid_argument || !digits) {
    const bool grouped = t.find_first_of(",_'") != std::string::npos;
    fault(key, fmt::format("{} is not a whole number", kind_name(*n)),
          grouped ? "write digits only, e.g. 100000" : std::string(f.doc));
    return std::nullopt;
  }
  const auto real = static_cast<double>(value);
  if (end.ec != std::errc{} || real < f.low || real > f.high) {
    const std::string high = f.high > 1e15 ? "18446744073709551615" : show(f.high, "");
    fault(key, fmt::format("{} is out of range", t), fmt::format("allowed: {} to {}", show(f.low, ""), high));
    return std::nullopt;
  }
  return value;
}

std::optional<Quantity> Reader::quantity_of(const Node& n, const Field& f, const std::string& path) const {
  const Unit unit = *parse_unit(f.unit);
  const bool share = f.unit == "%";
  const std::string wanted = share ? "a share" : noun(unit.dimension);
  std::string advice = share ? "write a share, e.g. '25 %'" : "write " + describe(unit.dimension);
  if (!f.other_unit.empty()) advice += ", or " + describe(parse_unit(f.other_unit)->dimension);
  const auto complain = [&](std::string message, std::string with) {
    faults_.add(n.place, path, std::move(message), std::move(with));
    return std::nullopt;
  };
  if (!n.is(Node::Kind::scalar))
    return complain(fmt::format("expected {}, found {}", wanted, kind_name(n)), advice);
  const auto q = parse_quantity(n.text);
  if (!q) {
    const auto word_at = n.text.find_first_not_of("+-.0123456789eE \t");
    const bool begins_with_number = n.text.find_first_of("0123456789") == n.text.find_first_not_of("+-.");
    const std::string near = word_at != std::string::npos && begins_with_number
                                 ? did_you_mean(n.text.substr(word_at), unit_words())
                                 : "";
    return complain(fmt::format("'{}' is not {}{}", n.text, wanted, near), advice);
  }
  const Dimension points = parse_unit("points")->dimension;
  const bool bare_points =
      unit.dimension == points && !q->has_unit;  // a score is counted, its unit is optional
  const bool other = !f.other_unit.empty() && q->unit.dimension == parse_unit(f.other_unit)->dimension;
  if (q->unit.dimension == unit.dimension || bare_points || other) return q;
  if (!q->has_unit) return complain(fmt::format("'{}' has no unit", n.text), advice);
  return complain(fmt::format("'{}' is {}, not {}", n.text, noun(q->unit.dimension), wanted), advice);
}

std::optional<double> Reader::amount_of(const Node& n, const Field& f, const std::string& path) const {
  const auto q = quantity_of(n, f, path);
  if (!q) return std::nullopt;
  const Unit unit = *parse_unit(f.unit);
  const double value = q->unit.dimension == unit.dimension ? q->in(unit) : q->number;
  const double rounding =
      1e-9 * std::max(std::abs(f.low), std::abs(f.high));  // 15 % may be 0.15 and a little
  if (value >= f.low - rounding && value <= f.high + rounding) return std::clamp(value, f.low, f.high);
  faults_.add(n.place, path, fmt::format("'{}' is out of range", n.text),
              fmt::format("allowed: {} to {}", show(f.low, f.unit), show(f.high, f.unit)));
  return std::nullopt;
}

std::optional<Quantity> Reader::quantity(std::string_view key) const {
  const Node* n = node(key);
  return n ? quantity_of(*n, field(key), path_of(key)) : std::nullopt;
}

std::optional<double> Reader::amount(std::string_view key) const {
  const Node* n = node(key);
  return n ? amount_of(*n, field(key), path_of(key)) : std::nullopt;
}

std::optional<std::uint32_t> Reader::days(std::string_view key) const {
  const auto value = amount(key);
  if (!value) return std::nullopt;
  if (*value == std::floor(*value) && *value >= 0) return static_cast<std::uint32_t>(*value);
  fault(key, fmt::format("'{}' is not a whole number of days", node(key)->text),
        "the model's step is one day");
  return std::nullopt;
}

std::vector<double> Reader::amounts(std::string_view key) const {
  const Node* n = node(key);
  std::vector<double> values;
  if (!n) return values;
  if (!n->is(Node::Kind::list)) {
    if (const auto value = amount(key)) values.push_back(*value);
    return values;
  }
  if (n->items.empty()) fault(key, "the list is empty", std::string(field(key).doc));
  for (std::size_t i = 0; i < n->items.size(); ++i) {
    const auto value = amount_of(n->items[i], field(key), fmt::format("{}.{}", path_of(key), i));
    if (!value) return {};
    values.push_back(*value);
  }
  return values;
}

std::optional<Comparison> Reader::comparison(std::string_view key) const {
  const Node* n = node(key);
  if (!n) return std::nullopt;
  const Field& f = field(key);
  const auto words = strings(f.words);
  const auto number = n->text.find_first_of("+-.0123456789");
  std::string word = n->text.substr(0, number);
  while (!word.empty() && word.back() == ' ') word.pop_back();
  const bool known = n->is(Node::Kind::scalar) && std::find(words.begin(), words.end(), word) != words.end();
  const std::string advice = fmt::format("write e.g. '{} {}'", words.front(), example_of(f.unit));
  if (!known || number == std::string::npos) {
    fault(key, fmt::format("{} does not begin with '{}'", kind_name(*n), one_of(words)), advice);
    return std::nullopt;
  }
  Node value = *n;
  value.text = n->text.substr(number);
  value.place.column += static_cast<std::uint32_t>(number + (n->quoted ? 1 : 0));
  const auto amount = amount_of(value, f, path_of(key));
  if (!amount) return std::nullopt;
  return Comparison{word, *amount};
}

std::optional<std::uint32_t> Reader::delay(std::string_view key) const {
  const Node* n = node(key);
  if (!n) return std::nullopt;
  const std::string_view after = field(key).words.front();
  if (!n->is(Node::Kind::scalar) || !n->text.ends_with(after)) {
    fault(key, fmt::format("{} does not end with '{}'", kind_name(*n), after),
          fmt::format("write e.g. '3 days {}'", after));
    return std::nullopt;
  }
  Node value = *n;
  value.text.resize(n->text.size() - after.size());
  const auto days = amount_of(value, field(key), path_of(key));
  if (!days || *days == std::floor(*days))
    return days ? std::optional(static_cast<std::uint32_t>(*days)) : std::nullopt;
  fault(key, fmt::format("'{}' is not a whole number of days", value.text), "the model's step is one day");
  return std::nullopt;
}

bool Reader::is_word(std::string_view key) const {
  const Node* n = node(key);
  const auto& words = field(key).words;
  return n && n->is(Node::Kind::scalar) && std::find(words.begin(), words.end(), n->text) != words.end();
}

std::optional<Reader> Reader::section(std::string_view key) const {
  const Node* n = node(key);
  if (!n || is_word(key)) return std::nullopt;
  const auto words = strings(field(key).words);
  if (!words.empty() && n->is(Node::Kind::scalar)) {
    fault(key, fmt::format("'{}' is not known here{}", n->text, did_you_mean(n->text, words)),
          fmt::format("{}, or keys of {}: {}", one_of(words), with_article(field(key).section->name),
                      one_of(field(key).section->keys())));
    return std::nullopt;
  }
  return std::optional<Reader>(std::in_place, *n, *field(key).section, path_of(key), faults_);
}

std::vector<Reader> Reader::sections(std::string_view key) const {
  std::vector<Reader> result;
  const Node* n = node(key);
  if (!n) return result;
  if (!n->is(Node::Kind::list) || n->items.empty())
    fault(key, fmt::format("expected a list, found {}", kind_name(*n)), std::string(field(key).doc));
  for (std::size_t i = 0; i < n->items.size(); ++i)
    result.emplace_back(n->items[i], *field(key).section, fmt::format("{}.{}", path_of(key), i), faults_);
  return result;
}

}  // namespace tachy::scenario
