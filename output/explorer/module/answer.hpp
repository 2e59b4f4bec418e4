// What the module tells the page: JSON text at an address in its memory.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#define TACHY_EXPORT(name) extern "C" __attribute__((export_name(#name)))

namespace tachy::explorer {

using Json = nlohmann::ordered_json;

// Kept until the next answer.
void set_answer(const Json& answer);

}  // namespace tachy::explorer
