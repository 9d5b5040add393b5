// The form of a field visit: what is typed is kept by the server as it is typed, pictures are made smaller before they are sent.
const form = document.querySelector("form[data-visit-draft]");
const kept = document.querySelector("#kept");
const PAUSE = 800;
const AGAIN = 5000;
const LONGEST_SIDE = 1600;
const QUALITY = 0.85;
let waiting = 0;
let last = "";
let sent = false;

function typed() {
  const fields = new FormData(form);
  for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
  return new URLSearchParams(fields);
}

async function keep() {
  const text = typed().toString();
  if (sent || text === last) return;
  const answer = await fetch(form.dataset.visitDraft, { method: "POST", body: typed() }).catch(() => null);
  if (answer?.ok) last = text;
  kept.textContent = answer?.ok ? kept.dataset.kept : kept.dataset.away;
  if (!answer?.ok) waiting = setTimeout(keep, AGAIN);
}

async function smaller(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const content = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
  return content.size < file.size ? new File([content], "picture.jpg", { type: content.type }) : file;
}

async function shrink(input) {
  const files = await Promise.all([...input.files].map((file) => smaller(file).catch(() => file)));
  const list = new DataTransfer();
  for (const file of files) list.items.add(file);
  input.files = list.files;
}

last = typed().toString();
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(keep, PAUSE);
});
form.addEventListener("submit", () => {
  clearTimeout(waiting);
  sent = true;
});
form.addEventListener("change", (event) => {
  if (event.target.type === "file") shrink(event.target);
});
