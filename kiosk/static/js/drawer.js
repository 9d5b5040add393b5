// The count of a drawer: sent once, and its sum beside the form. The server counts anew.
import "./once.js";

const form = document.querySelector("[data-expected]");
const counted = document.getElementById("counted");
const western = (text) => text.replace(/[٠-٩]/g, (d) => "٠١٢٣٤٥٦٧٨٩".indexOf(d)).replace(/[۰-۹]/g, (d) => "۰۱۲۳۴۵۶۷۸۹".indexOf(d));

function add() {
  const fields = [...form.querySelectorAll("[data-denomination]")];
  const sum = fields.reduce((before, field) => before + Number(field.dataset.denomination) * Number(western(field.value.trim()) || 0), 0);
  counted.value = Number.isNaN(sum) ? "—" : (sum / 100).toLocaleString(`en-u-nu-${counted.dataset.digits}`, { minimumFractionDigits: 2 });
}

if (form) {
  counted.parentElement.hidden = false;
  form.addEventListener("input", add);
  add();
}
