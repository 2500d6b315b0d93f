// The week: the keys move as in a spreadsheet, and do what the buttons do; saving.js saves cells as
// they are left. Without this the grid is a plain form with buttons.

import { post } from "./outbox.js";

const table = document.querySelector(".wk");
const grid = document.getElementById("grid");
const byId = (id) => document.getElementById(id);
const isCell = (element) => element instanceof Element && element.matches("input.cell");
const slotOf = (cell) => byId(cell.id.replace("c-", "e-"));

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

const change = (cell) => cell.dispatchEvent(new Event("change", { bubbles: true }));

// Changes are sent as the cell is left; where one cannot leave it, or it failed, they are sent now.
function send(cell) {
  if (cell.value !== cell.defaultValue || cell.getAttribute("aria-invalid") === "true") change(cell);
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

// Letters do something while nothing is typed into the cell: none of them begins a duration.
const placeOf = (cell) => cell.name.slice(2);
const keyOf = (cell) => placeOf(cell).replace(/\/[^/]*$/, "");
const dayOf = (cell) => cell.name.slice(-10);
const letters = {
  Y: (cell) => press(`day ${dayOf(cell)}`),
  W: () => press("week"),
  R: (cell) => press(`repeat ${placeOf(cell)}`),
  F: (cell) => press(`star ${keyOf(cell)}`),
  N: (cell) => open(`${linkOf(cell).href}&day=${dayOf(cell)}`, cell),
  "+": add,
};

function add() {
  byId("add")?.focus();
  byId("add")?.click();
}

table?.addEventListener("keydown", (event) => {
  const cell = event.target;
  if (!isCell(cell) || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const act = letters[event.key.toUpperCase()];
  if (event.key === "Enter") {
    event.preventDefault();
    if (cell.getAttribute("aria-invalid") === "true") send(cell);
    else if (!move(cell, event.shiftKey ? -1 : 1, 0)) send(cell);
  } else if (event.key === "Escape") {
    cell.value = cell.defaultValue;
    cell.removeAttribute("aria-invalid");
    slotOf(cell)?.replaceChildren();
    cell.select();
  } else if (act && (event.key === "+" || cell.value === cell.defaultValue)) {
    event.preventDefault();
    act(cell);
  } else if (moves(event, cell)) {
    event.preventDefault();
  }
});
table?.addEventListener("focusin", ({ target }) => {
  if (isCell(target)) target.select();
});

// With Alt from anywhere on the page, and whom a row is for from its cells.
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented || about?.open) return;
  const plain = /^[a-z+]$/i.test(event.key) ? event.key : event.code.slice(-1);
  const letter = event.code === "Equal" ? "+" : plain.toUpperCase();
  const cell = isCell(event.target) ? event.target : null;
  const whom = cell && document.querySelector(`#add-form [data-key="${CSS.escape(letter)}"]`);
  const button = { Y: byId("copy-day"), W: byId("copy-week") }[letter];
  if (whom) press(`for ${keyOf(cell)} ${whom.value}`);
  else if (cell && button) letters[letter](cell);
  else if (button) button.click();
  else if (letter === "+") add();
  else return;
  event.preventDefault();
});

// --- what buttons do -----------------------------------------------------------------------------
const told = byId("told");
let busy = false;

async function press(value, from = document.activeElement) {
  if (busy) return;
  busy = true;
  try {
    if (isCell(from)) send(from);
    while (table.querySelector(".is-sent")) await new Promise((done) => setTimeout(done, 20));
    await ask(grid.getAttribute("action"), "do", { do: value }, from);
    const day = value.match(/^day (.*)/)?.[1];
    if (day && !isCell(document.activeElement)) cellsOf(table).find((cell) => dayOf(cell) === day)?.focus();
  } finally {
    busy = false;
  }
}

async function ask(where, pressed, fields, from) {
  const answer = await post(where, pressed, { ...fields, days: grid.elements.days.value }).catch(() => null);
  const how = answer?.headers.get("X-Acted");
  if (how === "anew") return location.reload();
  if (!how && answer?.status === 422) return show(await answer.text());
  about.close();
  if (!how) {
    told.innerHTML = '<span class="err" role="alert"></span>';
    told.firstChild.textContent = told.dataset.away;
    return from?.focus();
  }
  const text = await answer.text();
  if (how === "failed") return window.htmx.swap(told, text, { swapStyle: "none" });
  // What is typed and not stored stays in its cell.
  const kept = [...table.querySelectorAll("input.cell:not([readonly])")]
    .filter((cell) => cell.value !== cell.defaultValue).map((cell) => [cell.id, cell.value]);
  const here = answer.headers.get("X-Here");
  if (here !== grid.getAttribute("action")) {
    grid.setAttribute("action", here);
    history.replaceState(history.state, "", here);
  }
  window.htmx.swap("#rows", text, { swapStyle: "innerHTML" });
  for (const [id, value] of kept) {
    const cell = byId(id);
    if (!cell) continue;
    cell.value = value;
    change(cell);
  }
  if (isCell(from)) (byId(from.id) ?? byId(from.id.replace(/[^-]+/g, (part, at) => (at === 2 ? answer.headers.get("X-Row") : part))))?.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[name=do]");
  if (!button || button.form !== grid) return;
  event.preventDefault();
  press(button.value, button);
});

// --- one row, in a dialog ------------------------------------------------------------------------
const about = byId("about");
const linkOf = (cell) => cell.closest("tr").querySelector("a[href*='about=']");
let opener = null;

async function open(address, cell) {
  opener = cell;
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return location.assign(address);
  return show(await answer.text());
}

function show(text) {
  about.lastElementChild.innerHTML = text;
  if (!about.open) about.showModal();
  const first = ["[aria-invalid]", "[autofocus]", "input.in:not([readonly])"].map((one) => about.querySelector(one));
  first.find(Boolean)?.focus();
}

table?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href*='about=']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link.href, cellsOf(link.closest("tr"))[0]);
});
about?.addEventListener("submit", (event) => {
  const { target, submitter } = event;
  if (target.method === "dialog" || "plain" in target.dataset) return;
  event.preventDefault();
  if (submitter?.name === "do") {
    about.close();
    press(submitter.value, opener);
  } else ask(target.action, "notes", Object.fromEntries(new FormData(target)), opener);
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
  const copy = byId("copy-day");
  if (!copy) return;
  copy.value = `day ${new URL(link.href).searchParams.get("day")}`;
  byId("copy-into").textContent = link.querySelector("b").textContent;
});

// Cells save themselves: the button is for pages without scripts.
byId("save")?.setAttribute("hidden", "");
