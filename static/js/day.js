// One day of the week on the telephone: from day to day, to the field for a row, and a key for the colon.

const tabs = document.querySelector(".days");
const bar = document.querySelector(".daybar");
const grid = document.querySelector(".wk");
const copy = document.getElementById("copy-day");
const copyHere = document.getElementById("copy-here");
const narrow = matchMedia("(max-width: 40rem)");

bar?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a");
  const step = Number(link?.dataset.step);
  if (step) {
    const days = [...tabs.querySelectorAll("a[data-column]")];
    const tab = days[days.findIndex((one) => one.hasAttribute("aria-current")) + step];
    event.preventDefault();
    if (tab) tab.click();
    else location.assign(link.dataset.edge);
  } else if (link) {
    event.preventDefault();
    document.getElementById("add")?.focus();
  }
});

// The day that is copied into is the one that is shown.
if (copy && copyHere) {
  new MutationObserver(() => { copyHere.value = copy.value; }).observe(copy, { attributeFilter: ["value"] });
}

// Keypads for figures are quick but have no colon on most telephones, so that the page brings one.
// Without this script the usual keyboard stays, on which everything can be typed.
if (grid && narrow.matches && matchMedia("(pointer: coarse)").matches) {
  const colon = document.createElement("button");
  colon.type = "button";
  colon.className = "colon";
  colon.tabIndex = -1;
  colon.textContent = ":";
  colon.setAttribute("aria-hidden", "true");
  let cell = null;
  grid.addEventListener("focusin", ({ target }) => {
    if (!target.matches("input.cell:not([readonly])")) return;
    cell = target;
    cell.inputMode = "decimal";
    cell.after(colon);
  });
  colon.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    cell.setRangeText(":", cell.selectionStart, cell.selectionEnd, "end");
    cell.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  grid.addEventListener("focusout", () => colon.remove());
}
