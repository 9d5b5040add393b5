// The forms of a request and of its payment: sent once, and the total of what is ticked and typed, beside the charges. The server counts anew.
import "./once.js";
import "./draft.js";

const form = document.querySelector("form.intake, form.payment");
const total = document.getElementById("total");
const western = (text) => text.replace(/[٠-٩]/g, (d) => "٠١٢٣٤٥٦٧٨٩".indexOf(d)).replace(/[۰-۹]/g, (d) => "۰۱۲۳۴۵۶۷۸۹".indexOf(d));
const AMOUNT = /^(\d{1,9}|\d{1,3}(,\d{3}){1,2})(\.\d{1,2})?$/;

function piastres(field) {
  if (field.type === "checkbox" && !field.checked) return 0;
  const text = western(field.value.trim()).replaceAll("٬", ",").replace("٫", ".");
  if (text === "") return 0;
  if (field.dataset.each) return /^\d{1,6}$/.test(text) ? Number(text) * Number(field.dataset.each) : NaN;
  const typed = AMOUNT.test(text) ? Math.round(Number(text.replaceAll(",", "")) * 100) : NaN;
  return field.dataset.share ? Math.floor((typed * Number(field.dataset.share) + 5000) / 10000) : typed;
}

function add() {
  const sum = [...form.querySelectorAll('[name^="amount-"], [name^="units-"]')].reduce((before, field) => before + piastres(field), 0);
  const locale = `en-u-nu-${total.dataset.digits}`;
  total.value = Number.isNaN(sum) ? "—" : (sum / 100).toLocaleString(locale, { minimumFractionDigits: 2 });
}

if (total) {
  total.parentElement.hidden = false;
  form.addEventListener("input", add);
  add();
}
