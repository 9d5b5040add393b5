// A paired device says every half minute that it lives, and which version its page is. One that is no longer paired shows its code.
const own = document.querySelector("meta[name=beat]");
const { address, version } = own.dataset;
const EVERY = 30_000;
const LONGEST = 10_000;
const LAST = "beat";

const windowsOf = (place) => new URL(place, location.href).searchParams.get("windows") ?? "";

async function beat() {
  const wish = { method: "POST", body: new URLSearchParams({ version }), headers: { "X-CSRFToken": own.content } };
  localStorage.setItem(LAST, String(Date.now()));
  setTimeout(beat, EVERY);
  const answer = await fetch(address, { ...wish, signal: AbortSignal.timeout(LONGEST) }).catch(() => null);
  if (answer?.status === 401) location.replace("/device");
  const told = answer?.ok ? await answer.json() : { version };
  if (answer?.status === 400 || told.version !== version) location.reload();
  else if (told.address?.startsWith("/board/") && windowsOf(told.address) !== windowsOf(location.href)) location.replace(told.address);
}

const since = Math.abs(Date.now() - Number(localStorage.getItem(LAST)));
setTimeout(beat, Math.max(0, EVERY - since));
