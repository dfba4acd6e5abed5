// Where a card goes: beside the questions, above or below the words being read. Pure but for `placeCard`.

const GAP = 10;
const LEAST = 200;

/**
 * {left, top, height} for a card of `size` ({width, height}) before `panel`, which is left of it or
 * where there is more room, near `anchor`, within `frame` ({top, bottom, right}); it keeps off `words`
 * where the room above or below them is enough.
 */
export function placed(size, anchor, panel, words, frame) {
  const isFromRight = frame.right - panel.right > panel.left;
  const left = isFromRight ? Math.min(panel.right + GAP, frame.right - size.width) : Math.max(GAP, panel.left - GAP - size.width);
  const room = frame.bottom - frame.top;
  const wanted = clamp(anchor.top - 16, frame.top, frame.bottom - Math.min(size.height, room));
  const isFree = words.right < left || words.left > left + size.width;
  if (isFree || wanted > words.bottom || wanted + size.height < words.top) return { left, top: wanted, height: room };
  const above = words.top - GAP - frame.top;
  const below = frame.bottom - words.bottom - GAP;
  const most = Math.max(above, below);
  if (most < Math.min(LEAST, size.height)) return { left, top: wanted, height: room };
  if (below >= Math.min(size.height, above)) {
    const top = clamp(anchor.top - 16, words.bottom + GAP, frame.bottom - Math.min(size.height, below));
    return { left, top, height: below };
  }
  const height = Math.min(size.height, above);
  return { left, top: words.top - GAP - height, height: above };
}

const clamp = (number, least, most) => Math.max(least, Math.min(number, most));

/** Put the card there; on a narrow screen the style sheet makes it a sheet at the bottom. */
export function placeCard(card, anchor, panel, words) {
  for (const name of ["left", "top", "max-height"]) card.style.removeProperty(name);
  if (matchMedia("(max-width: 900px)").matches) return;
  const bar = document.querySelector(".bar")?.getBoundingClientRect().bottom ?? 0;
  const frame = { top: bar + GAP, bottom: innerHeight - GAP, right: innerWidth - GAP };
  const { width, height } = card.getBoundingClientRect();
  const spot = placed(
    { width, height: Math.min(height, frame.bottom - frame.top) },
    anchor.getBoundingClientRect(), panel.getBoundingClientRect(), words.getBoundingClientRect(), frame,
  );
  card.style.left = `${spot.left}px`;
  card.style.top = `${spot.top}px`;
  card.style.maxHeight = `${Math.min(spot.height, frame.bottom - spot.top)}px`;
}
