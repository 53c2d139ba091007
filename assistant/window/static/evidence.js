// Everything on the page that carries data-open opens its document here; one listener serves it all.
// `element`, `trigger` and `watch` are given by gr.HTML.
const panel = element.closest("#evidence");
panel?.setAttribute("role", "region");
panel?.setAttribute("aria-label", "Evidence");

window.crosscheckOpening?.abort();
const opening = new AbortController();
window.crosscheckOpening = opening;
let opener = null;

function reveal() {
  const source = element.querySelector(".source");
  if (!source) return;
  const words = element.querySelector("mark.cited");
  if (words) words.scrollIntoView({ block: "center" });
  else {
    element.querySelector(".article").scrollTop = 0;
    source.scrollIntoView({ block: "nearest" });
  }
  source.querySelector("h2").focus({ preventScroll: true });
}

function isShown({ open, start, end }) {
  const shown = element.querySelector(".source")?.dataset;
  return shown && shown.document === open && shown.start === start && shown.end === end;
}

function open(target) {
  opener = target.matches("button") ? target : target.querySelector("button[data-open]");
  if (isShown(target.dataset)) reveal();
  else trigger("select", { document: target.dataset.open, start: target.dataset.start, end: target.dataset.end });
}

function back() {
  if (!opener?.isConnected) return;
  opener.scrollIntoView({ block: "nearest" });
  opener.focus();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-back]")) return back();
  const target = event.target.closest("[data-open]");
  // words being selected, to be copied, are no click on their quotation
  if (!target || (!target.matches("button") && String(window.getSelection()))) return;
  open(target);
}, { signal: opening.signal });

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && element.contains(document.activeElement)) back();
}, { signal: opening.signal });

watch("value", () => requestAnimationFrame(reveal));
