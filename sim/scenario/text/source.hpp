// Scenario text and the tree read from it: every value knows its file, line and column.
//
// yaml-cpp parses; the tree is our own because it must notice what yaml-cpp hides (duplicate keys,
// aliases, several documents) and because library parts of other files are merged into it.
// A Source must outlive the nodes read from it: Sources keeps them at fixed addresses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace tachy::scenario {

class Faults;

// A scenario is a few kilobytes and a few levels deep. What is much larger is no scenario, and must not keep
// a user waiting.
inline constexpr std::size_t kMostBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMostLevels = 64;  // of lists and maps within each other

struct Source {
  std::string name;        // as shown in messages: the path as given, or "--set"
  std::string short_name;  // as stored in results: does not depend on the working directory
  std::string text;
  std::string_view line(std::uint32_t number) const;  // from 1; without the line end
};
using Sources = std::deque<Source>;

struct Place {
  const Source* source = nullptr;
  std::uint32_t line = 0, column = 0;  // from 1; 0 = the file as a whole
};

struct Member;
struct Node {
  enum class Kind { empty, scalar, list, map };
  Kind kind = Kind::empty;
  std::string text;     // of a scalar
  bool quoted = false;  // a quoted scalar is text, never a number
  Place place;
  std::vector<Member> members;  // of a map, in the order written
  std::vector<Node> items;      // of a list

  bool is(Kind k) const { return kind == k; }
  const Node* find(std::string_view key) const;
  Node* find(std::string_view key);
  const Member* member(std::string_view key) const;
};
struct Member {
  std::string key;
  Place key_place;
  Node value;
};

// Reads YAML. Faults (not YAML, duplicate keys, aliases, a second document) are added to `faults`; the
// first line of the text counts as `place`, so that a value of --set can be shown within its argument.
Node read_yaml(std::string_view text, const Place& place, Faults& faults);

// The tree as YAML text.
std::string write_yaml(const Node& node);

// `none`, null, {} and [] all say that there is nothing. (A key without a value that takes nothing away is
// refused, as a slip.)
bool is_nothing(const Node& node);

// The one rule of what an arm, a stage or the user of a part inherits. `over` on top of `base`: maps are
// merged key by key, everything else is replaced, and a key that is nothing takes the inherited value away.
Node merge(const Node& base, const Node& over);

}  // namespace tachy::scenario
