// A small codebook with every kind of question, for the tests of the pure modules.
const values = (...ids) => ids.map((id, index) => ({ id, title: id.toUpperCase(), key: "", mark: index + 1 }));
export const plain = { min: 0, max: 0, exclusive: [], off_scale: [], of: "", of_values: [], optional: false, group: "", source: "", default: null, target: "", members: [], attributes: [], when: null };

export const frames = { ...plain, key: "frames", title: "Frames", type: "multi", min: 1, max: 2, exclusive: ["none"], values: values("conflict", "economy", "law", "none") };
export const main = { ...plain, key: "primary_frame", title: "Main frame", type: "single", source: "frames", when: { question: "frames", at_least: 2 }, values: frames.values };
export const tone = { ...plain, key: "tone.government", title: "Tone", type: "ordinal", off_scale: ["absent"], values: values("-1", "0", "1", "absent") };
export const attributed = { ...plain, key: "attributed", title: "Attributed", type: "single", values: values("yes", "no") };
export const sourcing = { ...plain, key: "sourcing", title: "Sourcing", type: "spans", when: { question: "attributed", is: ["yes"] }, values: values("source", "cue") };
export const questions = [frames, main, tone, attributed, sourcing];

export const span = (start, end, value = "source") =>
  ({ dimension: "sourcing", value, start, end, text: `${start}-${end}`, origin: "manual" });

// The same with every type: questions per target with their conditions, a flag, a text, attributes, links.
const keyed = (question, keys) =>
  ({ ...question, values: question.values.map((value, index) => ({ ...value, key: keys[index] ?? "" })) });
export const codable = { ...plain, key: "codable", title: "Codable", type: "single", default: "text", values: values("text", "other") };
export const weakest = { ...main, key: "weakest_frame", title: "Weakest frame", optional: true };
export const government = keyed({ ...tone, target: "government" }, ["q", "w", "e", "r"]);
export const union = { ...government, key: "tone.union", title: "Tone · union", target: "union" };
export const voice = { ...plain, key: "voice.union", title: "Voice", type: "single", target: "union",
  default: "author", when: { question: "tone.union", is: ["-1", "1"] }, values: values("author", "source") };
export const unsure = { ...plain, key: "unsure", title: "Unsure", type: "flag", values: [{ id: "yes", title: "Unsure", key: "f" }] };
export const reason = { ...plain, key: "reason", title: "Reason", type: "text", when: { question: "unsure", is: ["yes"] }, values: [] };
export const naming = { ...plain, key: "naming", title: "Naming", type: "single", of_values: ["source"], values: values("named", "unnamed") };
export const how = { ...plain, key: "how", title: "How", type: "text", optional: true, when: { question: "naming", is: ["named"] }, values: [] };
export const passages = { ...sourcing, when: null, attributes: [naming, how] };
export const quote = { ...plain, key: "quote", title: "Quote", type: "single", values: values("direct", "indirect") };
export const attribution = { ...plain, key: "attribution", title: "Attribution", type: "links", of: "sourcing", values: [], attributes: [quote],
  members: [{ value: "source", title: "SOURCE", min: 1, max: 1 }, { value: "cue", title: "CUE", min: 0, max: 0 }] };
export const every = [codable, frames, main, weakest, government, union, voice, unsure, reason, passages, attribution];
