// Runs once for each HTML part of the screen (Gradio gives `element`, `trigger`, `watch`).
const byId = (id) => document.getElementById(id);
const state = (window.boussoleQualify ??= { open: new Set(), key: "", act: "" });
const isSheet = Boolean(element.closest("#b-q-sheet"));
const isBody = Boolean(element.closest("#b-q-body"));

// What a button collects from the boxes or lists beside it.
const collected = (button) => {
  const card = button.closest("section") || element;
  if (button.dataset.collect === "sides") {
    const side = (name) => card.querySelector(`select[data-side="${name}"]`)?.value || "";
    return { left: side("left"), right: side("right") };
  }
  const ticked = [...card.querySelectorAll(`input[name="${button.dataset.collect}"]:checked`)];
  return { value: JSON.stringify(ticked.map((box) => box.value)) };
};

element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-act], button[data-provision], button[data-close]");
  if (!button) return;
  if (button.dataset.close !== undefined) {
    button.closest("dialog").close();
  } else if (button.dataset.provision) {
    const { provision, reason = "" } = button.dataset;
    const dialog = byId("b-q-sheet").querySelector("dialog");
    state.opener = isSheet ? state.opener : button;
    state.reason = reason;
    if (dialog?.dataset.shows === provision && state.shown === reason) dialog.showModal();
    else trigger("submit", { provision, reason });
  } else {
    const { act, fact, value, collect } = button.dataset;
    if (act === "export") return trigger("download", { value });
    state.key = button.dataset.key;
    state.act = act;
    state.value = value;
    byId("b-q").setAttribute("aria-busy", "true");
    trigger("select", { act, fact, value, ...(collect ? collected(button) : {}) });
  }
});

// What the person has unfolded stays so when the part is drawn anew.
element.addEventListener(
  "toggle",
  (event) => {
    const key = event.target.dataset?.key;
    if (!key || event.target.tagName !== "DETAILS") return;
    if (event.target.open) state.open.add(key);
    else state.open.delete(key);
  },
  true,
);
const unfold = () => {
  element.querySelectorAll("details[data-key]").forEach((one) => {
    if (state.open.has(one.dataset.key)) one.open = true;
  });
};

// After an act the focus is on what it led to: the next question, else the same button.
const LEADS_ON = new Set(["answer", "decline", "ask", "confirm-all", "want", "mend", "go-on", "describe", "restart"]);
const refocus = () => {
  if (!state.act) return;
  if (state.act === "reasons" || state.act === "verdict") {
    if (!element.closest("#b-q-verdicts")) return;
    const row = element.querySelector(`.q-row[data-value="${CSS.escape(state.value)}"]`);
    state.act = "";
    row?.focus({ preventScroll: true });
    const detail = row?.parentElement.querySelector(".q-detail");
    const isBelow = row?.getBoundingClientRect().bottom > window.innerHeight - 80;
    row?.scrollIntoView({ block: detail && isBelow ? "start" : "nearest" });
    return;
  }
  const leads = LEADS_ON.has(state.act);
  const target = leads
    ? byId("b-q-question") || byId("b-q-read")
    : element.querySelector(`[data-key="${CSS.escape(state.key)}"]`);
  if (!target || (leads && !isBody)) return;
  const from = state.act;
  state.act = "";
  target.focus({ preventScroll: true });
  if (leads && from !== "describe") target.closest("section")?.scrollIntoView({ block: "nearest" });
};

const openSheet = () => {
  const dialog = element.querySelector("dialog");
  if (!dialog) return;
  state.shown = state.reason;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("h2")?.focus({ preventScroll: true });
  const body = dialog.querySelector(".q-sheet-body");
  const mark = body?.querySelector("mark");
  if (mark) body.scrollTop += mark.getBoundingClientRect().top - body.getBoundingClientRect().top - 120;
  else if (body) body.scrollTop = 0;
  dialog.addEventListener("close", () => state.opener?.isConnected && state.opener.focus({ preventScroll: true }), { once: true });
};

// A report that came is handed over as a file, then taken out of the page.
const handOver = () => {
  const file = element.querySelector("[data-file]");
  if (!file) return;
  const bytes = Uint8Array.from(atob(file.dataset.body), (char) => char.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: file.dataset.type }));
  link.download = file.dataset.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};

// A long chat shows its end.
const followChat = () => {
  const last = [...element.querySelectorAll(".q-turn")].pop();
  if (!last || state.turns === element.querySelectorAll(".q-turn").length) return;
  state.turns = element.querySelectorAll(".q-turn").length;
  last.scrollIntoView({ block: "nearest" });
};

watch("value", () => {
  byId("b-q").removeAttribute("aria-busy");
  if (isSheet) return openSheet();
  if (element.closest("#b-q-file")) return handOver();
  unfold();
  if (isBody) followChat();
  refocus();
});
byId("b-q-status")?.setAttribute("aria-live", "polite");
