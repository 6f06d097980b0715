/**
 * Before the first paint: the reader's colours, as theme.js chooses them, and whether the text that a published page
 * brings along stays hidden, because its address may ask for something else. A plain script: a module would come too late.
 */
{
  const root = document.documentElement;
  let choice = null;
  try {
    choice = localStorage.getItem("scinet-theme");
  } catch {
    // Storage is refused in some frames.
  }
  const dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "dark" : "light";
  if (window.parent !== window || location.search !== "" || /[?=]/.test(location.hash)) root.dataset.opening = "";
  // The notebook of a plain address is asked for before the page's script is there.
  else if (root.dataset.first) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", href: root.dataset.first, as: "fetch", type: "application/json", crossOrigin: "anonymous" });
    document.head.append(link);
  }
}
