import assert from "node:assert/strict";
import { test } from "node:test";

import { answerMarked, mark, tie } from "../../workbench/static/annotate/marks.js";
import { relabel } from "../../workbench/static/annotate/relabel.js";
import { blank } from "../../workbench/static/annotate/state.js";
import { attributed, attribution, every, naming, passages, questions, quote, sourcing, span } from "./given.js";

const source = span(0, 4);
const cue = span(5, 9, "cue");
const marked = (...spans) => spans.reduce((now, one) => mark(now, every, passages, one).document, blank());
const to = (document, one, id, asked = every, question = passages) => relabel(document, asked, one, question, id);

test("what does not fit the new label is not kept, and its own questions begin with their defaults", () => {
  const tone = { ...naming, key: "tone", of_values: [], default: null };
  const kind = { ...naming, key: "kind", of_values: ["cue"], default: "named" };
  const asked = [{ ...passages, attributes: [naming, tone, kind] }];
  const one = { ...source, attributes: { naming: "named", tone: "unnamed" } };
  const change = to({ ...blank(), spans: [one] }, one, "cue", asked, asked[0]);
  assert.deepEqual(change.document.spans, [{ ...source, value: "cue", attributes: { tone: "unnamed", kind: "named" } }]);
  assert.equal(change.said, "SOURCE is now CUE: 0-4");
});

test("a link that takes the label goes with it", () => {
  const document = tie(marked(source, cue), every, attribution, [cue]).document;
  const about = answerMarked(document, every, document.links[0], quote, "direct").document;
  const change = to(about, about.spans[1], "source");
  assert.deepEqual(change.document.links, [{ dimension: "attribution", attributes: { quote: "direct" }, members: [{ value: "source", start: 5, end: 9 }] }]);
  assert.doesNotMatch(change.said, /Taken out/);
});

test("a link that takes no more of them loses the passage, and that is said", () => {
  const document = tie(marked(source, cue), every, attribution, [source, cue]).document;
  const change = to(document, document.spans[1], "source");
  assert.deepEqual(change.document.links[0].members, [{ value: "source", start: 0, end: 4 }]);
  assert.match(change.said, /CUE is now SOURCE: 5-9\. Taken out of Attribution 1/);
});

test("a link of the old label alone goes with its passage's place in it", () => {
  const other = { ...sourcing, key: "loaded", title: "Loaded", when: null, attributes: [] };
  const document = tie(marked(source), every, attribution, [source]).document;
  const change = to(document, document.spans[0], "cue", [...every, other], other);
  assert.equal("links" in change.document, false);
  assert.deepEqual(change.document.spans, [{ ...source, dimension: "loaded", value: "cue" }]);
});

test("the same label again changes nothing; one that these words carry already is refused", () => {
  const two = marked(source, { ...source, value: "cue" });
  assert.equal(to(two, two.spans[0], "source").document, two);
  const change = to(two, two.spans[0], "cue");
  assert.equal(change.document, two);
  assert.match(change.hint.message, /marked so already/);
});

test("an accepted suggestion counts as edited, and the answer above is set where it has to be", () => {
  const document = { ...blank(), spans: [{ ...source, origin: "premark_accepted" }] };
  const change = to(document, document.spans[0], "cue", questions, sourcing);
  assert.equal(change.document.spans[0].origin, "premark_edited");
  assert.equal(change.document.labels[attributed.key], "yes");
  assert.equal(change.marked, "0 4 sourcing cue premark_edited");
});
