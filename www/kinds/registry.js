/** The list of the kinds whose cells are more than plain cells. Rust has the list of all kinds. */

import { kinds } from "../pkg/page.js";
import { activation } from "./activation.js";
import { claims } from "./claims.js";
import { data } from "./data.js";
import { fit } from "./fit.js";
import { scinet } from "./scinet.js";
import { surface } from "./surface.js";
import { sweep } from "./sweep.js";
import { world } from "./world.js";

/** @typedef {import("../cell/kind.js").Kind} Kind */

const byName = new Map([fit, scinet, world, data, sweep, surface, activation, claims].map((/** @type {Kind} */ kind) => [kind.name, kind]));

/** Height of a figure in a plain cell, in pixels. */
const HEIGHT = 380;

/** The kind of a name; one that is not listed has plain cells. @param {string} name @returns {Kind} */
export const kindOf = (name) => byName.get(name) ?? { name, heights: () => HEIGHT };

/** Links that open a cell of a kind, for the menu. Rust must have started. */
export const menuLinks = () =>
  kinds()
    .filter(({ word }) => byName.get(word)?.offered)
    .map(({ word, title, help }) => ({ href: `#${word}`, label: `${title}…`, title: help }));

/** A cell of a kind to start with, as a fence. @param {import("../pkg/page.js").KindView} kind */
export const sampleOf = ({ word, sample }) => `\`\`\`${word}\n${sample && `${sample}\n`}\`\`\``;
