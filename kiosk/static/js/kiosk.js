// The kiosk: a clock, the keys, the slip's state; beside them the bar, each form's sending and the way back.
import "./bar.js";
import "./idle.js";
import "./send.js";

const root = document.documentElement;
const clock = document.querySelector("[data-clock]");
function tell() {
  const { clock: digits } = clock.dataset;
  const options = { timeZone: "Africa/Cairo", numberingSystem: digits };
  const moment = new Date();
  const time = moment.toLocaleTimeString("en-GB", { ...options, hour: "2-digit", minute: "2-digit" });
  const day = moment.toLocaleDateString(root.lang === "en" ? "en-GB" : root.lang, { ...options, weekday: "long", day: "numeric", month: "long" });
  clock.querySelector(".num").textContent = time;
  clock.querySelector(".day").textContent = day;
}
if (clock) {
  tell();
  setInterval(tell, 5000);
}

const slip = document.getElementById("slip");
if (slip) import("./follow-paper.js").then(({ followPaper }) => followPaper(slip));

const keys = document.querySelector("[data-keys]");
if (keys) import("./keys.js").then(({ typeInto }) => { typeInto(keys); dispatchEvent(new Event("fit")); });

if (document.body.dataset.home) navigator.serviceWorker?.register("/kiosk-sw.js", { scope: "/kiosk/" }).catch(() => null);
