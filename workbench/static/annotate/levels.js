// Passages of one paint that overlap or touch would look like one: each has its line on another
// level, so that both ends of each show. Below the third level lines meet again. Pure.

/** What stands after the name of a paint on each level: "mark-1", "mark-1b", "mark-1c". */
export const LEVELS = ["", "b", "c"];

/** `marks` [{start, end, name}] with the level of each in its name. */
export function onLevels(marks) {
  const ends = new Map(marks.map(({ name }) => [name, []]));
  const inOrder = [...marks].sort((a, b) => a.start - b.start || b.end - a.end);
  const levels = new Map(inOrder.map((mark) => {
    const taken = ends.get(mark.name);
    const free = LEVELS.findIndex((_, level) => !(taken[level] >= mark.start));
    const level = free === -1 ? LEVELS.length - 1 : free;
    taken[level] = Math.max(taken[level] ?? 0, mark.end);
    return [mark, LEVELS[level]];
  }));
  return marks.map((mark) => ({ ...mark, name: mark.name + levels.get(mark) }));
}
