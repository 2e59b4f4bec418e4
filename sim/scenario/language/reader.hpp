// Reads one section of a scenario: checks it against its table and hands out typed values.
//
// The constructor reports what is wrong with the section as a whole (unknown and missing keys, not a map);
// each getter reports what is wrong with its value and then returns nullopt. A caller goes on with defaults,
// so that all faults of a file are found at once. Asking for a key that is not in the table is our bug.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/text/faults.hpp"
#include "scenario/text/source.hpp"
#include "scenario/text/units.hpp"
#include "scenario/language/vocabulary.hpp"

namespace tachy::scenario {

struct Comparison {
  std::string word;  // "at least"
  double value;      // in the field's unit
};

class Reader {
 public:
  Reader(const Node& node, const Section& section, std::string path, Faults& faults);

  const Node* node(std::string_view key) const;  // nullptr when absent or nothing
  bool has(std::string_view key) const { return node(key) != nullptr; }
  const Node& whole_node() const { return node_; }
  const std::string& path() const { return path_; }
  std::string path_of(std::string_view key) const;
  Faults& faults() const { return faults_; }

  std::optional<std::string> text(std::string_view key) const;    // also identifier and choice
  std::optional<std::size_t> choice(std::string_view key) const;  // its place among the field's words
  std::vector<std::string> words(std::string_view key) const;     // of choices; each once
  std::optional<bool> flag(std::string_view key) const;
  std::optional<std::uint64_t> whole(std::string_view key) const;
  std::optional<double> amount(std::string_view key) const;       // in the field's unit
  std::optional<std::uint32_t> days(std::string_view key) const;  // an amount that must be whole days
  std::vector<double> amounts(std::string_view key) const;
  std::optional<Quantity> quantity(std::string_view key) const;  // either of the field's two dimensions
  std::optional<Comparison> comparison(std::string_view key) const;
  std::optional<std::uint32_t> delay(std::string_view key) const;  // whole days before the field's words
  bool is_word(std::string_view key) const;  // of a section that may also be one of its field's words
  std::optional<Reader> section(std::string_view key) const;  // nullopt when it is such a word
  std::vector<Reader> sections(std::string_view key) const;   // of a list; paths end in their place in it

  // A fault at the value of `key` (or at the section when the key is absent).
  void fault(std::string_view key, std::string message, std::string advice) const;
  void contradiction(std::string_view key, std::string_view other, std::string message,
                     std::string advice) const;
  Place place_of(std::string_view key) const;

  // One value of an amount field with the range and unit of `field`; `path` is for messages.
  std::optional<double> amount_of(const Node& node, const Field& field, const std::string& path) const;
  std::optional<Quantity> quantity_of(const Node& node, const Field& field, const std::string& path) const;

 private:
  // Reports unknown keys and keys without a value; the keys that were probably meant.
  std::vector<std::string> check_keys() const;
  void check_sources() const;
  const Field& field(std::string_view key) const;
  static bool says_nothing(const Field& field, const Node& value);

  const Node& node_;
  const Section& section_;
  std::string path_;
  Faults& faults_;
};

// "value unit" for messages: "36500 days", "20 %", "0.5".
std::string show(double value, std::string_view unit);

bool is_identifier(std::string_view word);

}  // namespace tachy::scenario
