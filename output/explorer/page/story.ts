// A story as its scenario's description tells it: aim, minutes, what to predict, what to see, what to discuss, and what an answer to
// that may say.

export interface Story {
  path: string; // below scenarios/
  title: string;
  aim: string;
  minutes: string;
  question: string;
  answers: string[];
  see: string;
  discuss: string;
  teacher: string;
}

const line = (text: string, name: string): string => new RegExp(`^ *${name}: (.*)$`, "m").exec(text)?.[1]?.trim() ?? "";

export function storyIn(path: string, text: string): Story {
  const [question = "", ...answers] = line(text, "Predict").split(" | ");
  return {
    path,
    title: line(text, "title"),
    aim: line(text, "Aim"),
    minutes: line(text, "Minutes"),
    question,
    answers,
    see: line(text, "See"),
    discuss: line(text, "Discuss"),
    teacher: line(text, "Answers"),
  };
}

// The order in which a class meets them; policy scenarios follow.
const kCourse = [
  "how-often",
  "induction",
  "dose",
  "placebo",
  "who-goes-on",
  "response-guided",
  "stopping",
  "tolerance",
  "take-home",
  "who-is-treated",
  "naltrexone",
  "chance",
];

export function storiesIn(texts: [string, string][]): { teaching: Story[]; policy: Story[] } {
  const below = (folder: string): Story[] =>
    texts
      .filter(([path]) => path.startsWith(`scenarios/${folder}/`))
      .map(([path, text]) => storyIn(path.slice("scenarios/".length), text));
  const place = (story: Story): number => kCourse.indexOf(story.path.replace(/^teaching\/|\.yaml$/g, ""));
  return { teaching: below("teaching").sort((a, b) => place(a) - place(b)), policy: below("policy") };
}
