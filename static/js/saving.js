// Cells of the week save themselves as they are left, each by itself.

const table = document.querySelector(".wk");
const form = document.getElementById("grid");

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
