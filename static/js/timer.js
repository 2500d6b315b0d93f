// The timer in the head: it ticks, and is asked again when the window is looked at, since it may
// have been started or stopped elsewhere.

const here = () => document.getElementById("timer");

function tick() {
  const timer = here();
  if (!timer?.dataset.started) return;
  const { started, now, unit, cell, word } = timer.dataset;
  // The site's clock counts, whatever this machine's says.
  const minutes = Math.floor((Date.parse(now) - Date.parse(started) + performance.now() - read) / 60_000);
  const text = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
  const shown = timer.querySelector("[data-time]");
  if (shown.textContent !== text) shown.textContent = text;
  const table = document.querySelector(`.wk[data-unit="${CSS.escape(unit)}"]`);
  const foot = table && document.getElementsByName(cell)[0]?.parentElement.querySelector(".st:not(.st--wait, .st--err, .st--run)");
  if (!foot) return;
  foot.classList.add("st--run");
  if (foot.childElementCount < 2) foot.append(word);
}
let read = performance.now();

async function look() {
  const timer = here();
  if (!timer || document.hidden || timer.contains(document.activeElement)) return;
  const next = encodeURIComponent(location.pathname + location.search);
  const answer = await fetch(`${timer.dataset.where}?next=${next}`, {
    headers: { "HX-Request": "true" }, redirect: "manual",
  }).catch(() => null);
  if (!answer?.ok) return;
  const part = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("timer");
  if (!part) return;
  read = performance.now();
  if (part.dataset.version === timer.dataset.version) {
    Object.assign(timer.dataset, part.dataset);
  } else {
    timer.replaceWith(part);
    for (const foot of document.querySelectorAll(".st--run")) {
      foot.classList.remove("st--run");
      if (foot.lastChild?.nodeType === Node.TEXT_NODE && foot.childElementCount < 2) foot.lastChild.remove();
    }
  }
  tick();
}

if (here()) {
  tick();
  setInterval(tick, 5_000);
  document.addEventListener("visibilitychange", look);
  addEventListener("focus", look);
}
