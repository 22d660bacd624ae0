// Runs once for the form, the list of runs, the run that is open, and the file to save, of the Evaluation screen.
const narrow = () => window.matchMedia("(max-width: 899px)").matches;
const calm = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
const byId = (id) => document.getElementById(id);
const owner = element.closest("#b-eval-form, #b-eval-runs, #b-eval-page, #b-eval-file")?.id;

// What to do once the answer is there: which button has the focus again.
let after = null;

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { act, value = "", resume, download } = button.dataset;
  if (resume) trigger("submit", { resume });
  else if (download) trigger("download", { run: download });
  else if (act) {
    after = `[data-act="${act}"][data-value="${value}"]`;
    if (act === "stop") button.disabled = true;
    if (act === "run") window.boussoleRun = true;
    trigger("select", { act, value });
  }
});

element.addEventListener("submit", (event) => {
  event.preventDefault();
  const fields = event.target.elements;
  if (event.target.dataset.start !== undefined) {
    after = "[data-act=stop]";
    trigger("submit", { which: fields.which.value, set: fields.set.value });
  } else if (event.target.dataset.compare !== undefined) {
    after = "[data-compare] button";
    trigger("select", { act: "compare", value: fields.other.value });
  }
});

const handOver = () => {
  const file = element.querySelector("[data-file]");
  if (!file) return;
  const bytes = Uint8Array.from(atob(file.dataset.body), (char) => char.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "text/html" }));
  link.download = file.dataset.file;
  file.remove();
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};

watch("value", () => {
  if (owner === "b-eval-file") return handOver();
  if (after) element.querySelector(after)?.focus({ preventScroll: true });
  after = null;
  if (owner === "b-eval-page" && window.boussoleRun) {
    window.boussoleRun = false;
    if (narrow()) byId("b-eval-page").scrollIntoView({ block: "start", behavior: calm() });
    else byId("b-eval-page").scrollTo({ top: 0 });
  }
});

// It scrolls by itself, so the keyboard must reach it.
if (owner === "b-eval-page") {
  const page = byId("b-eval-page");
  page.setAttribute("role", "region");
  page.setAttribute("tabindex", "0");
  page.setAttribute("aria-labelledby", "b-run-name");
}
