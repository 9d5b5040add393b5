// The page of a server that is away: speaks in its center's voice, asks every few seconds, and goes back to the kiosk's start when it is there again.
import "./bar.js";

const EVERY = 3000;
const [, area, center] = location.pathname.split("/");
const home = area === "kiosk" && center ? `/kiosk/${center}` : "/";

document.body.dataset.voice = `/voice/${center ?? "-"}/ar/`;

setInterval(async () => {
  const answer = await fetch(home, { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.replace(home);
}, EVERY);
