// Ticks, the filter and, on narrow screens, folding. All three outlive the list's being drawn again.
const panel = element.closest("#sources");
panel?.setAttribute("role", "region");
panel?.setAttribute("aria-label", "Sources");

const ticked = new Set();
let wanted = "";
let isFolded = window.matchMedia("(max-width: 999px)").matches;
const boxes = () => [...element.querySelectorAll("[data-tick]")];

function draw() {
  for (const box of boxes()) box.checked = ticked.has(box.value);
  for (const row of element.querySelectorAll("[data-found-by]")) row.hidden = !row.dataset.foundBy.includes(wanted);
  const scope = element.querySelector("[data-scope]");
  if (scope) scope.textContent = ticked.size ? `Searching ${ticked.size} of ${scope.dataset.total}` : "Searching all of them";
  const fold = element.querySelector("[data-fold]");
  fold?.setAttribute("aria-expanded", String(!isFolded));
  if (fold) fold.textContent = isFolded ? "Show" : "Hide";
  document.getElementById("crosscheck")?.classList.toggle("sources-folded", isFolded);
}

element.addEventListener("change", (event) => {
  if (!event.target.matches("[data-tick]")) return;
  if (event.target.checked) ticked.add(event.target.value);
  else ticked.delete(event.target.value);
  draw();
  trigger("select", {});
});

element.addEventListener("input", (event) => {
  if (!event.target.matches("[data-filter]")) return;
  wanted = event.target.value.toLowerCase();
  draw();
});

element.addEventListener("click", (event) => {
  if (!event.target.closest("[data-fold]")) return;
  isFolded = !isFolded;
  draw();
});

watch("value", () => {
  const here = new Set(boxes().map((box) => box.value));
  for (const id of [...ticked]) if (!here.has(id)) ticked.delete(id);
  draw();
  trigger("select", {});
});
draw();
