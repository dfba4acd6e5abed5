// Words for people, in the language of the page. English is what stands in the code, and the fallback.

const PLURALS = ["zero", "one", "two", "few", "many", "other"];
const page = globalThis.document?.documentElement;

/**
 * {sentence: translation | [its plural forms]} of the page's language; without one, English. A file
 * that does not come is no reason to do without the page's modules, which all import this one.
 */
const catalogue = page?.dataset.words ? await import(page.dataset.words).then((words) => words.default, () => ({})) : {};

/** The sentence in the page's language, each `{name}` filled in from `values`. */
export const t = (sentence, values = {}) => filled(catalogue[sentence] ?? sentence, values);

/** The form that fits `count`, which is also filled in as `{count}`. */
export function tn(one, many, count, values = {}) {
  const forms = catalogue[one];
  const form = Array.isArray(forms) ? forms[pluralOf(count, forms.length)] : count === 1 ? one : many;
  return filled(form, { count, ...values });
}

/** gettext counts the plural forms in the order of Unicode's categories, those a language has. */
function pluralOf(count, length) {
  const rules = new Intl.PluralRules(page.lang);
  const has = PLURALS.filter((name) => rules.resolvedOptions().pluralCategories.includes(name));
  return Math.min(has.indexOf(rules.select(count)), length - 1);
}

const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (hole, name) => isolated(values[name] ?? hole));

/** Titles and names keep their own direction in a sentence from the right (as core/wording.py does it). */
const isolated = (value) => (page?.dir === "rtl" && typeof value === "string" ? `\u2068${value}\u2069` : String(value));
