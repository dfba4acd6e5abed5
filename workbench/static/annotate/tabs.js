// What the tabs of this browser tell each other; without such a channel each tab is alone.

const NAME = "workbench";

export const openChannel = () =>
  (globalThis.BroadcastChannel ? new BroadcastChannel(NAME) : Object.assign(new EventTarget(), { postMessage: () => {} }));
