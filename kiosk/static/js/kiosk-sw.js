// Keeps one page for the time when the server is away, with what it looks like. Keeps no other page, so nothing of anyone.
const KEPT = "shubbak-offline";
const PAGE = "/kiosk-offline";
const FONTS = ["arabic-400", "arabic-700", "latin-400", "latin-700"].map((name) => `/static/fonts/ibm-plex-sans-arabic-${name}-normal.woff2`);
const FILES = ["/static/css/tokens.css", "/static/css/base.css", "/static/css/kiosk.css", "/static/js/offline.js", "/static/icon.svg", ...FONTS];
const AWAY = [502, 503, 504];

async function keep() {
  const cache = await caches.open(KEPT);
  const wanted = [PAGE, ...FILES].map((address) => new Request(address, { credentials: "omit", cache: "reload" }));
  await cache.addAll(wanted);
}

const kept = async (address) => (await caches.match(address, { cacheName: KEPT })) ?? Response.error();

async function visit(request) {
  const answer = await fetch(request).catch(() => null);
  return answer && !AWAY.includes(answer.status) ? answer : kept(PAGE);
}

addEventListener("install", (event) => event.waitUntil(keep().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(visit(request));
  else if (FILES.includes(pathname)) event.respondWith(fetch(request).catch(() => kept(pathname)));
});
