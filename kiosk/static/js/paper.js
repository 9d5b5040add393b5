// The papers of a page, each followed until it is settled.
import { followPaper } from "./follow-paper.js";
import "./once.js";

document.querySelectorAll(".papers [data-address]").forEach(followPaper);
