// Runs once for the conversation and once for the panel (Gradio gives `element`, `trigger`, `watch`).
const narrow = () => window.matchMedia("(max-width: 899px)").matches;
const calm = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
const byId = (id) => document.getElementById(id);

const scrollWithin = (box, target, gap) => {
  const top = target.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTo({ top: box.scrollTop + top - gap, behavior: calm() });
};

element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-ask], button[data-provision], button[data-back]");
  if (!button) return;
  const { ask, provision, turn, n } = button.dataset;
  if (ask !== undefined) trigger("submit", { text: ask });
  else if (provision) {
    window.boussoleOpened = true;
    trigger("select", { provision, turn, n });
  } else {
    const turns = document.querySelectorAll(".b-turn");
    turns[turns.length - 1]?.scrollIntoView({ block: "start", behavior: calm() });
    byId("b-box")?.querySelector("textarea, input")?.focus({ preventScroll: true });
  }
});

// The citation that is open looks pressed, in the conversation too.
const press = () => {
  const shown = document.querySelector(".b-panel");
  document.querySelectorAll(".b-cite").forEach((cite) => {
    const same = shown && cite.dataset.turn === shown.dataset.turn && cite.dataset.n === shown.dataset.n;
    cite.setAttribute("aria-pressed", same ? "true" : "false");
  });
};

// A new question is brought to the top of the conversation.
const followThread = () => {
  const turns = document.querySelectorAll(".b-turn");
  if (turns.length === window.boussoleTurns) return;
  window.boussoleTurns = turns.length;
  const last = turns[turns.length - 1];
  if (!last) return;
  if (narrow()) last.scrollIntoView({ block: "start", behavior: calm() });
  else scrollWithin(byId("b-thread"), last, 0);
};

// An opened provision comes into view: the panel on a phone, the quote inside its text everywhere.
const followPanel = () => {
  const panel = byId("b-sources");
  const mark = panel.querySelector("mark");
  if (!narrow()) {
    panel.scrollTo({ top: 0 });
    if (mark) {
      const low = mark.getBoundingClientRect().bottom - panel.getBoundingClientRect().bottom;
      if (low > -40) scrollWithin(panel, mark, panel.querySelector(".b-top").offsetHeight + 60);
    }
  } else if (window.boussoleOpened) {
    const start = panel.querySelector(".b-provision, .b-none");
    const far = start && mark && mark.offsetTop - start.offsetTop > 0.7 * window.innerHeight;
    (far ? mark : start)?.scrollIntoView({ block: "start", behavior: calm() });
  }
  window.boussoleOpened = false;
};

const isPanel = Boolean(element.closest("#b-sources") || element.querySelector(".b-panel"));
watch("value", () => {
  if (isPanel) followPanel();
  else followThread();
  press();
});
byId("b-status")?.setAttribute("aria-live", "polite");
byId("b-sources")?.setAttribute("role", "complementary");
