// Runs in the measured page before its own scripts: notes when it answers, and what a key costs.
"use strict";

const painted = (then) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => then(performance.now());
  port2.postMessage(null);
});

const probe = globalThis.probe = { presses: [], changes: 0, ready: 0, answered: 0, longTasks: 0 };

new PerformanceObserver((list) => {
  for (const task of list.getEntries()) probe.longTasks += task.duration;
}).observe({ type: "longtask", buffered: true });

// The page is ready when it says so, and that is checked: a key pressed then changes what is seen.
new PerformanceObserver((list) => {
  if (!list.getEntriesByName("ready").length || probe.ready) return;
  probe.ready = performance.getEntriesByName("ready")[0].startTime;
  const before = probe.changes;
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true }));
  painted((now) => { if (probe.changes > before) probe.answered = now; });
}).observe({ type: "mark" });

new MutationObserver((records) => { probe.changes += records.length; })
  .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

// From the time that the browser gives the event to the frame that shows what it changed.
addEventListener("keydown", (event) => {
  const before = probe.changes;
  const begun = performance.now();
  const press = { key: event.key, begun: event.timeStamp, trusted: event.isTrusted };
  setTimeout(() => { press.ran = performance.now() - begun; });
  painted((now) => {
    press.took = now - event.timeStamp;
    press.changed = probe.changes - before;
    probe.presses.push(press);
  });
}, true);

probe.watchFrames = () => {
  const gaps = [];
  let last = performance.now();
  let isOn = true;
  const step = (now) => {
    gaps.push(now - last);
    last = now;
    if (isOn) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
  return () => { isOn = false; return gaps.slice(1); };
};
