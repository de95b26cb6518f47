/** The page of the library. */
export const api = {
  title: 'The library',
  description: 'All that one can do here, as a JavaScript package: build, edit, count, draw, run and export networks.',
  intro:
    'What this site computes, a program computes with this package. In a checkout, npm pack makes it; it runs in Node 20.19 or newer and in browsers, and has types. The same package runs the command line: npx dla-explorer count dla34.',
  contents: 'Contents',
  examples: 'Examples',
  examplesHint: 'They lie in the package, in examples. A page looks for the package beside itself, in node_modules.',
  throws: 'Throws',
  groups: {
    networks: 'Networks',
    editing: 'Editing',
    counting: 'Counting',
    figures: 'Figures',
    weights: 'Weights',
    running: 'Running',
    exports: 'Taking away',
    issues: 'What is refused',
  },
};
