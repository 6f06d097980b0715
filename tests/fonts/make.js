/**
 * Makes the font of formulas: `make.js FOLDER` writes subsets of STIX Two Math and their style sheet into FOLDER, from the
 * notebooks in FOLDER/../notebooks. One subset has what the shipped notebooks show and is all that most readers load;
 * the other has what else formulas are made of.
 */

import subsetFont from "subset-font";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FONT = join(import.meta.dirname, "node_modules/@fontsource/stix-two-math");
const SOURCE = "files/stix-two-math-latin-400-normal.woff2";

/** @param {number} first @param {number} last code points */
const range = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i));

/** What formulas may be made of: letters, digits, Greek, mathematical letters, letter-like signs, arrows, operators, accents. */
const ALL = [
  ...[range(0x20, 0x7e), range(0xa0, 0xff), range(0x131, 0x131), range(0x237, 0x237), range(0x2c6, 0x2dd)].flat(),
  ...[range(0x300, 0x338), range(0x391, 0x3f6), range(0x2010, 0x2064), range(0x20d0, 0x20f0), range(0x2100, 0x214f)].flat(),
  ...[range(0x2190, 0x22ff), range(0x2308, 0x230b), range(0x23b4, 0x23e1), range(0x25a0, 0x25ff), range(0x2660, 0x2667)].flat(),
  ...[range(0x27c0, 0x27ff), range(0x2900, 0x297f), range(0x2980, 0x2aff), range(0x1d400, 0x1d7ff)].flat(),
];

/** What grows: browsers look for larger forms of a sign in the font of the formula alone, which is the first. */
const GROWING = "()[]{}|/‖∥⟨⟩⌈⌉⌊⌋√∑∏∫∬∮⋃⋂^~ˆ˜¯‾←→↔⇒⏞⏟\u0302\u0303\u0305\u20d7";

/** A letter as browsers set it where it is the only one of an identifier: italic. @param {string} letter */
function italic(letter) {
  const code = letter.codePointAt(0) ?? 0;
  if (letter === "h") return "ℎ";
  const starts = [[0x41, 0x5a, 0x1d434], [0x61, 0x7a, 0x1d44e], [0x391, 0x3a9, 0x1d6e2], [0x3b1, 0x3c9, 0x1d6fc]];
  for (const [first, last, start] of starts) if (first <= code && code <= last) return String.fromCodePoint(start + code - first);
  return { "ϵ": "𝜖", "ϑ": "𝜗", "ϰ": "𝜘", "ϕ": "𝜙", "ϱ": "𝜚", "ϖ": "𝜛", "∂": "𝜕", "∇": "𝛻", "ı": "𝚤", "ȷ": "𝚥" }[letter] ?? "";
}

/** The characters of the formulas in rendered notebooks. @param {string} folder */
function shown(folder) {
  const found = new Set([" ", ...GROWING]);
  for (const file of readdirSync(folder)) {
    const text = readFileSync(join(folder, file), "utf8");
    for (const [math] of text.matchAll(/<math.*?<\/math>/gs)) {
      const words = math.replace(/<[^>]*>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
      for (const letter of words) for (const one of [letter, italic(letter)]) if (one > "\u001f") found.add(one);
    }
  }
  return [...found];
}

/** Code points as a style sheet lists them. @param {string[]} letters */
function listed(letters) {
  const codes = letters.map((letter) => letter.codePointAt(0) ?? 0).sort((a, b) => a - b);
  /** @type {number[][]} */
  const runs = [];
  for (const code of codes) {
    const last = runs.at(-1);
    if (last && last[1] === code - 1) last[1] = code;
    else runs.push([code, code]);
  }
  const hex = (/** @type {number} */ code) => code.toString(16).toUpperCase();
  return runs.map(([first, last]) => `U+${hex(first)}${first === last ? "" : `-${hex(last)}`}`).join(", ");
}

/** @param {string} folder */
async function make(folder) {
  mkdirSync(folder, { recursive: true });
  const source = readFileSync(join(FONT, SOURCE));
  const core = shown(join(folder, "../notebooks"));
  const more = ALL.filter((letter) => !core.includes(letter));
  let rules = "/* The font of formulas: STIX Two Math, under the SIL Open Font License (OFL.txt). */\n";
  for (const [name, letters] of /** @type {[string, string[]][]} */ ([["core", core], ["more", more]])) {
    // The space names the font whose measures hold for a whole formula.
    const font = await subsetFont(source, [" ", ...letters].join(""), { targetFormat: "woff2", noHinting: true, dropTables: ["GDEF"] });
    writeFileSync(join(folder, `math-${name}.woff2`), font);
    rules += `@font-face {\n  font-family: "SciNet Math";\n  font-display: swap;\n  src: url("pkg/fonts/math-${name}.woff2") format("woff2");\n  unicode-range: ${listed(letters)};\n}\n`;
  }
  copyFileSync(join(FONT, "LICENSE"), join(folder, "OFL.txt"));
  // Beside style.css, whose rules it becomes a part of: addresses in it start there.
  writeFileSync(join(folder, "../../fonts.css"), rules);
}

await make(process.argv[2]);
