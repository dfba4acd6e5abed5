// Unsent work that was made while other words of its paragraph were hidden. Pure.

import { t } from "../core/words.js";

export const masksChanged = () =>
  t("What is hidden in this paragraph was changed by the lead. Your answers and your note are kept; passages that you had marked since the last save are not: mark them again.");

/** Was `kept` made on other masks than those that the page shows now? Its offsets mean nothing then. */
export const isOutdated = (kept, now) => (kept.masks ?? "") !== (now.masks ?? "");

/** The answers of `kept` with the stored passages, which stand right; it has to be looked at again. */
export const carriedOver = (kept, now) =>
  ({ ...now, labels: kept.labels, note: kept.note, flag: kept.flag, done: false });
