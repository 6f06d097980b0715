/** Buttons that copy the link of a cell, plain or with the fingerprint of its result in this browser. */

import { changeField } from "../pkg/page.js";
import { address, copy } from "../shell/tools/address.js";
import { h } from "../shell/tools/dom.js";
import { sayBriefly, steadyButton } from "../shell/tools/steady.js";


/**
 * The two buttons, the second one hidden inside its place, and the field for a link that the browser does not copy.
 * @param {import("./cell.js").CellView} view
 */
export function copyButtons(view) {
  const field = h("input", { class: "address", readOnly: true, hidden: true, "aria-label": "Link to this cell" });
  const button = (/** @type {string} */ label, /** @type {string} */ title, /** @type {() => string} */ link) => {
    const element = steadyButton([label, "Copied", "Copy it below"], title);
    element.addEventListener("click", async () => {
      const given = await view.shareable(link());
      if (!given) return;
      field.value = address(given);
      const copied = await copy(field.value);
      field.hidden = copied;
      if (!copied) field.select();
      sayBriefly(element, copied ? "Copied" : "Copy it below");
    });
    return element;
  };
  const plain = button("Copy link", "A link that opens this cell as it is", () => view.spec.link);
  const withBits = button("Copy link with fingerprint", "Whoever runs it is told whether it gave the same bits", () => {
    const found = view.cell.fingerprint() ?? "none";
    const { spec } = changeField(view.spec.link, "fingerprint", found);
    return spec?.link ?? view.spec.link;
  });
  return { plain, signed: h("span", { hidden: true }, withBits), field };
}
