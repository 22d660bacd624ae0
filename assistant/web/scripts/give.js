// Runs once: what the page keeps by itself (words typed, the question on its way), copies, saves and tells.
const byId = (id) => document.getElementById(id);
const box = () => byId("b-box")?.querySelector("textarea, input");
const word = (key) => element.querySelector(`[data-word="${key}"]`)?.textContent ?? "";
const store = (key, value) => {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {} // a browser that keeps nothing still works
};
const stored = (key) => {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
};
const TYPED = "boussole.typed";
const ASKED = "boussole.asked";
let lost = stored(ASKED); // asked of a page that is gone

const put = (text) => {
  const field = box();
  if (!field) return;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

// One line that screen readers say, and eyes see for a moment.
const line = document.createElement("p");
line.id = "b-told";
line.setAttribute("role", "status");
document.querySelector("main")?.append(line);
let fading;
const tell = (text, stays = false) => {
  line.textContent = text;
  line.dataset.shown = text ? "1" : "";
  clearTimeout(fading);
  if (text && !stays) fading = setTimeout(() => tell(""), 6000);
};

const copyOld = (text) => {
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
};
const copy = async (text, button) => {
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch {
    done = copyOld(text); // no clipboard but on https and on one's own machine
  }
  button?.focus();
  tell(word(done ? "cite.done" : "cite.failed"));
};

const save = (name, text) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};

// While an answer is awaited the server is asked whether it is there.
let waiting;
let gone = false;
const alive = async () => {
  try {
    await fetch("theme.css", { cache: "no-store" });
    return true;
  } catch {
    return false;
  }
};
const look = async () => {
  const there = await alive();
  document.body.classList.toggle("b-gone", !there); // our words stand for Gradio's own
  if (!there && !gone) {
    gone = true;
    document.querySelectorAll(".b-working").forEach((one) => one.classList.add("b-stopped"));
    tell(word("ui.gone.server"), true);
    const asked = stored(ASKED);
    if (asked && box() && !box().value) put(asked);
  } else if (there && gone) {
    gone = false;
    tell(word("ui.back.server"));
    window.boussoleLookAgain?.();
  }
  const growing = document.querySelector('.b-turn[data-state="growing"]') || stored(ASKED);
  if (gone || growing) waiting = setTimeout(look, 2000);
  else waiting = null;
};

// A question is on its way until the conversation shows it (or long enough for it to be lost): another one waits for that.
let sent = 0;
const onItsWay = () => Date.now() - sent < 3000;

window.boussole = {
  // Whether a question may go now.
  asking(text) {
    if (!text.trim() || onItsWay()) return false;
    sent = Date.now();
    lost = "";
    store(ASKED, text.trim());
    waiting ??= setTimeout(look, 2000);
    return true;
  },
  // The question has left the box, which is for the next one.
  taken(text) {
    if (box()?.value === text) put("");
  },
  follow(last) {
    sent = 0;
    if (!last) return;
    const { state, question, turn } = last.dataset;
    if (state !== "growing" && question === stored(ASKED)) store(ASKED, "");
    if (state === "kept") store("boussole.turned", `${turn} ${question} ${Date.now()}`);
    if (state === "growing") waiting ??= setTimeout(look, 2000);
  },
};

document.addEventListener("input", (event) => {
  if (event.target === box()) store(TYPED, event.target.value);
});
const asks = (event) => {
  if (window.boussole.asking(box()?.value ?? "")) store(TYPED, "");
  else {
    event.preventDefault();
    event.stopPropagation();
    box()?.focus();
  }
};
document.addEventListener("click", (event) => event.target.closest("#b-send") && asks(event), true);
// A provision is shown on every screen, and may be cited from each.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-copy], button[data-link]");
  if (!button) return;
  const { copy: text, link } = button.dataset;
  copy(text ?? new URL(link, location.origin + location.pathname).href, button);
});
document.addEventListener(
  "keydown",
  (event) => {
    if (event.target === box() && event.key === "Enter" && !event.shiftKey) asks(event);
    if (event.key === "Escape") event.target.closest?.("details.b-copy[open]")?.removeAttribute("open");
  },
  true,
);

// Once the conversation was read again: the question of a link, else the one that was lost, else what was typed.
const recover = (asked) => {
  const there = [...document.querySelectorAll(".b-turn")].some((one) => one.dataset.question === lost);
  if (lost && there) store(ASKED, "");
  if (asked) put(asked);
  else if (lost && !there) {
    put(lost);
    store(ASKED, "");
    tell(word("ui.restored"), true);
  } else if (stored(TYPED) && !box()?.value) put(stored(TYPED));
  lost = "";
};

watch("value", () => {
  const given = element.querySelector(".b-given");
  const file = given?.querySelector("[data-file]");
  const told = given?.querySelector("[data-told]");
  if (file) save(file.dataset.file, file.textContent);
  if (told) tell(told.textContent);
  const loaded = given?.querySelector("[data-loaded]");
  if (loaded) setTimeout(() => recover(loaded.textContent), 0);
});
