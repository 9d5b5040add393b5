// The kiosk: remembered display, a clock, the way back to the start, one press for each form, the slip's state.
import "./once.js";

const page = document.body;
const root = document.documentElement;
const WARNING = 20;
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
    sessionStorage.setItem(name, on ? "on" : "off");
    show(on);
  });
}

const clock = document.querySelector("[data-clock]");
function tell() {
  const text = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Africa/Cairo" });
  clock.textContent = clock.dataset.clock === "arab" ? text.replace(/\d/g, (d) => "٠١٢٣٤٥٦٧٨٩"[d]) : text;
}
tell();
setInterval(tell, 5000);

const idle = Number(page.dataset.idle);
if (idle > 0) {
  const question = document.getElementById("still-here");
  let left = idle + WARNING;
  const stay = () => { left = idle + WARNING; if (question.open) question.close(); };
  for (const sign of ["pointerdown", "keydown", "scroll"]) addEventListener(sign, stay, { passive: true });
  setInterval(() => {
    left -= 1;
    if (left === WARNING && !question.open) question.showModal();
    if (left <= 0) {
      sessionStorage.clear();
      location.replace(page.dataset.home);
    }
  }, 1000);
}

const slip = document.getElementById("slip");
if (slip) {
  const settled = () => ["done", "set_aside"].includes(slip.querySelector("[data-paper]").dataset.paper);
  const look = setInterval(async () => {
    if (settled()) { clearInterval(look); return; }
    const answer = await fetch(slip.dataset.address, { cache: "no-store" }).catch(() => null);
    if (answer?.ok) slip.innerHTML = await answer.text();
  }, 700);
}
