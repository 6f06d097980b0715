/** Keeps a published notebook for use without a network, and reports when a new version is ready. */

import { h } from "./tools/dom.js";

/**
 * Starts the service worker that a published page names, once the page has what it needs at once. In a frame
 * there is none: the page around it decides what is kept.
 */
export async function keepOffline() {
  const script = document.documentElement.dataset.worker;
  if (!script || window.top !== window || !("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(script);
    watch(registration);
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
    keepEarlier(registration, performance.now());
  } catch {
    // A private window may not keep anything: the notebook works all the same.
  }
}

/** Has all kept that was asked for before `since`, when there was no worker to keep it: some of it is still on its way. @param {ServiceWorkerRegistration} registration @param {number} since */
function keepEarlier(registration, since) {
  const observer = new PerformanceObserver((list) => {
    const addresses = list.getEntries().filter(({ startTime }) => startTime < since).map(({ name }) => name);
    if (addresses.length > 0) registration.active?.postMessage({ type: "keep", addresses });
  });
  observer.observe({ type: "resource", buffered: true });
}

/** @param {ServiceWorkerRegistration} registration */
function watch(registration) {
  // The very first version is not reported.
  const tell = () => registration.waiting && navigator.serviceWorker.controller && announce(registration.waiting);
  const follow = () => registration.installing?.addEventListener("statechange", tell);
  tell();
  follow();
  registration.addEventListener("updatefound", follow);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registration.update().catch(() => {});
  });
}

/** Reports that a new version waits; this page does not change until its reader reloads it. @param {ServiceWorker} waiting */
function announce(waiting) {
  document.querySelector(".update")?.remove();
  const text = h("span", {}, "A new version is ready.");
  const button = h("button", { type: "button" }, "Reload");
  button.addEventListener("click", () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data: alone }) => {
      if (!alone) text.textContent = "A new version is ready. It needs the other tabs of this notebook closed.";
    };
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage({ type: "take over" }, [port2]);
  });
  document.body.append(h("p", { class: "update", role: "status" }, text, " ", button));
}
