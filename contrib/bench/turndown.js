// SPDX-License-Identifier: MIT
// turndown.js NODE_MODULES ACTION [PASSES]: the peer and the token counter of contrib/bench/markdown. Reads a JSON array of strings on stdin.
//   markdown  turndown's Markdown of each, null where it throws
//   ids       the same, each link's target an id of 21 characters, images by their alternative text
//   time      CPU ms of a warm pass over all, PASSES times
//   tokens    o200k_base tokens of each
"use strict";
const { createHash } = require("crypto");
const { createRequire } = require("module");
const path = require("path");

const [folder, action, passes] = process.argv.slice(2);
const load = createRequire(path.join(path.resolve(folder), "x.js"));
const inputs = JSON.parse(require("fs").readFileSync(0, "utf8"));

function converter(ids) {
  const TurndownService = load("turndown");
  const service = new TurndownService();
  let count = 0;
  if (ids) {
    const id = () => createHash("sha256").update(String(count++)).digest("base64url").slice(0, 21);
    service.addRule("ids", {
      filter: (node) => node.nodeName === "A" && node.getAttribute("href"),
      replacement: (content) => `[${content}](${id()})`,
    });
    service.addRule("images", { filter: "img", replacement: (_, node) => node.getAttribute("alt") || "" });
  }
  return (html) => {
    try {
      return service.turndown(html);
    } catch (error) {
      return null;
    }
  };
}

function measure() {
  const convert = converter(false);
  const results = [];
  for (let i = 0; i < 3; i++) inputs.forEach(convert);
  for (let i = 0; i < Number(passes); i++) {
    const start = process.cpuUsage();
    inputs.forEach(convert);
    const used = process.cpuUsage(start);
    results.push((used.user + used.system) / 1000);
  }
  return results;
}

const actions = {
  markdown: () => inputs.map(converter(false)),
  ids: () => inputs.map(converter(true)),
  tokens: () => {
    const { countTokens } = load("gpt-tokenizer/encoding/o200k_base");
    return inputs.map((text) => countTokens(text, { disallowedSpecial: new Set() }));
  },
  time: measure,
};
process.stdout.write(JSON.stringify(actions[action]()));
