const TABLET = matchMedia("(orientation: landscape) and (max-width: 1400px)");

// Keys on the screen type into the input they name; the screen's own keyboard stays away.
export function typeInto(keys) {
  const input = document.getElementById(keys.dataset.keys);
  input.inputMode = "none";
  keys.hidden = false;
  if (TABLET.matches && keys.matches(".keys")) halve(keys);
  keys.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.type !== "button") return;
    const { key } = button.dataset;
    const text = "clear" in button.dataset ? "" : key === undefined ? [...input.value].slice(0, -1).join("") : input.value + key;
    if (input.maxLength < 0 || text.length <= input.maxLength) input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// All letters of 20 mm do not fit a tablet at once: it shows half of them in the order of the alphabet, and a key for the others.
function halve(keys) {
  const letters = [...keys.querySelectorAll("[data-key]")].filter(({ dataset }) => dataset.key.trim());
  letters.sort((one, other) => one.dataset.key.localeCompare(other.dataset.key, keys.lang));
  const middle = Math.ceil(letters.length / 2);
  const halves = [letters.slice(0, middle), letters.slice(middle)];
  const turn = keys.querySelector("[data-turn]");
  const show = (half) => {
    letters.forEach((letter, place) => { letter.style.order = place; letter.hidden = !halves[half].includes(letter); });
    turn.textContent = [halves[1 - half][0], halves[1 - half].at(-1)].map(({ dataset }) => dataset.key).join(" – ");
    turn.onclick = (event) => { event.stopPropagation(); show(1 - half); };
  };
  turn.hidden = false;
  show(0);
}
