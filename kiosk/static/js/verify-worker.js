// Keeps the page that checks papers and the public keys, and gives them when the server does not answer.
const KEPT = "shubbak-verify-1";
const PATIENCE = 8000;
const PAGES = { ar: "/verify?lang=ar", en: "/verify?lang=en" };
const KEYS = "/verify/keys.json";

async function keepAll() {
  const kept = await caches.open(KEPT);
  await kept.addAll([...Object.values(PAGES), KEYS].map((address) => new Request(address, { credentials: "omit", cache: "reload" })));
}

async function fromServer(request) {
  const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  if (answer.status >= 502) throw new Error("the server does not answer");
  return answer;
}

// The page without an answer: in the language asked for, or the one seen last.
async function keptPage(address) {
  const kept = await caches.open(KEPT);
  const last = await kept.match("/verify/language");
  const wished = new URL(address).searchParams.get("lang") ?? (last && await last.text());
  return kept.match(PAGES[wished] ?? PAGES.ar);
}

async function page(request) {
  try {
    return await fromServer(request);
  } catch {
    return keptPage(request.url);
  }
}

async function part(request) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fromServer(request);
    if (answer.ok) await kept.put(request, answer.clone());
    return answer;
  } catch {
    return await kept.match(request) ?? Response.error();
  }
}

self.addEventListener("install", (event) => event.waitUntil(keepAll().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (pathname === KEYS || pathname.startsWith("/static/")) event.respondWith(part(request));
});
