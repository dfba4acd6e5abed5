// Speak to screen readers. What happens to the answers and what happens to saving have a region
// each, so that neither drowns the other.

export function say(sentence, region = "say") {
  if (!sentence) return;
  const place = document.getElementById(region);
  // The same sentence twice would not be announced: a trailing space makes it a change.
  place.textContent = place.textContent === sentence ? `${sentence}\u00a0` : sentence;
}
