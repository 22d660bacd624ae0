// Runs once for the conversation and once for the panel (Gradio gives `element`, `trigger`, `watch`).
const narrow = () => window.matchMedia("(max-width: 899px)").matches;
const calm = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
const byId = (id) => document.getElementById(id);

const isPanel = Boolean(element.closest("#b-sources"));

const scrollWithin = (box, target, gap) => {
  const top = target.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTo({ top: box.scrollTop + top - gap, behavior: calm() });
};

const citeOf = (panel) =>
  document.querySelector(`.b-cite[data-turn="${panel.dataset.turn}"][data-n="${panel.dataset.n}"]`);

const goBack = () => {
  const panel = document.querySelector(".b-panel");
  const turn = document.querySelector(`.b-turn[data-turn="${panel.dataset.turn}"]`);
  turn?.scrollIntoView({ block: "start", behavior: calm() });
  (citeOf(panel) || byId("b-box").querySelector("textarea")).focus({ preventScroll: true });
};

const ask = (text) => {
  if (window.boussole?.asking(text) ?? true) trigger("submit", { text });
};

// What was in focus is found again after its part was drawn anew.
const rate = (data, from) => {
  window.boussoleKeep = from?.dataset.keep;
  trigger("like", data);
};

const open = (button, event) => {
  const { provision, turn, n } = button.dataset;
  // A click in the panel replaces what was clicked, and one by keyboard wants to read on there.
  window.boussoleOpened = { focus: isPanel || event.detail === 0 };
  const shown = document.querySelector(".b-panel");
  const isShown = shown?.querySelector(".b-provision")?.dataset.shown === provision;
  // What is shown already is not drawn anew: it only comes into view.
  if (isShown && shown.dataset.turn === turn && shown.dataset.n === n) return followPanel();
  trigger("select", { provision, turn, n });
};

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { ask: text, provision, back, thumb, draft, turn } = button.dataset;
  // The second click of a double one would land on what has come in the first one's place.
  if (text !== undefined) event.detail < 2 && ask(text);
  else if (provision) open(button, event);
  else if (thumb) {
    const form = button.closest(".b-after").querySelector("input[type=text]");
    rate({ act: "rate", turn, thumb, reason: form?.value ?? "" }, button);
  } else if (draft !== undefined) rate({ act: "draft", turn: draft }, button);
  else if (back !== undefined) goBack();
});

element.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  if (form.matches(".b-reason")) {
    const { turn, thumb } = form.dataset;
    rate({ act: "rate", turn, thumb, reason: form.querySelector("input").value }, form.querySelector("[type=submit]"));
  } else if (form.matches(".b-ticks")) {
    const ticked = [...form.querySelectorAll("input:checked")].map((box) => box.value);
    if (ticked.length) ask(ticked.join(form.dataset.and));
    else form.querySelector("input").focus();
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

// A new question, and one whose answer has come, is brought to the top of the conversation; a change of language or a
// rating moves nothing.
const followThread = () => {
  const last = [...document.querySelectorAll(".b-turn")].pop();
  const seen = `${last?.dataset.turn} ${last?.dataset.question} ${last?.dataset.state}`;
  const moved = window.boussoleSeen !== seen || last?.dataset.state === "growing";
  window.boussoleSeen = seen;
  if (last && moved) {
    if (narrow()) last.scrollIntoView({ block: "start", behavior: calm() });
    else scrollWithin(byId("b-thread"), last, 0);
  }
  if (window.boussoleKeep) {
    element.querySelector(`[data-keep="${window.boussoleKeep}"]`)?.focus({ preventScroll: true });
    window.boussoleKeep = null;
  }
  window.boussole?.follow(last);
};

// An opened provision comes into view: the panel on a phone, the quote inside its text everywhere.
const followPanel = () => {
  const panel = byId("b-sources");
  const mark = panel.querySelector("mark");
  if (narrow()) panel.querySelectorAll(".b-other").forEach((other) => other.removeAttribute("open"));
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
  if (window.boussoleOpened?.focus) panel.querySelector(".b-provision h3")?.focus({ preventScroll: true });
  window.boussoleOpened = null;
};

watch("value", () => {
  if (isPanel) followPanel();
  else followThread();
  press();
});
if (!isPanel) {
  // Another tab of this browser took a turn: this one reads the conversation again.
  window.addEventListener("storage", (event) => {
    if (event.key === "boussole.turned") trigger("input");
  });
  window.boussoleLookAgain = () => trigger("input");
}
byId("b-status")?.setAttribute("aria-live", "polite");
// Both scroll by themselves, so the keyboard must reach them; their names stand in their own headings.
const region = (id, role) => {
  const box = byId(id);
  box?.setAttribute("role", role);
  box?.setAttribute("tabindex", "0");
  box?.setAttribute("aria-labelledby", `${id}-name`);
};
region("b-thread", "region");
region("b-sources", "complementary");
