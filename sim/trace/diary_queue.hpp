// The diaries of many patients, kept on several threads and handed over one by one, in order.
//
// The taker gets one at a time, on whatever thread is free. No more than a few wait for it, so memory stays
// the same however many patients there are and however slow the taker is.
#pragma once

#include <functional>
#include <span>

#include "trace/diary.hpp"

namespace tachy::trace {

using DiaryTaker = std::function<void(std::uint32_t patient, const Diary& diary)>;

// `take` may throw to end it. threads: 0 = all.
void keep_diaries(const day::Setup& setup, std::span<const std::uint32_t> patients, int threads,
                  const DiaryTaker& take);

}  // namespace tachy::trace
