
"use strict";
// Whatever a person or a model wrote reaches the page as text only.
const cases = JSON.parse(document.getElementById("data").textContent);
const STEP = 200;
const filters = document.getElementById("filters");
const table = document.getElementById("results");
const more = document.getElementById("more");
const columns = [
  ["Case", c => c.id], ["Arm", c => c.arm], ["Database", c => c.database], ["Question", c => c.question],
  ["Outcome", c => words(c.outcome)], ["Right", verdict],
  ["Repairs", c => c.repairs], ["Tokens", c => c.inputTokens + c.outputTokens], ["Seconds", c => c.seconds]];
let sorted = null;
let descending = false;
let shown = STEP;
const open = new Set();

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
  element.append(...children.filter(child => child !== null).map(child => child instanceof Node ? child : String(child)));
  return element;
}

function words(name) { return name.replaceAll("_", " "); }
function verdict(c) { return c.error !== null ? "unmeasured" : c.right ? "right" : "wrong"; }
function key(c) { return JSON.stringify([c.arm, c.id]); }

function number(value) {
  return value.toLocaleString("en", { maximumFractionDigits: Number.isInteger(value) ? 0 : 2 });
}

function fill(name, values) {
  const select = filters.elements[name];
  select.append(make("option", { value: "" }, "all"));
  for (const value of [...new Set(values)]) select.append(make("option", { value }, words(value)));
}

function isWanted(c) {
  const wanted = name => filters.elements[name].value;
  const text = wanted("text").trim().toLowerCase();
  return (!wanted("arm") || c.arm === wanted("arm")) && (!wanted("database") || c.database === wanted("database"))
    && (!wanted("expected") || c.expected === wanted("expected"))
    && (!wanted("outcome") || c.outcome === wanted("outcome")) && (!wanted("right") || verdict(c) === wanted("right"))
    && (!text || [c.id, c.question, c.sql, c.text, c.reason, c.error, c.referenceSql]
      .some(part => part !== null && part.toLowerCase().includes(text)));
}

function inOrder(list) {
  if (sorted === null) return list;
  const value = columns[sorted][1];
  const compare = (a, b) => typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true });
  return [...list].sort((a, b) => (descending ? -1 : 1) * compare(value(a), value(b)));
}

function show() {
  const found = inOrder(cases.filter(isWanted));
  const right = found.filter(c => verdict(c) === "right").length;
  document.getElementById("count").textContent = `${number(found.length)} of ${number(cases.length)} results, ${number(right)} right`;
  table.tBodies[0].replaceChildren(...found.slice(0, shown).flatMap(rowsOf));
  more.hidden = found.length <= shown;
}

function rowsOf(c) {
  const isOpen = open.has(key(c));
  const row = make("tr", {}, ...columns.map(([, value], i) => cell(c, value(c), i, isOpen)));
  return isOpen ? [row, make("tr", { class: "detail" }, make("td", { colspan: columns.length }, ...detail(c)))] : [row];
}

function cell(c, value, column, isOpen) {
  if (column === 0) {
    const button = make("button", { type: "button", class: "open", "aria-expanded": isOpen }, value);
    button.dataset.key = key(c);
    return make("th", { scope: "row" }, button);
  }
  if (typeof value === "number") return make("td", { class: "number" }, number(value));
  return make("td", columns[column][0] === "Right" ? { class: value } : {}, value);
}

function detail(c) {
  const parts = [];
  const add = (title, ...nodes) => { if (nodes.length) parts.push(block(title, ...nodes)); };
  add("Question, expected: " + c.expected, make("p", {}, c.question));
  if (c.error !== null) add("Could not be measured", make("p", { class: "wrong" }, c.error));
  if (c.reason !== null) add("Reason", make("p", { class: "wrong" }, c.reason));
  parts.push(pair(
    c.sql === null ? null : block("SQL", make("pre", {}, c.sql)),
    c.referenceSql === null ? null : block("Reference SQL", make("pre", {}, c.referenceSql))));
  parts.push(pair(
    c.rows.length ? block("Rows", rowTable(c.columns, c.rows)) : null,
    c.referenceRows.length ? block("Reference rows", rowTable([], c.referenceRows)) : null));
  parts.push(pair(
    c.text ? block("Text", make("p", {}, c.text)) : null,
    c.referenceText === null ? null : block("Reference answer", make("p", {}, c.referenceText))));
  add("Measures", make("p", {}, measures(c)));
  const others = cases.filter(other => other.id === c.id && other.arm !== c.arm);
  if (others.length) add("Other arms", make("p", {}, others.map(o => `${o.arm}: ${verdict(o)}`).join(", ")));
  const link = run(c);
  if (link !== null) add("Workflow", link);
  return parts;
}

function measures(c) {
  const names = ["strict", "tolerant", "tableRecall", "columnRecall", "stringRecall", "numberRecall", "rouge1", "rouge2",
    "rougeL", "faithful", "clarifications", "repairs", "modelCalls", "inputTokens", "outputTokens", "seconds"];
  const values = names.filter(name => c[name] !== null)
    .map(name => `${name} ${typeof c[name] === "number" ? number(c[name]) : c[name] ? "yes" : "no"}`);
  return values.concat(`cost $${c.costUsd.toFixed(4)}`).join(" · ");
}

// A link of another kind, such as javascript:, would run what a case holds.
function run(c) {
  if (c.runUrl !== null && /^https?:\/\//i.test(c.runUrl)) {
    return make("a", { href: c.runUrl, target: "_blank", rel: "noopener noreferrer" }, c.workflowId || c.runUrl);
  }
  return c.workflowId === null ? null : make("p", {}, c.workflowId);
}

function block(title, ...nodes) { return make("div", {}, make("h3", {}, title), ...nodes); }
function pair(...blocks) { return make("div", { class: "pair" }, ...blocks); }

function rowTable(names, rows) {
  const result = make("table", { class: "rows" });
  if (names.length) result.append(make("thead", {}, make("tr", {}, ...names.map(n => make("th", { scope: "col" }, n)))));
  const body = rows.map(row => make("tr", {}, ...row.map(v => v === null ? make("td", { class: "null" }, "null") : make("td", {}, v))));
  result.append(make("tbody", {}, ...body));
  return make("div", { class: "scroll" }, result);
}

function sortBy(column) {
  descending = sorted === column && !descending;
  sorted = column;
  [...table.tHead.rows[0].cells].forEach((head, i) => {
    if (i === column) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  });
  show();
}

columns.forEach(([name], i) => {
  const button = make("button", { type: "button", class: "sort" }, name);
  button.addEventListener("click", () => sortBy(i));
  table.tHead.rows[0].append(make("th", { scope: "col" }, button));
});
fill("arm", cases.map(c => c.arm));
fill("database", cases.map(c => c.database).sort());
fill("expected", cases.map(c => c.expected).sort());
fill("outcome", cases.map(c => c.outcome).sort());
fill("right", cases.map(verdict).sort());
filters.addEventListener("input", () => { shown = STEP; show(); });
filters.addEventListener("submit", event => event.preventDefault());
// The fields are empty only after this event.
filters.addEventListener("reset", () => setTimeout(show));
more.addEventListener("click", () => { shown += STEP; show(); });
table.addEventListener("click", event => {
  const button = event.target.closest("button.open");
  if (button === null) return;
  const wanted = button.dataset.key;
  if (!open.delete(wanted)) open.add(wanted);
  show();
  [...table.querySelectorAll("button.open")].find(other => other.dataset.key === wanted).focus();
});
// A case has an address, #case=q07, so that it can be linked to and the way back works.
function showLinked() {
  if (!location.hash.startsWith("#case=")) return;
  const id = decodeURIComponent(location.hash.slice("#case=".length));
  const found = cases.filter(c => c.id === id);
  if (!found.length) return;
  for (const field of filters.elements) field.value = "";
  filters.elements.text.value = id;
  found.forEach(c => open.add(key(c)));
  show();
  filters.scrollIntoView();
}

window.addEventListener("hashchange", showLinked);
show();
showLinked();
