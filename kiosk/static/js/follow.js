// The phone's page: asks for its turn again and again until the visit is finished, and says when it can't.
const turn = document.getElementById("turn");
const lost = document.getElementById("lost");
const EVERY = 3000;
let told = new Date();

async function look() {
  const answer = await fetch(turn.dataset.address, { cache: "no-store" }).catch(() => null);
  if (answer?.status === 404) location.reload();
  if (answer?.ok) {
    told = new Date();
    const html = await answer.text();
    if (html !== turn.innerHTML) turn.innerHTML = html;
  }
  lost.querySelector("time").textContent = told.toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
  lost.hidden = Boolean(answer?.ok);
  if (!turn.querySelector("[data-finished]")) setTimeout(look, EVERY);
}
setTimeout(look, EVERY);
