// Code points (what is stored, what Python slices) and UTF-16 units (what browsers count).
// Nothing else in the page converts between the two.

/** Unit offset of every code point of `text`, and its length in units as the last entry. */
export function unitTable(text) {
  const table = [];
  let unit = 0;
  for (const point of text) {
    table.push(unit);
    unit += point.length;
  }
  table.push(unit);
  return table;
}

export const toUnit = (table, point) => table[Math.max(0, Math.min(point, table.length - 1))];

/** The code point that begins at `unit`, or the one that `unit` falls into. */
export function toPoint(table, unit) {
  let low = 0;
  let high = table.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (table[middle] <= unit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** text[start:end] as Python would give it. */
export function slice(text, start, end) {
  const table = unitTable(text);
  return text.slice(toUnit(table, start), toUnit(table, end));
}

/** A DOM range over code points [start, end) of an element's text, whatever nodes it is cut into. */
export function rangeOver(element, start, end) {
  const table = unitTable(element.textContent);
  const range = document.createRange();
  range.setStart(...place(element, toUnit(table, start)));
  range.setEnd(...place(element, toUnit(table, end)));
  return range;
}

/** The code point at a DOM position inside `element`. `edge` "end" rounds a cut pair upwards. */
export function pointAt(element, node, offset, edge = "start") {
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(node, offset);
  const table = unitTable(element.textContent);
  const unit = before.toString().length;
  const point = toPoint(table, unit);
  return edge === "end" && table[point] < unit ? point + 1 : point;
}

function place(element, unit) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = unit;
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (left <= node.length) return [node, left];
    left -= node.length;
    last = node;
  }
  return last ? [last, last.length] : [element, 0];
}
