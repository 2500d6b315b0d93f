// The week is submitted as it is stored: what is being saved comes first, what failed stops it.

const cells = () => [...document.querySelectorAll(".wk input.cell:not([readonly])")];
// What is sent anew has not failed yet.
const failed = (cell) => !cell.matches(".is-sent") &&
  (cell.getAttribute("aria-invalid") === "true" || cell.parentElement.querySelector(".st--wait"));
const unsaved = () => cells().filter((cell) => failed(cell) || cell.matches(".is-sent") || cell.value !== cell.defaultValue);
let pressed = "";

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[name=sheet]");
  if (!button || button.value.startsWith("withdraw")) return;
  const open = unsaved();
  if (!open.length) return;
  event.preventDefault();
  // What is on its way comes back with the section anew, and with what was pressed then.
  pressed = open.some(failed) ? "" : button.value.split(" ")[0];
  document.getElementById("unsaved").hidden = false;
});

document.addEventListener("htmx:load", () => {
  const line = document.getElementById("unsaved");
  if (!line) return;
  line.hidden = !cells().some(failed);
  if (!line.hidden) pressed = "";
  if (!pressed || unsaved().length) return;
  const again = document.querySelector(`button[name=sheet][value^="${pressed}"]`);
  pressed = "";
  again?.click();
});
