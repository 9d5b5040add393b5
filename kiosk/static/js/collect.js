// The number pad of the page on which a request's number is typed; hyphens come by themselves.
const field = document.getElementById("number");
const pad = document.querySelector(".pad");
const SHAPE = [3, 7, 13];
const MOST = 14;

const western = (text) => text.replace(/[٠-٩]/g, (d) => "٠١٢٣٤٥٦٧٨٩".indexOf(d)).replace(/\D/g, "");
const shaped = (digits) => [...digits].map((digit, place) => (SHAPE.includes(place) ? `-${digit}` : digit)).join("");

function write(digits) {
  field.value = shaped(digits.slice(0, MOST));
}

pad.hidden = false;
pad.addEventListener("click", (event) => {
  const key = event.target.closest("button");
  if (!key) return;
  const digits = western(field.value);
  if ("digit" in key.dataset) write(digits + key.dataset.digit);
  else if ("erase" in key.dataset) write(digits.slice(0, -1));
  else write("");
});
field.addEventListener("input", () => write(western(field.value)));
