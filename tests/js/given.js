// A small codebook with every kind of question, for the tests of the pure modules.
const values = (...ids) => ids.map((id, index) => ({ id, title: id.toUpperCase(), key: "", mark: index + 1 }));
const plain = { min: 0, max: 0, exclusive: [], off_scale: [], values_from: "", when: null };

export const frames = { ...plain, key: "frames", title: "Frames", type: "multi", min: 1, max: 2, exclusive: ["none"], values: values("conflict", "economy", "law", "none") };
export const main = { ...plain, key: "primary_frame", title: "Main frame", type: "single", values_from: "frames", when: { question: "frames", at_least: 2 }, values: frames.values };
export const tone = { ...plain, key: "tone.government", title: "Tone", type: "ordinal", off_scale: ["absent"], values: values("-1", "0", "1", "absent") };
export const attributed = { ...plain, key: "attributed", title: "Attributed", type: "single", values: values("yes", "no") };
export const sourcing = { ...plain, key: "sourcing", title: "Sourcing", type: "spans", when: { question: "attributed", is: ["yes"] }, values: values("source", "cue") };
export const questions = [frames, main, tone, attributed, sourcing];

export const span = (start, end, value = "source") =>
  ({ dimension: "sourcing", value, start, end, text: `${start}-${end}`, origin: "manual" });
