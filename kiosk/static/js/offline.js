// The page of a server that is away: asks every few seconds, and goes back to the kiosk's start when it is there again.
const EVERY = 3000;
const [, area, center] = location.pathname.split("/");
const home = area === "kiosk" && center ? `/kiosk/${center}` : "/";

setInterval(async () => {
  const answer = await fetch(home, { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.replace(home);
}, EVERY);
