// Runs once for the shelf (catalogue or document) and once for the leaf (a provision) of the Texts screen.
const narrow = () => window.matchMedia("(max-width: 899px)").matches;
const calm = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
const byId = (id) => document.getElementById(id);
const isLeaf = Boolean(element.closest("#b-leaf"));

// What to do once the answer is there: which line has the focus again, what comes into view.
let after = null;

const mark = (provision) => {
  byId("b-shelf").querySelectorAll("[data-act=provision]").forEach((line) => {
    if (line.dataset.value === provision) line.setAttribute("aria-current", "true");
    else line.removeAttribute("aria-current");
  });
};

const openLeaf = (provision, byKeyboard) => {
  window.boussoleLeaf = { focus: byKeyboard };
  mark(provision);
  trigger("select", { act: "provision", value: provision });
};

// Removing asks once more, in the button itself; leaving it takes that back.
const remove = (button) => {
  if (button.dataset.armed) {
    trigger("delete", { document: button.dataset.remove });
    button.disabled = true;
    return;
  }
  const name = button.textContent;
  button.dataset.armed = "yes";
  button.textContent = button.dataset.sure;
  button.removeAttribute("aria-label");
  button.addEventListener("blur", () => { delete button.dataset.armed; button.textContent = name; }, { once: true });
};

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const byKeyboard = event.detail === 0;
  if (button.dataset.remove) remove(button);
  else if (button.dataset.back !== undefined) {
    const line = byId("b-shelf").querySelector("[aria-current]") || byId("b-shelf").querySelector("button");
    line.scrollIntoView({ block: "center", behavior: calm() });
    line.focus({ preventScroll: true });
  }
  else if (button.dataset.provision) openLeaf(button.dataset.provision, true);
  else if (button.dataset.act === "provision") openLeaf(button.dataset.value, byKeyboard);
  else if (button.dataset.act) {
    const { act, value = "" } = button.dataset;
    after = act === "toggle" || act === "mode" ? { act, value } : { top: true };
    trigger("select", { act, value });
  }
});

element.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  if (form.dataset.seek !== undefined) {
    after = { seek: true };
    trigger("select", { act: "search", value: form.elements.query.value });
  } else if (form.dataset.compare !== undefined) {
    after = { compare: true };
    trigger("select", { act: "compare", value: form.elements.older.value, other: form.elements.newer.value });
  }
});

const followShelf = () => {
  const shelf = byId("b-shelf");
  const wanted = after;
  after = null;
  if (!wanted) return;
  if (wanted.act) {
    const lines = [...shelf.querySelectorAll(`[data-act="${wanted.act}"]`)];
    lines.find((line) => line.dataset.value === wanted.value)?.focus({ preventScroll: true });
  } else if (wanted.seek) shelf.querySelector("[data-seek] input")?.focus({ preventScroll: true });
  else if (wanted.compare) shelf.querySelector("[data-compare] button")?.focus({ preventScroll: true });
  else {
    shelf.scrollTo({ top: 0 });
    shelf.querySelector("h2")?.focus({ preventScroll: true });
    if (narrow()) shelf.scrollIntoView({ block: "start", behavior: calm() });
  }
};

const followLeaf = () => {
  const leaf = byId("b-leaf");
  const wanted = window.boussoleLeaf;
  window.boussoleLeaf = null;
  if (!wanted) return;
  if (narrow()) leaf.scrollIntoView({ block: "start", behavior: calm() });
  else leaf.scrollTo({ top: 0 });
  if (wanted.focus) leaf.querySelector(".b-provision h3")?.focus({ preventScroll: true });
};

watch("value", () => (isLeaf ? followLeaf() : followShelf()));

// The leaf scrolls by itself, so the keyboard must reach it; its name stands in its own heading.
if (isLeaf) {
  const leaf = byId("b-leaf");
  leaf.setAttribute("role", "complementary");
  leaf.setAttribute("tabindex", "0");
  leaf.setAttribute("aria-labelledby", "b-leaf-name");
} else byId("b-shelf").setAttribute("tabindex", "0");
