// Keeps one page for the time when the server is away, with what it looks like and says. Keeps no other page, so nothing of anyone.
const KEPT = "shubbak-offline";
const PAGE = "/kiosk-offline";
const FONTS = ["arabic-400", "arabic-600", "arabic-700", "latin-400", "latin-600", "latin-700"].map((name) => `/static/fonts/ibm-plex-sans-arabic-${name}-normal.woff2`);
const FILES = ["/static/css/tokens.css", "/static/css/base.css", "/static/css/kiosk.css", "/static/js/display.js", "/static/js/offline.js", "/static/js/bar.js", "/static/js/say.js", "/static/icon.svg", ...FONTS];
const SAID = /^\/voice\/[^/]+\/(ar|en)\/page-away\.wav$/;
const AWAY = [502, 503, 504];

async function keep() {
  const cache = await caches.open(KEPT);
  const wanted = [PAGE, ...FILES].map((address) => new Request(address, { credentials: "omit", cache: "reload" }));
  await cache.addAll(wanted);
}

// Keeps what the page says, in the voice of the center whose page stands at an address. The browser asks for it anew once an hour.
async function keepVoice(address) {
  const [, area, center] = new URL(address).pathname.split("/");
  if (area !== "kiosk" || !center) return;
  const cache = await caches.open(KEPT);
  await cache.addAll(["ar", "en"].map((language) => `/voice/${center}/${language}/page-away.wav`)).catch(() => null);
}

async function keepVoices() {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  await Promise.all(pages.map(({ url }) => keepVoice(url)));
}

const kept = async (address) => (await caches.match(address, { cacheName: KEPT })) ?? Response.error();

async function visit(request) {
  const answer = await fetch(request).catch(() => null);
  return answer && !AWAY.includes(answer.status) ? answer : kept(PAGE);
}

addEventListener("install", (event) => event.waitUntil(keep().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(clients.claim().then(keepVoices)));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(visit(request));
    if (request.method === "GET") event.waitUntil(keepVoice(request.url));
  } else if (FILES.includes(pathname) || SAID.test(pathname)) event.respondWith(fetch(request).catch(() => kept(pathname)));
});
