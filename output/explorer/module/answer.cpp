#include "output/explorer/module/answer.hpp"

#include <cstdint>

namespace tachy::explorer {

namespace {
std::string& answer_text() {
  static std::string text;
  return text;
}
}  // namespace

void set_answer(const Json& answer) {
  answer_text() = answer.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace tachy::explorer

TACHY_EXPORT(answer_at) const char* answer_at() { return tachy::explorer::answer_text().data(); }
TACHY_EXPORT(answer_size) std::uint32_t answer_size() {
  return static_cast<std::uint32_t>(tachy::explorer::answer_text().size());
}
