/** The list of all kinds of cells. A new kind is one file in this folder and one line here. */

import { activation } from "./activation.js";
import { claims } from "./claims.js";
import { data } from "./data.js";
import { diagram } from "./diagram.js";
import { fit } from "./fit.js";
import { scinet } from "./scinet.js";
import { surface } from "./surface.js";
import { sweep } from "./sweep.js";
import { worlds } from "./world.js";

/** @typedef {import("../cell/kind.js").Kind} Kind */

const KINDS = /** @type {Kind[]} */ ([fit, scinet, ...worlds, data, sweep, surface, diagram, activation, claims]);
const byName = new Map(KINDS.map((kind) => [kind.name, kind]));

/** The kind of a name; one that is not listed has plain cells. @param {string} name @returns {Kind} */
export const kindOf = (name) => byName.get(name) ?? { name };

/** Links that open a cell of a kind, for the menu. */
export const menuLinks = KINDS.flatMap(({ name, menu }) => (menu ? [{ href: `#${name}`, ...menu }] : []));

/** The cells of a new notebook, as fences. */
export const samples = KINDS.flatMap(({ name, sample }) => (sample ? [`\`\`\`${name}\n${sample}\n\`\`\`\n`] : []));
