// Quotation marks around passages, unless the passage brings its own (macros.html has the same rule).

const OPENS = /^["'“”„«»‹›‘’「『]/u;
const CLOSES = /["“”«»」』]$/u;

export const bringsMarks = (text) => OPENS.test(text) || CLOSES.test(text);

export const quoted = (text) => (bringsMarks(text) ? text : `“${text}”`);
