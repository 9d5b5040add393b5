// The way back to the start. A step asks first; a ticket shows the time left; the start keeps itself true and, left alone, attracts.
// A page that is its own printer waits for its paper, but not for ever.
const { idle, home, attract, anywhere } = document.body.dataset;
const QUESTION = 20;
const FORGOTTEN = 60;
const RENEWED = 15;
const ALONE = 180;
const PATIENT = 150;
const question = document.getElementById("still-here");
const left = document.getElementById("time-left");
const allowed = Number(idle) === 0 ? Infinity : Number(idle) + (left ? 0 : QUESTION);
const printing = () => quiet < PATIENT && document.querySelector("[data-unprinted]") !== null;
let quiet = 0;
let leaving = false;

const plain = () => document.documentElement.lang.startsWith("ar") && !/lane=/.test(location.search) && sessionStorage.length === 0;

async function leave() {
  if (leaving) return;
  leaving = true;
  const answer = await fetch(home, { method: "HEAD" }).catch(() => null);
  leaving = Boolean(answer?.ok);
  if (!leaving) return;
  sessionStorage.clear();
  location.replace(home);
}

async function renew() {
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  if (attract && quiet >= ALONE) { location.replace(attract); return; }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const told = document.querySelector(".stat");
  if (fresh.querySelector("main").outerHTML !== document.querySelector("main").outerHTML) location.reload();
  else if (told) {
    told.textContent = fresh.querySelector(".stat").textContent;
    document.body.dataset.say = fresh.body.dataset.say;
  }
}

function tick() {
  quiet += 1;
  if (allowed === Infinity) {
    if (quiet % RENEWED === 0) renew();
    if (quiet >= FORGOTTEN && !plain()) leave();
    return;
  }
  if (left) left.value = Math.max(0, allowed - quiet);
  else if (quiet === Number(idle) && !question.open) question.showModal();
  if (quiet >= allowed && !printing()) leave();
}

function stay() {
  quiet = 0;
  if (question?.open) question.close();
}

if (anywhere !== undefined) addEventListener("click", ({ target }) => { if (!target.closest(".bar")) location.replace(home); });
for (const sign of ["pointerdown", "keydown"]) addEventListener(sign, stay, { passive: true });
for (const link of document.querySelectorAll("[data-reset]")) link.addEventListener("click", () => sessionStorage.clear());
if (left) {
  left.closest("[hidden]").hidden = false;
  addEventListener("pageshow", (event) => {
    const [visit] = performance.getEntriesByType("navigation");
    if (event.persisted || visit?.type === "back_forward") location.replace(home);
  });
}
setInterval(tick, 1000);
