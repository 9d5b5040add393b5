// The kiosk: size and contrast, a clock, the slip's state; beside them one press for each form and the way back.
import { followPaper } from "./follow-paper.js";
import "./idle.js";
import "./once.js";

const root = document.documentElement;
const CHOICES = { text: "large", contrast: "high" };

for (const button of document.querySelectorAll("[data-toggle]")) {
  const name = button.dataset.toggle;
  const show = (on) => {
    button.setAttribute("aria-pressed", String(on));
    if (on) root.dataset[name] = CHOICES[name];
    else delete root.dataset[name];
  };
  button.hidden = false;
  show(sessionStorage.getItem(name) === "on");
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    if (on) sessionStorage.setItem(name, "on");
    else sessionStorage.removeItem(name);
    show(on);
  });
}

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
if (slip) followPaper(slip);
