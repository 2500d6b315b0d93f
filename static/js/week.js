// The week: cells save themselves as they are left, and the keys move as in a spreadsheet.
// Without this the grid is a plain form with one button.

const table = document.querySelector(".wk");
const form = document.getElementById("grid");

// --- saving --------------------------------------------------------------------------------------
const isCell = (element) => element instanceof Element && element.matches("input.cell");
const stateOf = (cell) => cell.parentElement.querySelector(".st");
const slotOf = (cell) => document.getElementById(cell.id.replace("c-", "e-"));

// Of the form only the one cell is sent: saving one never touches another.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (!isCell(detail.elt)) return;
  const own = new Set([detail.elt.name, detail.elt.name.replace(/^c/, "v")]);
  for (const name of [...Object.keys(detail.parameters)]) {
    if (/^[cv]\//.test(name) && !own.has(name)) delete detail.parameters[name];
  }
});

// Refusals are answers of the grid too; whatever else comes back is not.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.requestConfig.verb !== "post" || !form?.contains(detail.requestConfig.elt)) return;
  const { xhr } = detail;
  if (xhr.getResponseHeader("X-Cell")) {
    detail.shouldSwap = true;
    detail.isError = false;
    return;
  }
  detail.shouldSwap = false;
  const loggedOut = xhr.status === 403 || new URL(xhr.responseURL).pathname !== location.pathname;
  unsaved(detail.requestConfig.elt, loggedOut ? table.dataset.out : table.dataset.away);
});
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, ({ detail }) => unsaved(detail.elt, table?.dataset.away));
}

// Say beside a cell that what it holds is not saved, and why.
function unsaved(element, why) {
  const cell = isCell(element) ? element : null;
  if (!cell) return;
  const state = stateOf(cell);
  const kept = state.querySelector("input");
  state.className = "st st--err";
  state.replaceChildren(...[kept].filter(Boolean), table.dataset.unsaved);
  const error = document.createElement("p");
  error.className = "err";
  error.setAttribute("role", "alert");
  error.textContent = why;
  slotOf(cell).replaceChildren(error);
  cell.setAttribute("aria-invalid", "true");
  cell.setAttribute("aria-describedby", slotOf(cell).id);
}

// What was stored stands in the cell, unless somebody has typed on since.
document.addEventListener("htmx:load", ({ target }) => {
  if (!(target instanceof Element) || !target.matches(".st[data-value]")) return;
  const cell = target.parentElement.querySelector("input.cell");
  const { value, sent, failed } = target.dataset;
  if (failed) {
    cell.setAttribute("aria-invalid", "true");
    cell.setAttribute("aria-describedby", failed);
    return;
  }
  cell.removeAttribute("aria-invalid");
  cell.setAttribute("aria-describedby", target.id);
  const typedOn = sent !== undefined && cell.value !== sent;
  cell.defaultValue = value;
  if (!typedOn) cell.value = value;
});

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
