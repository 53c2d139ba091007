// The newest turn is scrolled to once, when it begins; what the reader unfolded stays unfolded.
const panel = element.closest("#conversation");
panel?.setAttribute("role", "region");
panel?.setAttribute("aria-label", "Conversation");

const unfolded = new Set();
let turns = 0;

element.addEventListener("toggle", (event) => {
  const key = event.target.dataset?.key;
  if (!key) return;
  if (event.target.open) unfolded.add(key);
  else unfolded.delete(key);
}, true);

watch("value", () => {
  for (const part of element.querySelectorAll("details[data-key]")) part.open = unfolded.has(part.dataset.key);
  const all = element.querySelectorAll(".turn");
  if (all.length > turns) requestAnimationFrame(() => all[all.length - 1].scrollIntoView({ block: "start" }));
  turns = all.length;
  if (!turns) unfolded.clear();
});
