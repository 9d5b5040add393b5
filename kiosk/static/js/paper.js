// The papers of a request's page, each followed until it is settled.
import { followPaper } from "./follow-paper.js";
import "./once.js";

document.querySelectorAll("ul.papers [data-address]").forEach(followPaper);
