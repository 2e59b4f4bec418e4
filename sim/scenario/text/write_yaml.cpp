// Tree to YAML text.
#include <algorithm>

#include <yaml-cpp/emitter.h>
#include <yaml-cpp/emittermanip.h>

#include "scenario/text/source.hpp"

namespace tachy::scenario {

namespace {

void emit(YAML::Emitter& out, const Node& node) {
  switch (node.kind) {
    case Node::Kind::empty:
      out << YAML::Null;
      return;
    case Node::Kind::scalar:
      if (node.quoted) out << YAML::DoubleQuoted;
      out << node.text;
      return;
    case Node::Kind::list: {
      const bool scalars = std::all_of(node.items.begin(), node.items.end(),
                                       [](const Node& n) { return n.is(Node::Kind::scalar); });
      if (scalars) out << YAML::Flow;
      out << YAML::BeginSeq;
      for (const Node& item : node.items) emit(out, item);
      out << YAML::EndSeq;
      return;
    }
    case Node::Kind::map:
      out << YAML::BeginMap;
      for (const Member& m : node.members) {
        out << YAML::Key << m.key << YAML::Value;
        emit(out, m.value);
      }
      out << YAML::EndMap;
      return;
  }
}

}  // namespace

std::string write_yaml(const Node& node) {
  YAML::Emitter out;
  emit(out, node);
  return std::string(out.c_str()) + "\n";
}

}  // namespace tachy::scenario
