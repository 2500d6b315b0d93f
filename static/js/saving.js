// Cells of the week save themselves as they are left, each by itself.

import { claimed, drop, idOf, itemOf, items, keep, post, send } from "./outbox.js";

const table = document.querySelector(".wk");
const form = document.getElementById("grid");

const isCell = (element) => element instanceof Element && element.matches("input.cell");
const stateOf = (cell) => cell.parentElement.querySelector(".st");
const slotOf = (cell) => document.getElementById(cell.id.replace("c-", "e-"));
const seenOf = (cell) => stateOf(cell).querySelector("input");
const keptAs = (cell) => idOf(table.dataset.unit, cell.name);
const cellOf = (id) => [...table.querySelectorAll("input.cell:not([readonly])")]
  .find((cell) => keptAs(cell) === id);
const where = () => form.getAttribute("action");
const days = () => ({ days: form.elements.days.value });

function typed(cell, seen = seenOf(cell).value) {
  const { unit, week } = table.dataset;
  const own = new URLSearchParams({ unit, week });
  keep({ id: keptAs(cell), where: `${location.pathname}?${own}`, name: cell.name, seen, value: cell.value });
  return sent(cell);
}

async function sent(cell) {
  cell.classList.add("is-sent");
  const { what, text } = await send(keptAs(cell), where(), days());
  cell.classList.remove("is-sent");
  if (text) shown(cell, text);
  else if (what === "gone") refresh(cell);
  else say(cell, what === "waiting");
}

const shown = (cell, text) => window.htmx.swap(cell, text, { swapStyle: "none" });

// What is stored now, where another tab has changed or sent it, or the other value is taken.
async function refresh(cell) {
  const seen = seenOf(cell).value;
  const fields = { ...days(), [cell.name]: cell.value, take: `0 ${cell.name}`, [seenOf(cell).name]: seen };
  const answer = await post(where(), "take", fields).catch(() => null);
  if (answer?.headers.has("X-Cell")) shown(cell, await answer.text());
}

// Say at the foot of a cell that what it holds waits, or beside it why it cannot be saved.
function say(cell, waits) {
  const state = stateOf(cell);
  const kept = state.querySelector("input");
  const slot = slotOf(cell);
  if (waits) {
    state.className = "st st--wait";
    state.replaceChildren(kept, document.getElementById("waits").querySelector("svg").cloneNode(true), table.dataset.waits);
    slot.replaceChildren();
    cell.removeAttribute("aria-invalid");
    cell.setAttribute("aria-describedby", state.id);
    return;
  }
  state.className = "st st--err";
  state.replaceChildren(kept, table.dataset.unsaved);
  const error = document.createElement("p");
  error.className = "err";
  error.setAttribute("role", "alert");
  error.textContent = itemOf(keptAs(cell))?.failed ?? "";
  slot.replaceChildren(error);
  cell.setAttribute("aria-invalid", "true");
  cell.setAttribute("aria-describedby", slot.id);
}

// What was stored stands in the cell, unless somebody has typed on since.
document.addEventListener("htmx:load", ({ target }) => {
  if (!(target instanceof Element) || !target.matches(".st[data-value]")) return;
  const cell = target.parentElement.querySelector("input.cell");
  const { value, sent: typedThen, failed } = target.dataset;
  if (failed) {
    cell.setAttribute("aria-invalid", "true");
    cell.setAttribute("aria-describedby", failed);
    return;
  }
  cell.removeAttribute("aria-invalid");
  cell.setAttribute("aria-describedby", target.id);
  const typedOn = typedThen !== undefined && cell.value !== typedThen;
  cell.defaultValue = value;
  if (!typedOn) cell.value = value;
});

if (form) {
  table.addEventListener("change", ({ target }) => {
    if (isCell(target) && !target.readOnly) typed(target);
  });
  // Both values of a conflict: one's own is sent once more over the other, or given up.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=keep], button[name=take]");
    if (!button) return;
    event.preventDefault();
    const [version, name] = button.value.split(/ (.*)/);
    const cell = form.elements[name];
    cell.focus();
    if (button.name === "keep") return typed(cell, `${version} 0`);
    drop(keptAs(cell));
    refresh(cell);
  });
  // Escape gives up what was refused; what waits is not lost by it.
  document.addEventListener("keydown", ({ key, target }) => {
    if (key !== "Escape" || !isCell(target)) return;
    const item = itemOf(keptAs(target));
    if (item?.failed) drop(item.id);
    else if (item) target.value = item.value;
  });
  document.addEventListener("outbox:dropped", ({ detail }) => {
    const cell = cellOf(detail);
    if (cell) refresh(cell);
  });
  claimed((item) => {
    const cell = cellOf(item.id);
    return cell ? sent(cell) : null;
  });
  // Another tab has typed into a cell that stands here, or has sent it.
  addEventListener("storage", ({ key, newValue }) => {
    const cell = [...table.querySelectorAll("input.cell")].find((one) => key?.endsWith(`/${keptAs(one)}`));
    const item = cell && itemOf(keptAs(cell));
    if (!cell || cell === document.activeElement) return;
    if (item?.tried && newValue) {
      cell.value = item.value;
      say(cell, true);
    } else if (!item && stateOf(cell).matches(".st--wait, .st--err")) refresh(cell);
  });
  for (const item of items()) {
    const cell = cellOf(item.id);
    if (!cell) continue;
    cell.value = item.value;
    say(cell, true);
    if (item.failed) sent(cell);
  }
}
