// On the feedback Enter goes on, as it does from the answer: the hands stay on the keys.

import { onKeys } from "../core/keys.js";

const onward = document.querySelector("[data-onward]");

onKeys((key, event) => {
  if (key !== "Enter" || !onward) return false;
  if (!event.repeat) onward.click();
  return true;
});
