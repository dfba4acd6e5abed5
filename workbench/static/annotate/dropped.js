// Suggestions that were dropped stay dropped in this browser. Their places are kept, never words.

const nameOf = (saveUrl) => `workbench dropped ${saveUrl}`;

/** Places as a set of "start end value"; empty where the browser keeps nothing. */
export function readDropped(saveUrl) {
  try {
    return new Set(JSON.parse(localStorage.getItem(nameOf(saveUrl)) ?? "[]"));
  } catch {
    return new Set();
  }
}

export function keepDropped(saveUrl, places) {
  try {
    localStorage.setItem(nameOf(saveUrl), JSON.stringify([...places]));
  } catch {
    // Without storage the suggestion comes back with the next visit.
  }
}

export const placeOf = ({ start, end, value }) => `${start} ${end} ${value}`;
