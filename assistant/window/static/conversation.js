// The newest turn is scrolled to once, when it begins; what the reader unfolded stays unfolded.
// Filters, reviews and files to save are sent to the server, which draws the turn again; focus stays where it was.
const panel = element.closest("#conversation");
panel?.setAttribute("role", "region");
panel?.setAttribute("aria-label", "Conversation");

const unfolded = new Set();
let turns = 0;
let returnTo = null;

element.addEventListener("toggle", (event) => {
  const key = event.target.dataset?.key;
  if (!key) return;
  if (event.target.open) unfolded.add(key);
  else unfolded.delete(key);
}, true);

const place = (part) => [...element.querySelectorAll(".turn")].indexOf(part.closest(".turn"));

// while an answer is on its way the turns are its own to draw
function send(name, part, what, focus) {
  if (element.querySelector(".turn[aria-busy]")) return;
  const turn = place(part);
  returnTo = focus && `.turn:nth-child(${turn + 1}) ${focus}`;
  trigger(name, { turn, ...what });
}

function review(part, status, reason) {
  const conflict = part.closest("[data-conflict]").dataset.conflict;
  unfolded.delete(`dismiss-${conflict}`);
  send("apply", part, { conflict, status, reason }, `[data-conflict="${conflict}"] button`);
}

element.addEventListener("change", (event) => {
  const form = event.target.closest("[data-filters]");
  if (!form) return;
  send("apply", form, { filters: Object.fromEntries(new FormData(form)) }, `[name="${event.target.name}"]`);
});

element.addEventListener("submit", (event) => {
  event.preventDefault();
  const { review: status } = event.target.dataset;
  if (status) review(event.target, status, new FormData(event.target).get("reason"));
});

element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-review], button[data-save]");
  if (button?.dataset.save) send("download", button, { form: button.dataset.save });
  else if (button) review(button, button.dataset.review, "");
});

watch("value", () => {
  for (const part of element.querySelectorAll("details[data-key]")) part.open = unfolded.has(part.dataset.key);
  const all = element.querySelectorAll(".turn");
  if (all.length > turns) requestAnimationFrame(() => all[all.length - 1].scrollIntoView({ block: "start" }));
  turns = all.length;
  if (!turns) unfolded.clear();
  if (returnTo) element.querySelector(returnTo)?.focus({ preventScroll: true });
  returnTo = null;
});
