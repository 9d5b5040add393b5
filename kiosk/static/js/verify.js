// The pages that check a paper: kept on this device with the public keys, and able to check a QR code alone.
import { checked } from "./proof.js";

const KEPT = "shubbak-verify-1";
const language = document.documentElement.lang.slice(0, 2);
const asked = location.pathname.match(/^\/(?:verify|v|V)\/([^/]+)$/)?.[1]
  ?? new URLSearchParams(location.search).get("code")?.split("/").pop() ?? "";
const offline = document.getElementById("offline");

async function keep() {
  for (const scope of ["/verify", "/V/"]) await navigator.serviceWorker.register("/verify/worker.js", { scope });
  const kept = await caches.open(KEPT);
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  await kept.addAll(loaded.filter((address) => address.startsWith(`${location.origin}/static/`)));
  await kept.put("/verify/language", new Response(language));
  document.documentElement.dataset.kept = "yes";
}

async function answerAlone(code) {
  const answer = await fetch("/verify/keys.json").catch(() => null);
  const known = answer?.ok ? await answer.json() : { keys: {}, centers: {} };
  const { outcome, facts } = ofCounting(await checked(code.replace(/[\s-]/g, ""), known.keys), known.centers);
  if (facts) show(facts, known.centers);
  offline.querySelector(`[data-outcome="${outcome}"]`).hidden = false;
  document.getElementById("ask").hidden = true;
  document.getElementById("again").href = location.href;
  offline.hidden = false;
  offline.focus();
}

// A center that is not named is newer than what is kept here, or one for practice, whose papers prove nothing.
function ofCounting(found, centers) {
  return found.facts && !centers[found.facts.center] ? { outcome: "key" } : found;
}

function show(facts, centers) {
  const digits = language === "ar" ? "ar-EG-u-nu-arab" : "en-GB";
  const money = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const texts = {
    number: facts.number,
    identity: facts.identity,
    center: centers[facts.center][language],
    day: new Intl.DateTimeFormat(digits, { dateStyle: "long", timeZone: "UTC" }).format(facts.day),
    total: new Intl.NumberFormat(digits, money).format(facts.total / 100),
  };
  for (const [name, text] of Object.entries(texts)) offline.querySelector(`[data-fact="${name}"]`).textContent = text;
  offline.querySelector(`[data-kind="${facts.kind}"]`).hidden = false;
  for (const part of offline.querySelectorAll("[data-money]")) part.hidden = facts.kind === 3;
  document.getElementById("facts").hidden = false;
}

if (offline && asked) await answerAlone(asked);
else if ("serviceWorker" in navigator) await keep();
