// The card of a story: predict, then see the recorded run, then change it.
import type { Story } from "./story";

function paragraph(name: string, text: string): HTMLParagraphElement {
  const made = document.createElement("p"),
    strong = document.createElement("strong");
  strong.textContent = `${name} `;
  made.append(strong, text);
  return made;
}

function forTheTeacher(text: string): HTMLDetailsElement {
  const made = document.createElement("details"),
    summary = document.createElement("summary");
  summary.textContent = "For the teacher: what an answer may say";
  made.append(summary, text);
  return made;
}

export function drawCard(
  into: HTMLElement,
  story: Story | undefined,
  shown: boolean,
  predicted: (answer: string) => void,
): void {
  into.replaceChildren();
  if (!story || !story.question) return;
  into.append(paragraph("Aim:", `${story.aim} (${story.minutes} minutes)`));
  if (!shown) {
    into.append(paragraph("Before you look:", story.question));
    const answers = document.createElement("div");
    answers.className = "answers";
    for (const answer of [...story.answers, "Just show me"]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = answer;
      if (answer === "Just show me") button.className = "quiet";
      button.addEventListener("click", () => predicted(answer));
      answers.append(button);
    }
    into.append(answers);
    return;
  }
  const answer = into.dataset["answer"];
  if (answer && answer !== "Just show me") into.append(paragraph("You said:", answer));
  into.append(
    paragraph("What to see:", story.see),
    paragraph("To discuss:", story.discuss),
    forTheTeacher(story.teacher),
    paragraph("Now you:", "move a slider, pin a picture, try another seed; the axes stay still."),
  );
}
