// No words of the article rest in the browser: passages are queued without their quotes, which come
// back from the paragraph's text when they are sent or shown.

import { slice } from "../core/offsets.js";

export const withoutText = (document) =>
  ({ ...document, spans: document.spans.map(({ text: _, ...span }) => span) });

export const withText = (document, content) =>
  ({ ...document, spans: document.spans.map((span) => ({ ...span, text: slice(content, span.start, span.end) })) });
