// What was typed stays in this browser until the site has it, and is sent again when it is back.
// Each person's own: what one typed is neither shown nor sent while another is logged in.

const PATIENCE = 20_000;
const SOON = 2_000;
const SELDOM = 60_000;
const person = document.body.dataset.person ?? "";
const prefix = `outbox/${person}/`;
const away = new Map();
let claim = () => null;
let wait = SOON;
let timer = 0;

// A browser that keeps nothing still sends again while the page is open.
function store(name, text) {
  away.delete(name);
  try {
    if (text === null) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
  } catch {
    if (text !== null) away.set(name, text);
  }
}

function read(name) {
  try {
    return JSON.parse(away.get(name) ?? localStorage.getItem(name));
  } catch {
    return null;
  }
}

function names() {
  let kept = [];
  try {
    kept = Object.keys(localStorage);
  } catch { /* none are kept */ }
  return [...new Set([...kept, ...away.keys()])].filter((name) => name.startsWith(prefix));
}

export const idOf = (unit, name) => `${unit}/${name}`;
export const itemOf = (id) => (person ? read(prefix + id) : null);
export const items = () => (person ? names() : []).map(read).filter(Boolean)
  .sort((one, other) => one.typed - other.typed);

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // Not there where the site is reached without TLS from another machine.
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Keep what was typed; it takes the place of what was typed into the same cell before. That may
// have reached the site unheard, so its key goes along.
export function keep(item) {
  const before = itemOf(item.id);
  const earlier = before ? [...before.earlier, before.key].slice(-20) : [];
  put({ ...item, key: newKey(), earlier, typed: Date.now() });
}

const put = (item) => store(prefix + item.id, JSON.stringify(item));

// Take a note of an attempt, unless something else was typed meanwhile.
function note(item, change) {
  if (itemOf(item.id)?.key !== item.key) return;
  if (change) put({ ...item, ...change });
  else store(prefix + item.id, null);
}

export function drop(id) {
  store(prefix + id, null);
  tell();
}

const turns = new Map();
function inTurn(id, act) {
  if (navigator.locks) return navigator.locks.request(prefix + id, act);
  const turn = (turns.get(id) ?? Promise.resolve()).then(act);
  turns.set(id, turn.catch(() => {}));
  return turn;
}

const cookie = (name) => document.cookie.split("; ")
  .find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";

export function post(where, pressed, fields, headers = {}) {
  return fetch(where, {
    method: "POST",
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE),
    body: new URLSearchParams(fields),
    headers: {
      "HX-Request": "true", "HX-Trigger-Name": pressed, "X-CSRFToken": cookie("csrftoken"),
      "X-Typed-By": person, ...headers,
    },
  });
}

// Send what is kept under a name. Returns what became of it: saved, failed or waiting, and the
// answer of the page; gone, where another tab has sent it.
export async function send(id, where, more = {}) {
  const done = await inTurn(id, () => attempt(id, where, more));
  if (done.what === "saved") wait = SOON;
  tell();
  return done;
}

async function attempt(id, where, more) {
  const item = itemOf(id);
  if (!item) return { what: "gone" };
  const { key, earlier, name, seen, value } = item;
  let answer;
  let text;
  try {
    const fields = { ...more, [name]: value, [name.replace(/^c/, "v")]: seen };
    const headers = { "Idempotency-Key": key, "X-Earlier-Keys": earlier.join(" ") };
    answer = await post(where ?? item.where, name, fields, headers);
    text = await answer.text();
  } catch {
    note(item, { tried: "away", failed: "" });
    return { what: "waiting" };
  }
  if (answer.ok && answer.headers.has("X-Cell")) {
    note(item, null);
    return { what: "saved", text };
  }
  const out = answer.type === "opaqueredirect" || answer.status === 403;
  if (out || answer.status >= 500 || answer.status === 429) {
    note(item, { tried: out ? "out" : "away", failed: "" });
    return { what: "waiting" };
  }
  const ours = answer.headers.has("X-Cell");
  const told = new DOMParser().parseFromString(text, "text/html");
  const why = (ours ? told.querySelector(".err") : told.body)?.textContent.trim().slice(0, 500);
  note(item, { tried: "", failed: why || String(answer.status) });
  return { what: "failed", text: ours ? text : "" };
}

// A page that shows the cell sends it itself, so that the answer is seen there.
export function claimed(by) {
  claim = by;
}

async function flush() {
  clearTimeout(timer);
  timer = 0;
  for (const item of items()) {
    if (!item.failed) await (claim(item) ?? send(item.id));
  }
  tell();
}

function again() {
  wait = SOON;
  flush();
}

// --- told ----------------------------------------------------------------------------------------
const line = document.getElementById("waits");
const list = document.getElementById("waiting");
const number = (one, many, count) => (count === 1 ? one : many.replace("{count}", count));

function tell() {
  const all = items();
  const failed = all.filter((item) => item.failed);
  const waiting = all.filter((item) => item.tried && !item.failed);
  if (waiting.length && !timer) {
    timer = setTimeout(flush, wait);
    wait = Math.min(2 * wait, SELDOM);
  }
  if (!line) return;
  const { one, many, out, refused, refusals } = line.dataset;
  const words = [];
  const loggedOut = waiting.some((item) => item.tried === "out");
  if (waiting.length) words.push(number(one, many, waiting.length));
  if (loggedOut) words.push(out);
  if (failed.length) words.push(number(refused, refusals, failed.length));
  const text = words.join(" ");
  const said = line.querySelector("[role=status] span");
  if (said.textContent !== text) said.textContent = text;
  line.classList.toggle("is-empty", !text);
  line.querySelector("[data-login]").hidden = !loggedOut;
  if (list?.open) show();
}

function show() {
  const row = list.querySelector("template");
  list.querySelector("ul").replaceChildren(...items().map((item) => {
    const shown = row.content.cloneNode(true);
    const [, activity, whom, day] = item.name.match(/^c\/(.*):([^:]*)\/(.*)$/);
    const { lang } = document.documentElement;
    const date = new Date(`${day}T12:00:00`)
      .toLocaleDateString(lang === "en" ? "en-GB" : lang, { weekday: "long", day: "numeric", month: "long" });
    shown.querySelector("[data-what]").textContent = [date, activity, whom].filter(Boolean).join(" · ");
    shown.querySelector("[data-value]").textContent = item.value || "–";
    shown.querySelector("[data-why]").textContent = item.failed ?? "";
    shown.querySelector("a").href = item.where;
    shown.querySelector("button").dataset.discard = item.id;
    return shown;
  }));
}

function open() {
  show();
  list.showModal();
}

document.addEventListener("click", (event) => {
  const { target } = event;
  if (!(target instanceof Element)) return;
  const discarded = target.closest("[data-discard]")?.dataset.discard;
  if (discarded) {
    drop(discarded);
    document.dispatchEvent(new CustomEvent("outbox:dropped", { detail: discarded }));
    if (!items().length) list.close();
  } else if (list && target.closest("[data-opens=waiting]")) {
    event.preventDefault();
    open();
  }
});

if (person) {
  addEventListener("online", again);
  addEventListener("storage", ({ key }) => {
    if (key?.startsWith(prefix)) tell();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && items().some((item) => item.tried)) again();
  });
  // After the modules of the page, which may have a place for the answers.
  addEventListener("DOMContentLoaded", () => {
    flush();
    if (list && location.hash === "#waiting") open();
  });
}
