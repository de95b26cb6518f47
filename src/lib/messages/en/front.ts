/** The front page: what the program is, and the ways into it. */
export const front = {
  title: 'DLA Explorer: see how deep networks join their layers',
  description:
    'Draw, change, count and run Deep Layer Aggregation networks in the browser. Nothing is installed, and nothing leaves your machine.',
  what: 'See how a deep network joins what its layers have learned: draw it, change it, count it and run it, here in your browser.',
  workspace: 'Open the workspace',
  lessons: 'Lessons',
  blank: 'Draw a new network',
};
