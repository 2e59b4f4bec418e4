// tachy completion SHELL: a script that completes commands and options, read off the commands themselves.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands.hpp"

namespace tachy::cli {

namespace {

using Words = std::vector<std::string>;

Words options_of(const CLI::App& command) {
  Words words;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_snames()) words.push_back("-" + name);
    for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
  }
  return words;
}

// A command's own options and those of all commands.
Words options_behind(const CLI::App& app, const CLI::App& command) {
  Words words = options_of(command);
  for (const std::string& word : options_of(app))
    if (std::find(words.begin(), words.end(), word) == words.end() && word != "--version")
      words.push_back(word);
  return words;
}

Words names_of(const std::vector<const CLI::App*>& commands) {
  Words names;
  for (const CLI::App* command : commands) names.push_back(command->get_name());
  return names;
}

std::string for_bash(const CLI::App& app, const std::vector<const CLI::App*>& commands) {
  std::string text =
      "# tachy for bash: source <(tachy completion bash)\n"
      "_tachy() {\n"
      "  local words=\"\" word=${COMP_WORDS[COMP_CWORD]} at=1\n"
      "  while [ \"$at\" -lt \"$COMP_CWORD\" ] && [ \"${COMP_WORDS[at]:0:1}\" = - ]; do at=$((at + 1)); "
      "done\n"
      "  if [ \"$at\" -eq \"$COMP_CWORD\" ]; then\n";
  text += fmt::format("    words=\"{} {}\"\n", fmt::join(names_of(commands), " "),
                      fmt::join(options_of(app), " "));
  text += "  else\n    case \"${COMP_WORDS[at]}\" in\n";
  for (const CLI::App* command : commands)
    text += fmt::format("      {}) words=\"{}\" ;;\n", command->get_name(),
                        fmt::join(options_behind(app, *command), " "));
  return text +
         "    esac\n"
         "    case \"$word\" in -*) ;; *) words=\"\" ;; esac\n"
         "  fi\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
         "}\n"
         "complete -o default -F _tachy tachy\n";
}

std::string for_zsh(const CLI::App& app, const std::vector<const CLI::App*>& commands) {
  std::string text =
      "#compdef tachy\n"
      "# tachy for zsh: source <(tachy completion zsh), after compinit\n"
      "_tachy() {\n"
      "  local -a choices\n"
      "  local at=2\n"
      "  while (( at < CURRENT )) && [[ ${words[at]} == -* ]]; do (( ++at )); done\n"
      "  if (( at == CURRENT )); then\n";
  text += fmt::format("    choices=({} {})\n", fmt::join(names_of(commands), " "),
                      fmt::join(options_of(app), " "));
  text += "  else\n    case ${words[at]} in\n";
  for (const CLI::App* command : commands)
    text += fmt::format("      {}) choices=({}) ;;\n", command->get_name(),
                        fmt::join(options_behind(app, *command), " "));
  return text +
         "    esac\n"
         "    [[ $PREFIX == -* ]] || { _files; return }\n"
         "  fi\n"
         "  compadd -- $choices\n"
         "}\n"
         "compdef _tachy tachy\n";
}

// A description as a fish word in single quotes.
std::string fish_quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text.substr(0, text.find('\n'))) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

// The options of one command, or with an empty condition of all.
std::string fish_options(const CLI::App& app, const std::string& condition) {
  std::string text;
  for (const CLI::Option* option : app.get_options()) {
    std::string names;
    for (const std::string& name : option->get_snames()) names += " -s " + name;
    for (const std::string& name : option->get_lnames()) names += " -l " + name;
    if (names.empty()) continue;
    text += fmt::format("complete -c tachy{}{}{} -d {}\n", condition, names,
                        option->get_expected_max() > 0 ? " -r" : "", fish_quoted(option->get_description()));
  }
  return text;
}

std::string for_fish(const CLI::App& app, const std::vector<const CLI::App*>& commands) {
  std::string text = "# tachy for fish: tachy completion fish | source\n" + fish_options(app, "");
  for (const CLI::App* command : commands) {
    text += fmt::format("complete -c tachy -n __fish_use_subcommand -f -a {} -d {}\n", command->get_name(),
                        fish_quoted(command->get_description()));
    text += fish_options(*command, fmt::format(" -n '__fish_seen_subcommand_from {}'", command->get_name()));
  }
  return text;
}

}  // namespace

void add_completion(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("completion", "Print a script that completes commands and options in a shell");
  const auto shell = std::make_shared<std::string>();
  command->add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->footer("Example: source <(tachy completion bash)   # in ~/.bashrc");
  const CLI::App* whole = &app;
  command->callback([&exit_code, shell, whole] {
    const auto commands = whole->get_subcommands([](const CLI::App*) { return true; });
    fmt::print("{}", *shell == "bash"  ? for_bash(*whole, commands)
                     : *shell == "zsh" ? for_zsh(*whole, commands)
                                       : for_fish(*whole, commands));
    exit_code = kDone;
  });
}

}  // namespace tachy::cli
