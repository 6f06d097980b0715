/** Before the first paint: the reader's colours, and whether the text of a published page stays hidden at first. */

// The colours are those that theme.js chooses. The text stays hidden where the address may ask for something else. This is
// a plain script, since a module would run too late.
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
  if (window.parent !== window || location.search !== "" || /[?=]|%(25)*3F/i.test(location.hash)) root.dataset.opening = "";
  // The notebook of a plain address is asked for before the page's script is there.
  else if (root.dataset.first) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", href: root.dataset.first, as: "fetch", type: "application/json", crossOrigin: "anonymous" });
    document.head.append(link);
  }
}
