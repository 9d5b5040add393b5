// A device that is not paired: asks for a code when it has none or it is over, and goes on once somebody paired it.
const { left, state } = document.body.dataset;
const form = document.querySelector("form");
const lost = document.getElementById("lost");
const LOOK_EVERY = 3000;
const TRY_AGAIN = 30_000;

async function renew() {
  const wish = { method: "POST", body: new FormData(form), redirect: "manual" };
  const answer = await fetch(form.action, wish).catch(() => null);
  if (answer?.type === "opaqueredirect") location.reload();
  else setTimeout(renew, TRY_AGAIN);
}

async function look() {
  const answer = await fetch(state, { cache: "no-store" }).catch(() => null);
  lost.hidden = Boolean(answer?.ok);
  const { address } = answer?.ok ? await answer.json() : {};
  if (address) location.replace(address);
  else setTimeout(look, LOOK_EVERY);
}

if (navigator.cookieEnabled) setTimeout(renew, Number(left) * 1000);
look();
