// A paired device says every half minute that it lives, and which version its page is. One that is no longer paired shows its code.
const told = document.querySelector("meta[name=beat]");
const { address, version } = told.dataset;
const EVERY = 30_000;
const LONGEST = 10_000;
const LAST = "beat";

async function beat() {
  const wish = { method: "POST", body: new URLSearchParams({ version }), headers: { "X-CSRFToken": told.content } };
  localStorage.setItem(LAST, String(Date.now()));
  setTimeout(beat, EVERY);
  const answer = await fetch(address, { ...wish, signal: AbortSignal.timeout(LONGEST) }).catch(() => null);
  if (answer?.status === 401) location.replace("/device");
  const current = answer?.ok ? (await answer.json()).version : version;
  if (answer?.status === 400 || current !== version) location.reload();
}

const since = Math.abs(Date.now() - Number(localStorage.getItem(LAST)));
setTimeout(beat, Math.max(0, EVERY - since));
