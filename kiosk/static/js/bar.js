// The bar below each page: size and contrast, speech, and the fitting of long texts. Works without the server too.
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
for (const button of document.querySelectorAll("[data-listen]")) {
  if (!(button.dataset.say || document.body.dataset.say)) continue;
  button.hidden = false;
  button.addEventListener("click", () => import("./say.js").then(({ sayOrStop }) => sayOrStop(button)));
}

show();
document.fonts.ready.then(fit);
document.fonts.addEventListener("loadingdone", fit);
for (const sign of ["load", "resize", "fit"]) addEventListener(sign, fit);
