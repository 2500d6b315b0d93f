// Whether a file is a published one. The file is read here and never sent: only its SHA-256 is compared.

const drop = document.querySelector("[data-check-file]");
const told = document.querySelector("[data-told]");
// Counts the questions, so that an answer that comes late says nothing about another file.
let asked = 0;

function say(text) {
  const line = document.createElement("p");
  line.className = "small";
  line.textContent = text;
  told.replaceChildren(line);
}

async function digestOf(file) {
  const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function check(file) {
  const question = ++asked;
  say(drop.dataset.reading);
  let digest;
  try {
    digest = await digestOf(file);
  } catch {
    if (question === asked) say(drop.dataset.unreadable);
    return;
  }
  let answer;
  try {
    const address = `${drop.dataset.checkFile}?sha256=${digest}`;
    const response = await fetch(address, { headers: { "HX-Request": "true" } });
    if (!response.ok || response.redirected) throw new Error(response.statusText);
    answer = await response.text();
  } catch {
    if (question === asked) say(drop.dataset.failed);
    return;
  }
  if (question !== asked) return;
  told.replaceChildren(document.createRange().createContextualFragment(answer));
  for (const place of told.querySelectorAll("[data-name]")) place.textContent = file.name;
}

// Browsers give crypto.subtle to secure addresses alone; elsewhere the field to paste remains.
if (drop && told && globalThis.crypto?.subtle) {
  const input = drop.querySelector("input[type=file]");
  drop.hidden = false;
  input.addEventListener("change", () => {
    if (input.files.length) check(input.files[0]);
  });
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("is-over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("is-over");
    if (event.dataTransfer.files.length) check(event.dataTransfer.files[0]);
  });
} else if (drop && told && !told.childElementCount) {
  say(drop.dataset.insecure);
}
