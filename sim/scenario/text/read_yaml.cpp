// YAML text to tree, from the events of yaml-cpp's parser.
#include <algorithm>
#include <sstream>
#include <unordered_map>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "base/printable.hpp"
#include "scenario/text/faults.hpp"
#include "scenario/text/source.hpp"

namespace tachy::scenario {

namespace {

// The offset of the first byte that is not part of UTF-8 text; npos when all is well.
std::size_t not_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t bytes = first_character(text.substr(i)).bytes;
    if (bytes == 0) return i;
    i += bytes;
  }
  return std::string_view::npos;
}

class TooDeep {};  // said already

// Builds the tree from the parser's events. `open_` holds the lists and maps not yet closed.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(const Place& start, Faults& faults) : start_(start), faults_(faults) {}
  Node take() { return std::move(root_); }
  const Place& document() const { return document_; }  // where the last one begins

  void OnDocumentStart(const YAML::Mark& mark) override { document_ = at(mark); }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    check_anchor(mark, anchor);
    put(make(Node::Kind::empty, mark));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    faults_.add(at(mark), "", "aliases ('*name') are not used in scenarios",
                "name a phase once under 'phases' and use its name in the arms");
    put(make(Node::Kind::empty, mark));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    check_anchor(mark, anchor);
    check_visible(mark, value);
    Node node = make(Node::Kind::scalar, mark);
    node.text = value;
    node.quoted = tag == "!";
    put(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Node::Kind::list, mark, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Node::Kind::map, mark, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    Node node;
    bool key_read = false;  // of a map: the next node is the value of `key`
    std::string key;
    Place key_place;
    std::unordered_map<std::string, Place> keys;  // of a map: those read
    bool skip = false;                            // the key was a duplicate or no word: its value is dropped
  };

  Place at(const YAML::Mark& mark) const {
    const auto line = static_cast<std::uint32_t>(std::max(mark.line, 0));
    const auto column = static_cast<std::uint32_t>(std::max(mark.column, 0));
    return {start_.source, start_.line + line, (line == 0 ? start_.column : 1u) + column};
  }
  Node make(Node::Kind kind, const YAML::Mark& mark) const {
    Node node;
    node.kind = kind;
    node.place = at(mark);
    return node;
  }
  void check_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor == YAML::NullAnchor) return;
    faults_.add(at(mark), "", "anchors ('&name') are not used in scenarios",
                "name a phase once under 'phases' and use its name in the arms");
  }
  // Titles and labels are shown on terminals and in figures.
  void check_visible(const YAML::Mark& mark, std::string_view value) {
    for (std::size_t i = 0; i < value.size();) {
      const Character character = first_character(value.substr(i));
      if (character.bytes == 0) return;
      if (is_control(character.code)) {
        faults_.add(at(mark), "", fmt::format("a control character (U+{:04X})", character.code),
                    "write what can be seen; text runs from left to right");
        return;
      }
      i += character.bytes;
    }
  }
  void open(Node::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    check_anchor(mark, anchor);
    if (open_.size() == kMostLevels) {
      faults_.add(at(mark), "", fmt::format("more than {} lists or maps within each other", kMostLevels),
                  "close the brackets; a scenario is a few levels deep");
      throw TooDeep{};
    }
    open_.push_back({make(kind, mark), false, "", {}, {}, false});
  }
  void close() {
    Node done = std::move(open_.back().node);
    open_.pop_back();
    put(std::move(done));
  }
  void put(Node node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& parent = open_.back();
    if (parent.node.is(Node::Kind::list)) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.key_read) {
      read_key(parent, node);
    } else {
      parent.key_read = false;
      if (!parent.skip) parent.node.members.push_back({parent.key, parent.key_place, std::move(node)});
    }
  }
  void read_key(Open& parent, const Node& node) {
    parent.key_read = true;
    parent.key = node.text;
    parent.key_place = node.place;
    parent.skip = !node.is(Node::Kind::scalar);
    if (parent.skip) {
      faults_.add(node.place, "", "a key must be a word", "write 'key: value'");
    } else if (const auto [first, is_new] = parent.keys.try_emplace(node.text, node.place); !is_new) {
      parent.skip = true;
      faults_.contradiction(node.place, first->second, path_to(node.text),
                            fmt::format("'{}' is given twice", node.text), "keep one of the two lines");
    }
  }

  // Dotted path of the map being read, ending with `key`.
  std::string path_to(const std::string& key) const {
    std::string path;
    for (const Open& open : open_) {
      if (&open != &open_.back() && !open.key.empty()) path += open.key + ".";
    }
    return path + key;
  }

  Place start_, document_;
  Faults& faults_;
  Node root_;
  std::vector<Open> open_;
};

}  // namespace

Node read_yaml(std::string_view text, const Place& place, Faults& faults) {
  if (const std::size_t bad = not_utf8(text); bad != std::string_view::npos) {
    const auto line = static_cast<std::uint32_t>(
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bad), '\n'));
    faults.add({place.source, place.line + line, 0}, "", "this line is not UTF-8 text",
               "save the file as UTF-8");
    return Node{};
  }
  TreeBuilder builder(place, faults);
  std::istringstream in{std::string(text)};
  try {
    YAML::Parser parser(in);
    if (!parser.HandleNextDocument(builder)) return Node{};
    Node root = builder.take();
    if (parser.HandleNextDocument(builder)) {
      faults.add(builder.document(), "", "the file holds more than one YAML document",
                 "remove the line '---' and what follows it");
    }
    return root;
  } catch (const TooDeep&) {
    return Node{};
  } catch (const YAML::Exception& e) {
    const auto line = static_cast<std::uint32_t>(std::max(e.mark.line, 0));
    const auto column = static_cast<std::uint32_t>(std::max(e.mark.column, 0));
    faults.add({place.source, place.line + line, (line == 0 ? place.column : 1u) + column}, "",
               fmt::format("this is not YAML: {}", e.msg), "check indentation, colons, quotes and brackets");
    return Node{};
  }
}

}  // namespace tachy::scenario
