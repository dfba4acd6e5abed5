// One way to talk to the server: JSON, with the form token, and never an exception for an answer.

const PATIENCE = 20_000;

const tokenTag = () => document.querySelector('meta[name="csrf-token"]');

/**
 * Who the server takes us for: {reached, person}. The page's token is renewed for `person` alone:
 * with somebody else's, what this page sends would count as theirs.
 */
export async function session(person) {
  const { status, body } = await ask("/session", {});
  const now = body?.person ?? "";
  if (now === person && body?.csrf) tokenTag().content = body.csrf;
  return { reached: status !== 0, person: now };
}

/**
 * PUT `document` as JSON. Gives {status, body}; status 0 means that our server has not answered
 * within `patience` milliseconds: nobody did, or something on the way did in its place.
 * A refused form token is renewed once, but only for the same person: when somebody else has
 * signed in since, the answer is 401 with `stranger`.
 */
export async function post(url, document_, headers, person, patience = PATIENCE) {
  const attempt = () => ask(url, {
    method: "PUT",
    body: JSON.stringify(document_),
    signal: AbortSignal.timeout(patience),
    headers: { "Content-Type": "application/json", "X-CSRF-Token": tokenTag().content, ...headers },
  });
  const answer = await attempt();
  if (answer.status !== 403 || answer.body?.error?.code !== "csrf") return answer;
  const now = await session(person);
  if (!now.reached) return { status: 0, body: null };
  return now.person === person ? attempt() : { status: 401, body: null, stranger: now.person !== "" };
}

/** The page at `url` as {status, page}, `page` being a document, or null when it is not to be had. */
export function fetchPage(url) {
  return new Promise((resolve) => {
    // Unlike fetch with a parser, this gives a document without an HTML sink (trusted types).
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.responseType = "document";
    request.timeout = PATIENCE;
    // A refusal then comes as a status, not as the sign-in page.
    request.setRequestHeader("Accept", "application/json");
    request.addEventListener("loadend", () => resolve({ status: request.status, page: request.responseXML }));
    request.send();
  });
}

async function ask(url, options) {
  try {
    const response = await fetch(url, {
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
      headers: { Accept: "application/json", ...options.headers },
    });
    const answer = { status: response.status, body: await response.json().catch(() => null) };
    return isOurs(answer) ? answer : { status: 0, body: null };
  } catch {
    return { status: 0, body: null };
  }
}

/** A proxy or a hotel's portal answers with a page of its own, which says nothing about the save. */
const isOurs = ({ status, body }) => (status === 200 ? body !== null : Boolean(body?.error));
