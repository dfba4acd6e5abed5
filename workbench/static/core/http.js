// One way to talk to the server: JSON, with the form token, and never an exception for an answer.

const PATIENCE = 20_000;

const tokenTag = () => document.querySelector('meta[name="csrf-token"]');

/** Who the server takes us for: {reached, person, csrf}; it also refreshes the page's token. */
export async function session() {
  const answer = await ask("/session", {});
  const body = answer.body ?? {};
  if (answer.status === 200 && body.csrf) tokenTag().content = body.csrf;
  return { reached: answer.status === 200 || answer.status === 401, person: body.person ?? "" };
}

/**
 * PUT `document` as JSON. Gives {status, body}; status 0 means that no server answered.
 * A refused form token is renewed once, but only for the same person: when somebody else has
 * signed in since, the answer is 401 with `stranger`.
 */
export async function post(url, document_, headers, person) {
  const attempt = () => ask(url, {
    method: "PUT",
    body: JSON.stringify(document_),
    headers: { "Content-Type": "application/json", "X-CSRF-Token": tokenTag().content, ...headers },
  });
  const answer = await attempt();
  if (answer.status !== 403 || answer.body?.error?.code !== "csrf") return answer;
  const now = await session();
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
    return { status: response.status, body: await response.json().catch(() => null) };
  } catch {
    return { status: 0, body: null };
  }
}
