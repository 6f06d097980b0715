/** Whether the signs of a formula are really drawn: radical signs with their bars, and brackets as high as what they hold. */

/** A part of a picture that must have ink: in nearly all of its rows, or of its columns. @typedef {{what: string, left: number, top: number, right: number, bottom: number, along: "rows" | "columns"}} Place */

/** Run in the page: brings the first formula with a radical sign, or with a stretched bracket, to the screen; gives what must have ink. @param {"radical" | "bracket"} sign @returns {Promise<Place[]>} */
export async function placesOf(sign) {
  const high = (/** @type {Element} */ element) => element.getBoundingClientRect().height / parseFloat(getComputedStyle(element).fontSize);
  const signs = [...document.querySelectorAll(sign === "radical" ? ".text msqrt" : ".text mo")];
  const found = signs.find((element) => sign === "radical" || (/^[([{]$/.test(element.textContent ?? "") && high(element) > 1.5));
  if (!found) return [];
  found.scrollIntoView({ block: "center", behavior: "instant" });
  await document.fonts.ready;
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { left, top, right, bottom } = found.getBoundingClientRect();
  if (sign === "bracket") return [{ what: "bracket", left, top, right, bottom, along: "rows" }];
  const inner = [...found.children].map((child) => child.getBoundingClientRect());
  const [from, to] = [Math.min(...inner.map((box) => box.left)), Math.max(...inner.map((box) => box.right))];
  const above = Math.min(...inner.map((box) => box.top));
  return [
    { what: "radical sign", left, top, right: from, bottom, along: "rows" },
    { what: "bar of the radical", left: from, top: top - 1, right: to, bottom: above + 1, along: "columns" },
  ];
}

/** Run in a page: the share of the rows or columns of each place that have ink. @param {{picture: string, places: Place[]}} what a PNG of the screen in base 64, one pixel of it for each of the page's */
export async function inkAt({ picture, places }) {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  const context = canvas.getContext("2d");
  if (!context) return [];
  context.drawImage(image, 0, 0);
  const { data, width } = context.getImageData(0, 0, image.width, image.height);
  const grey = (/** @type {number} */ x, /** @type {number} */ y) => data[4 * (y * width + x) + 1];
  const steps = (/** @type {number} */ a, /** @type {number} */ b) => Array.from({ length: Math.max(0, Math.ceil(b) - Math.floor(a)) }, (_, i) => Math.floor(a) + i);
  return places.map(({ left, top, right, bottom, along }) => {
    const [columns, rows] = [steps(left, right), steps(top, bottom)];
    const inked = along === "rows" ? rows.filter((y) => columns.some((x) => grey(x, y) < 160)) : columns.filter((x) => rows.some((y) => grey(x, y) < 160));
    return inked.length / (along === "rows" ? rows : columns).length;
  });
}
