// The field that adds a row: a list below it, walked with the arrow keys, closed with Escape.

const form = document.getElementById("add-form");
const field = document.getElementById("add");
const found = document.getElementById("found");
// What the list was made for, and whether somebody was quicker than it.
let listed = "";
let waited = false;

const options = () => [...found.querySelectorAll("[role=option]")];
const active = () => found.querySelector("[role=option][aria-selected=true]");

function open(shown) {
  found.hidden = !shown;
  field.setAttribute("aria-expanded", String(shown));
  if (!shown) field.removeAttribute("aria-activedescendant");
}

function choose(option) {
  for (const one of options()) one.setAttribute("aria-selected", String(one === option));
  if (!option) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function walk(step) {
  const all = options();
  const place = all.indexOf(active());
  choose(all[(place + step + all.length) % all.length]);
}

const look = () => window.htmx.trigger(field, "look");

// What is typed while the row is on its way belongs into its cell.
function take() {
  if (!active()) return;
  active().click();
  field.value = "";
  listed = "";
}

// Alt and a letter say whom the row is for.
function decide(event) {
  const letter = event.key.toUpperCase();
  const radio = [...form.querySelectorAll("input[name=for]")]
    .find((one) => one.dataset.key === letter);
  if (!radio) return;
  event.preventDefault();
  radio.checked = true;
  look();
}

if (form) {
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", "add-list");
  form.querySelector("button[type=submit]").hidden = true;
  form.classList.add("combo--live");
  for (const one of options()) one.tabIndex = -1;
  open(field.value !== "" && options().length > 0);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    waited = field.value !== listed || found.hidden;
    if (waited) look();
    else take();
  });
  form.addEventListener("change", ({ target }) => {
    if (target !== field && !found.hidden) look();
  });
  field.addEventListener("click", look);
  field.addEventListener("keydown", (event) => {
    if (event.altKey && event.key.length === 1) return decide(event);
    if (event.key === "Escape" && !found.hidden) {
      event.preventDefault();
      return open(false);
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    if (found.hidden) look();
    else walk(event.key === "ArrowDown" ? 1 : -1);
  });
  // Links of a list are reached by its arrow keys, not by Tab.
  document.addEventListener("htmx:afterSwap", ({ target, detail }) => {
    if (target === found) {
      for (const one of options()) one.tabIndex = -1;
      open(document.activeElement === field);
      listed = detail.requestConfig.parameters.q;
      choose(active() ?? options()[0]);
      if (!waited || listed !== field.value) return;
      waited = false;
      take();
    } else if (target.id === "rows" || detail.target?.id === "rows") {
      const cell = document.activeElement;
      if (field.value && cell.matches(".cell")) cell.value = field.value;
      field.value = "";
      open(false);
      form.querySelector("input[name=for]").checked = true;
    }
  });
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !form.contains(relatedTarget)) open(false);
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!form.contains(target)) open(false);
  });
}
