#include "bench/machine.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>

#include <fmt/format.h>

namespace tachy::bench {

namespace {

rusage usage_of_this_process() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage;
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

}  // namespace

std::string processor() {
  std::ifstream cpuinfo("/proc/cpuinfo");
  for (std::string line; std::getline(cpuinfo, line);)
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  return "unknown processor";
}

std::uint64_t peak_bytes() { return static_cast<std::uint64_t>(usage_of_this_process().ru_maxrss) * 1024; }

Watch::Watch() : start_(read()) {}

// The first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal in ticks; zeros where
// there is no such file.
Watch::Reading Watch::read() {
  Reading r{};
  const std::chrono::duration<double> now = std::chrono::steady_clock::now().time_since_epoch();
  r.seconds = now.count();
  std::ifstream stat("/proc/stat");
  std::string name;
  double ticks[8] = {};
  stat >> name;
  for (double& t : ticks) stat >> t;
  const auto per_second = static_cast<double>(sysconf(_SC_CLK_TCK));
  for (const double t : ticks) r.total += t / per_second;
  r.idle = (ticks[3] + ticks[4]) / per_second;
  r.stolen = ticks[7] / per_second;
  const rusage usage = usage_of_this_process();
  r.own = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
  r.switches = static_cast<double>(usage.ru_nivcsw);
  return r;
}

Watch::Disturbance Watch::disturbance() const {
  const Reading now = read();
  const double total = std::max(now.total - start_.total, 1e-9);
  const double stolen = now.stolen - start_.stolen;
  const double others = total - (now.idle - start_.idle) - stolen - (now.own - start_.own);
  double load = 0.0;
  if (getloadavg(&load, 1) != 1) load = 0.0;
  return {load, std::max(others, 0.0) / total, stolen / total,
          (now.switches - start_.switches) / std::max(now.seconds - start_.seconds, 1e-9)};
}

std::string in_words(const Watch::Disturbance& d) {
  return fmt::format(
      "load average {:.1f}; others used {:.0f} % of all processors, {:.1f} % was stolen by the host; put "
      "aside "
      "{:.0f} times a second",
      d.load_average, 100.0 * d.used_by_others, 100.0 * d.stolen, d.involuntary_switches_per_second);
}

}  // namespace tachy::bench
