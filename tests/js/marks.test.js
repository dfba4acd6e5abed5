import assert from "node:assert/strict";
import { test } from "node:test";

import { missing } from "../../workbench/static/annotate/lacking.js";
import { answerMarked, mark, redraw, tie, toggleMember, unmark, untie } from "../../workbench/static/annotate/marks.js";
import { linkKey, nameOfLink } from "../../workbench/static/annotate/naming.js";
import { keepingWords, same, settle } from "../../workbench/static/annotate/settling.js";
import { blank } from "../../workbench/static/annotate/state.js";
import { attributed, attribution, every, how, naming, passages, questions, quote, sourcing, span } from "./given.js";

const marked = (...spans) => spans.reduce((now, one) => mark(now, every, passages, one).document, blank());
const source = span(0, 4);
const cue = span(5, 9, "cue");
const linked = (...spans) => tie(marked(source, cue), every, attribution, spans.length ? spans : [source, cue]).document;
const of = (document, key) => missing(document, every).filter((problem) => problem.question === key).map((problem) => problem.message);

test("a passage is asked what fits its label, and what an answer about it opens", () => {
  const two = marked(source, cue);
  assert.deepEqual(of(two, "sourcing"), ["“0-4”: answer Naming."]);
  const named = answerMarked(two, every, two.spans[0], naming, "named").document;
  assert.deepEqual(of(named, "sourcing"), []);
  const told = answerMarked(named, every, named.spans[0], how, "by role ");
  assert.equal(told.typed, "0 4 sourcing source manual how");
  assert.deepEqual(told.document.spans[0].attributes, { naming: "named", how: "by role " });
  const other = answerMarked(told.document, every, told.document.spans[0], naming, "unnamed").document;
  assert.deepEqual(other.spans[0].attributes, { naming: "unnamed" });
  const back = answerMarked(other, every, other.spans[0], naming, "unnamed").document;
  assert.equal("attributes" in back.spans[0], false);
});

test("a question on a passage or link that comes up later begins with its default", () => {
  const kind = { ...naming, key: "kind", title: "Kind", default: "named", when: { question: "naming", is: ["unnamed"] } };
  const exact = { ...kind, key: "exact", of_values: [], default: "unnamed", when: { question: "quote", is: ["direct"] } };
  const asked = [{ ...passages, attributes: [naming, kind] }, { ...attribution, attributes: [quote, exact] }];
  const tied = tie(mark(blank(), asked, asked[0], source).document, asked, asked[1], [source]).document;
  const about = answerMarked(tied, asked, tied.spans[0], naming, "unnamed").document;
  assert.deepEqual(about.spans[0].attributes, { naming: "unnamed", kind: "named" });
  const told = answerMarked(about, asked, about.links[0], quote, "direct").document;
  assert.deepEqual(told.links[0].attributes, { quote: "direct", exact: "unnamed" });
  const taken = answerMarked(about, asked, about.spans[0], kind, "named").document;
  assert.deepEqual(taken.spans[0].attributes, { naming: "unnamed" });
  assert.deepEqual(answerMarked(taken, asked, taken.links[0], quote, "direct").document.spans, taken.spans);
});

test("marking does not answer a question that is not asked itself", () => {
  const first = { ...attributed, key: "first", title: "First" };
  const asked = [first, { ...attributed, when: { question: "first", is: ["yes"] } }, sourcing];
  const document = { ...blank(), labels: { first: "no" } };
  const change = mark(document, asked, sourcing, source);
  assert.deepEqual([change.document.labels, change.hint], [{ first: "no" }, undefined]);
  assert.match(missing(change.document, asked)[0].message, /answer “First” with “YES”/);
});

test("a link names its passages by label and place, and is asked about", () => {
  const document = linked();
  assert.deepEqual(document.links, [{ dimension: "attribution",
    members: [{ value: "source", start: 0, end: 4 }, { value: "cue", start: 5, end: 9 }] }]);
  assert.deepEqual(of(document, "attribution"), ["Attribution 1: answer Quote."]);
  const answered = answerMarked(document, every, document.links[0], quote, "direct").document;
  assert.deepEqual(answered.links[0].attributes, { quote: "direct" });
  assert.equal(untie(answered, every, answered.links[0]).document.links, undefined);
});

test("the same link twice, one without passages and one too many of a kind are refused with a reason", () => {
  const document = linked();
  assert.match(tie(document, every, attribution, [source, cue]).hint.message, /linked so already/);
  assert.match(tie(document, every, attribution, []).hint.message, /Choose the passages/);
  const three = mark(document, every, passages, span(12, 15)).document;
  assert.match(tie(three, every, attribution, [source, span(12, 15)]).hint.message, /at most 1 in one link/);
});

test("removing a passage takes it out of its links, and says so", () => {
  const document = linked();
  const change = unmark(document, every, cue);
  assert.deepEqual(change.document.links[0].members, [{ value: "source", start: 0, end: 4 }]);
  assert.match(change.said, /Taken out of Attribution 1/);
  const none = unmark(change.document, every, source);
  assert.equal("links" in none.document, false);
  assert.match(none.said, /Attribution 1 removed with it/);
});

test("a passage that is drawn anew keeps its answers and its links", () => {
  const document = linked();
  const named = answerMarked(document, every, document.spans[0], naming, "named").document;
  const change = redraw(named, every, named.spans[0], { start: 0, end: 5, text: "0-5" });
  assert.deepEqual(change.document.spans[0], { ...source, end: 5, text: "0-5", attributes: { naming: "named" } });
  assert.deepEqual(change.document.links[0].members[0], { value: "source", start: 0, end: 5 });
  const offered = { ...document, spans: [{ ...source, origin: "premark_accepted" }, cue] };
  assert.equal(redraw(offered, every, offered.spans[0], { start: 0, end: 5, text: "0-5" }).document.spans[0].origin, "premark_edited");
});

test("a passage goes into a link and out of it, never the last one", () => {
  const alone = linked(source);
  const both = toggleMember(alone, every, alone.links[0], cue).document;
  assert.equal(both.links[0].members.length, 2);
  const cueOnly = toggleMember(both, every, both.links[0], source).document;
  assert.deepEqual(of(cueOnly, "attribution"), ["Attribution 1: add the SOURCE.", "Attribution 1: answer Quote."]);
  assert.match(toggleMember(cueOnly, every, cueOnly.links[0], cue).hint.message, /remove the link instead/);
});

test("links are numbered as they stand in the text", () => {
  const document = mark(linked(), every, passages, span(12, 15)).document;
  const two = tie(document, every, attribution, [span(12, 15)]).document;
  const third = mark(two, every, passages, span(10, 11)).document;
  const three = tie(third, every, attribution, [span(10, 11)]).document;
  const names = three.links.map((link) => [link.members[0].start, nameOfLink(three, attribution, link)]);
  assert.deepEqual(names, [[0, "Attribution 1"], [10, "Attribution 2"], [12, "Attribution 3"]]);
});

test("documents differ by attributes and links, not by their order", () => {
  const document = linked();
  const answered = answerMarked(document, every, document.links[0], quote, "direct").document;
  assert.equal(same(document, answered), false);
  assert.equal(same(document, { ...document, links: [] }), false);
  const swapped = { ...document, spans: document.spans.toReversed() };
  assert.equal(same(document, swapped), true);
  assert.equal(linkKey(document.links[0]), linkKey(swapped.links[0]));
});

test("answers of the server leave words that are being typed alone", () => {
  const named = answerMarked(marked(source), every, source, naming, "named").document;
  const typed = answerMarked(named, every, named.spans[0], how, "by ").document;
  const stored = { ...typed, note: "", spans: [{ ...typed.spans[0], attributes: { naming: "named", how: "by" } }] };
  const kept = keepingWords(stored, { ...typed, note: "a " }, every);
  assert.deepEqual([kept.note, kept.spans[0].attributes.how], ["a ", "by "]);
  assert.equal(keepingWords(marked(source), typed, every).spans[0].attributes?.naming, undefined);
});

test("a change keeps what the document carries for the server", () => {
  const carried = { ...blank(), masks: "f", codebook: 2 };
  const document = tie(mark(carried, every, passages, source).document, every, attribution, [source]).document;
  assert.deepEqual([document.masks, document.codebook], ["f", 2]);
  assert.deepEqual([settle(document, every).masks, unmark(document, every, source).document.codebook], ["f", 2]);
});

test("a set that a passage depends on keeps its other values", () => {
  const set = { ...questions[0], key: "attributed" };
  const asked = [set, { ...sourcing, when: { question: "attributed", is: ["law"] } }];
  const document = { ...blank(), labels: { attributed: ["conflict"] } };
  assert.deepEqual(mark(document, asked, asked[1], source).document.labels.attributed.toSorted(), ["conflict", "law"]);
});
