// The features, and which others each may use. A feature has a folder of its name in src/lib/workspace (state and logic) and in
// src/routes (panels). It may use `core`, `shared`, itself, and what its row names; `page` puts all of them together.
// Read by .dependency-cruiser.cjs and eslint.config.js.

/** @type {Record<string, readonly string[]>} */
module.exports = {
  draw: [],
  inspect: ['run'],
  run: [],
  gradients: ['run'],
  training: [],
  sweep: [],
  compare: ['run', 'inspect'],
  counts: ['run'],
  files: ['compare', 'draw', 'run', 'training'],
  share: ['draw'],
  lessons: ['draw', 'inspect', 'share'],
  front: ['compare'],
};
