// Panels that open below their button close with Escape, and when one turns to something else.

const PANELS = "details.account, details.pick, details.more";

function close(panel, { back = false } = {}) {
  panel.open = false;
  if (back) panel.querySelector("summary")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const open = [...document.querySelectorAll(PANELS)].filter((panel) => panel.open);
  const here = open.find((panel) => panel.contains(document.activeElement));
  for (const panel of open) close(panel, { back: panel === here });
});

document.addEventListener("pointerdown", (event) => {
  for (const panel of document.querySelectorAll(PANELS)) {
    if (panel.open && !panel.contains(event.target)) close(panel);
  }
});

document.addEventListener("focusin", (event) => {
  for (const panel of document.querySelectorAll(PANELS)) {
    if (panel.open && !panel.contains(event.target)) close(panel);
  }
});
