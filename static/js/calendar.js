// Events of one's calendar: picked, they fill the cell of their day, and are known the next time.

const rows = document.getElementById("rows");
const field = document.getElementById("add");
const day = document.querySelector("#add-form input[name=day]");

const cellNamed = (name) => [...document.querySelectorAll("input.cell")]
  .find((cell) => cell.name === name);

// What stands there proposed is stored as the cell is left, unless it was changed or taken back.
function fill({ name, value }) {
  const cell = cellNamed(name);
  if (!cell) return;
  cell.focus();
  if (cell.readOnly || cell.value !== "") return;
  cell.value = value;
  cell.select();
  cell.addEventListener("blur", () => {
    if (cell.value === value && cell.defaultValue !== value) {
      cell.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }, { once: true });
}

// Kept for the page that comes where the row is not put into this one, and for no later one.
const SOON = 15_000;
function pick(picked) {
  try {
    if (picked) sessionStorage.setItem("picked", JSON.stringify({ ...picked, at: Date.now() }));
    else sessionStorage.removeItem("picked");
  } catch { /* the minutes are typed by hand then */ }
}

function fillPicked() {
  let picked = null;
  try {
    picked = JSON.parse(sessionStorage.getItem("picked"));
  } catch { /* nothing was kept */ }
  if (!picked || (!cellNamed(picked.name) && Date.now() - picked.at < SOON)) return;
  pick(null);
  if (Date.now() - picked.at >= SOON) return;
  fill(picked);
}

function remember({ where, event, key, unit }) {
  const body = new URLSearchParams({ event, row: key, unit });
  const token = document.querySelector("#grid input[name=csrfmiddlewaretoken]").value;
  // It is a help for the next time only: where it fails, nothing is lost.
  fetch(where, { method: "POST", body, keepalive: true, headers: { "X-CSRFToken": token } })
    .catch(() => {});
}

document.addEventListener("click", (event) => {
  const option = event.target instanceof Element && event.target.closest("a[data-event]");
  if (!option) return;
  const { name, value, ...rest } = option.dataset;
  remember(rest);
  pick({ name, value });
  if (!cellNamed(name)) return;
  // The row stands there already.
  event.preventDefault();
  event.stopPropagation();
  field.value = "";
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  fillPicked();
}, true);

document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target === rows || rows?.contains(target)) fillPicked();
});
fillPicked();

// On the telephone another day is shown without asking for the page anew.
document.querySelector(".days")?.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-column]");
  if (link && day) day.value = new URL(link.href).searchParams.get("day") ?? day.value;
});
