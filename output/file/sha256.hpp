// SHA-256 of a text as 64 lower-case hexadecimal digits (OpenSSL).
#pragma once

#include <string>
#include <string_view>

namespace tachy::output {

std::string sha256(std::string_view text);

}  // namespace tachy::output
