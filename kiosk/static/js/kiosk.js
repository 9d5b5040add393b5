// The kiosk: size and contrast, a clock, the keys, speech, the slip's state; beside them each form's sending and the way back.
import "./idle.js";
import "./send.js";

const root = document.documentElement;
const toggles = document.querySelectorAll("[data-toggle]");

const TIGHTEST = 3;
const parts = ":is(main, main *, .top, .top *, .bar .btn):not(.vh, .num, svg *)";

const slack = (part) => Math.max(2, parseFloat(getComputedStyle(part).fontSize) * 0.35); // a line's own overhang
const isCut = (part) => part.clientHeight > 0 && (part.scrollHeight > part.clientHeight + slack(part) || part.scrollWidth > part.clientWidth + 2);

// Long texts draw the page closer together, step by step, until nothing is cut off.
function fit() {
  delete root.dataset.tight;
  for (let step = 1; step <= TIGHTEST && [...document.querySelectorAll(parts)].some(isCut); step += 1) root.dataset.tight = step;
}

function show() {
  for (const button of toggles) {
    const { toggle: name, value } = button.dataset;
    button.setAttribute("aria-pressed", String(root.dataset[name] === value));
  }
  fit();
}

for (const button of toggles) {
  const { toggle: name, value } = button.dataset;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (root.dataset[name] === value) {
      delete root.dataset[name];
      sessionStorage.removeItem(name);
    } else {
      root.dataset[name] = value;
      sessionStorage.setItem(name, value);
    }
    show();
  });
}
show();
document.fonts.ready.then(fit);
addEventListener("resize", fit);
addEventListener("fit", fit);

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
if (keys) import("./keys.js").then(({ typeInto }) => { typeInto(keys); fit(); });

const listen = document.querySelector("[data-listen]");
if (listen && document.body.dataset.say) {
  listen.hidden = false;
  fit();
  listen.addEventListener("click", () => import("./say.js").then(({ sayOrStop }) => sayOrStop(listen)));
}

if (document.body.dataset.home) navigator.serviceWorker?.register("/kiosk-sw.js", { scope: "/kiosk/" }).catch(() => null);
