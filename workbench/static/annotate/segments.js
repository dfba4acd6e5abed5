// Overlapping marks as flat segments: cut at every border, one piece with all classes it carries. Pure.

/** `marks` [{start, end, name}] on a text of `length` code points -> [{start, end, names}], gapless. */
export function segments(length, marks) {
  const cuts = new Set([0, length]);
  for (const { start, end } of marks) {
    cuts.add(Math.min(start, length));
    cuts.add(Math.min(end, length));
  }
  const borders = [...cuts].sort((a, b) => a - b);
  return borders.slice(0, -1).map((start, index) => {
    const end = borders[index + 1];
    const names = marks.filter((mark) => mark.start < end && mark.end > start).map((mark) => mark.name);
    return { start, end, names: [...new Set(names)] };
  });
}
