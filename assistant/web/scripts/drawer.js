// The drawer of conversations: opened as a dialog, so that Escape and focus are the browser's own.
const dialog = () => element.querySelector("dialog");
const row = (button) => button.closest(".b-talk");
const show = (button, selector, is) => {
  row(button).querySelector(selector).hidden = !is;
};
let isOpen = false;
let kept = null;

const openDrawer = () => {
  isOpen = true;
  trigger("expand");
};
const close = () => {
  isOpen = false;
  dialog()?.close();
  element.querySelector("[data-drawer]")?.focus();
};
const rename = (button) => {
  const form = row(button).querySelector("[data-renaming]");
  form.hidden = !form.hidden;
  button.setAttribute("aria-expanded", String(!form.hidden));
  if (!form.hidden) form.querySelector("input").select();
};
const change = (button, data) => {
  kept = row(button).dataset.id;
  trigger("edit", { id: kept, ...data });
};

element.addEventListener("click", (event) => {
  if (event.target === dialog()) return close(); // beside it
  const button = event.target.closest("button");
  if (!button) return;
  const does = button.dataset;
  if ("drawer" in does) openDrawer();
  else if ("close" in does) close();
  else if ("reopen" in does) {
    const { id } = row(button).dataset;
    close();
    trigger("select", { id });
  } else if ("rename" in does) rename(button);
  else if ("delete" in does) {
    show(button, "[data-deleting]", true);
    row(button).querySelector("[data-sure]").focus();
  } else if ("spare" in does) {
    show(button, "[data-deleting]", false);
    row(button).querySelector("[data-delete]").focus();
  } else if ("sure" in does) change(button, { act: "delete" });
  else if ("export" in does) trigger("copy");
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  change(event.target, { act: "rename", text: event.target.querySelector("input").value });
});
// `cancel` and `close` do not bubble.
element.addEventListener("cancel", () => (isOpen = false), true);

watch("value", () => {
  const drawer = dialog();
  if (!isOpen || !drawer || drawer.open) return;
  drawer.showModal();
  const again = kept && drawer.querySelector(`[data-id="${CSS.escape(kept)}"] [data-reopen]`);
  (again || drawer.querySelector("h2")).focus();
  kept = null;
});
