// Ctrl+K goes anywhere, ? tells the keys: on every page, and without this by links.

const keys = document.getElementById("keys");
const dialog = document.getElementById("jump");
const form = dialog?.querySelector("form");
const field = form?.elements.q;
const list = form?.lastElementChild;
const links = () => [...list.querySelectorAll("a")];
let listed = null;
let asked = 0;

async function look() {
  const text = field.value;
  const question = ++asked;
  const answer = await fetch(`${form.action}?q=${encodeURIComponent(text)}`, { headers: { "HX-Request": "true" } })
    .catch(() => null);
  if (question !== asked || !answer?.ok || answer.redirected) return;
  list.innerHTML = await answer.text();
  listed = text;
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input:not(.cell), textarea, select");
  if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && dialog) {
    event.preventDefault();
    if (!dialog.open) dialog.showModal();
    field.select();
    look();
  } else if (event.key === "?" && !typing && keys && !keys.open) {
    event.preventDefault();
    keys.showModal();
  }
});
document.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("[data-opens=keys]")) keys.showModal();
});

if (dialog) {
  field.addEventListener("input", look);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (listed !== field.value) await look();
    links()[0]?.click();
  });
  form.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [field, ...links()];
    all.at((all.indexOf(document.activeElement) + step) % all.length).focus();
  });
}
