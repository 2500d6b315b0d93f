// The week: the keys move as in a spreadsheet; saving.js saves cells as they are left.
// Without this the grid is a plain form with one button.

const table = document.querySelector(".wk");
const isCell = (element) => element instanceof Element && element.matches("input.cell");
const slotOf = (cell) => document.getElementById(cell.id.replace("c-", "e-"));

// --- moving --------------------------------------------------------------------------------------
const visible = (cell) => cell.offsetParent !== null;
const cellsOf = (row) => [...row.querySelectorAll("input.cell")].filter(visible);

function move(cell, down, right) {
  const rows = [...table.tBodies[0].rows].filter((row) => row.querySelector("input.cell"));
  const row = rows.indexOf(cell.closest("tr"));
  const place = cellsOf(rows[row]).indexOf(cell);
  const target = cellsOf(rows[row + down] ?? rows[row])[place + right];
  if (!target || target === cell) return false;
  target.focus();
  return true;
}

// Changes are sent as the cell is left; where one cannot leave it, or it failed, they are sent now.
function send(cell) {
  const failed = cell.getAttribute("aria-invalid") === "true";
  if (cell.value !== cell.defaultValue || failed) {
    cell.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function moves(event, cell) {
  const all = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
  const still = cell.selectionStart === cell.selectionEnd;
  switch (event.key) {
    case "ArrowDown": return move(cell, 1, 0);
    case "ArrowUp": return move(cell, -1, 0);
    case "ArrowRight": return (all || (still && cell.selectionEnd === cell.value.length)) && move(cell, 0, 1);
    case "ArrowLeft": return (all || (still && cell.selectionStart === 0)) && move(cell, 0, -1);
    default: return false;
  }
}

table?.addEventListener("keydown", (event) => {
  const cell = event.target;
  if (!isCell(cell) || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Enter") {
    event.preventDefault();
    if (cell.getAttribute("aria-invalid") === "true") send(cell);
    else if (!move(cell, event.shiftKey ? -1 : 1, 0)) send(cell);
  } else if (event.key === "Escape") {
    cell.value = cell.defaultValue;
    cell.removeAttribute("aria-invalid");
    slotOf(cell)?.replaceChildren();
    cell.select();
  } else if (event.key === "+") {
    event.preventDefault();
    document.getElementById("add")?.focus();
  } else if (moves(event, cell)) {
    event.preventDefault();
  }
});
table?.addEventListener("focusin", ({ target }) => {
  if (isCell(target)) target.select();
});

// --- one day on the telephone --------------------------------------------------------------------
document.querySelector(".days")?.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-column]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  table.dataset.day = link.dataset.column;
  for (const one of link.parentElement.children) one.removeAttribute("aria-current");
  link.setAttribute("aria-current", "date");
  history.replaceState(history.state, "", link.href);
});

// --- the keys, told ------------------------------------------------------------------------------
const keys = document.getElementById("keys");
document.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("[data-opens=keys]")) keys.showModal();
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input:not(.cell), textarea, select");
  if (event.key !== "?" || typing || keys?.open) return;
  event.preventDefault();
  keys?.showModal();
});

// Cells save themselves: the button is for pages without scripts.
document.getElementById("save")?.setAttribute("hidden", "");
