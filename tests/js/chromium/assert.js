// What our tests use of node:assert/strict, for a page.

const shown = (value) => {
  const text = typeof value === "string" ? JSON.stringify(value) : JSON.stringify(value, plain, 1) ?? String(value);
  return text.length > 2000 ? `${text.slice(0, 2000)}…` : text;
};
const plain = (_, value) => {
  if (value instanceof Map || value instanceof Set) return { [value.constructor.name]: [...value] };
  return value === undefined ? "undefined" : value;
};

function claim(isTrue, sentence, actual, expected) {
  if (!isTrue) throw new Error(`${sentence}\n    is: ${shown(actual)}\nshould: ${shown(expected)}`);
}

const assert = {
  ok: (value, message = "should be true") => claim(value, message, value, true),
  equal: (actual, expected, message = "not equal") => claim(Object.is(actual, expected), message, actual, expected),
  notEqual: (actual, other, message = "should differ") => claim(!Object.is(actual, other), message, actual, other),
  deepEqual: (actual, expected, message = "not equal") => claim(same(actual, expected), message, actual, expected),
  match: (text, pattern, message = "no match") => claim(pattern.test(text), message, text, String(pattern)),
  doesNotMatch: (text, pattern, message = "should not match") => claim(!pattern.test(text), message, text, String(pattern)),
};
export default assert;

function same(one, other) {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other) || Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false;
  if (one instanceof Map || one instanceof Set) return same([...one], [...other]);
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length
    && keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]));
}

const isObject = (value) => typeof value === "object" && value !== null;
