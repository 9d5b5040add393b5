// Keys on the screen type into the input they name; the screen's own keyboard stays away.
export function typeInto(keys) {
  const input = document.getElementById(keys.dataset.keys);
  input.inputMode = "none";
  keys.hidden = false;
  keys.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.type !== "button") return;
    const { key } = button.dataset;
    const text = "clear" in button.dataset ? "" : key === undefined ? [...input.value].slice(0, -1).join("") : input.value + key;
    if (input.maxLength < 0 || text.length <= input.maxLength) input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
