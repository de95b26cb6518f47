// The walls between the rooms of ARCHITECTURE.md: every folder with all that it may import from `src`. A room may always
// import itself. `npm run lint` reports what crosses a wall; tests/house/walls.test.ts proves that it does, and that no rooms
// import each other in a circle.

const features = require('./scripts/features.cjs');

/** A room by its pattern: a folder, or a single file of that name. */
const room = (path) => `^src/lib/${path}(?:/|\\.)`;

const issue = room('issue');
const checksum = room('checksum');
const text = room('text');
const ownKey = room('own-key');
const step = room('step');
const keys = room('keys');
const messages = room('messages');
const worker = room('worker');
const document = room('graph/document');
const commands = room('graph/commands');
const gestures = room('graph/gestures');
const layout = room('graph/layout');
const view = room('graph/view');
const ops = room('dla/ops');
const opGraph = room('dla/op-graph');
const lowering = room('dla/lowering');
const modules = room('dla/modules');
const structures = room('dla/(?:structures|decoders)');
const network = room('dla/(?:network|presets)');
const reading = room('dla/reading');
const dlaCommands = room('dla/commands');
const figure = room('dla/figure');
const analysis = room('dla/analysis');
const sweep = room('dla/sweep');
const lesson = room('dla/lesson');
const link = room('dla/link');
const script = room('dla/script');
const weights = room('dla/weights');
const image = room('dla/image');
const exchange = room('dla/exchange');
const content = '^src/content/';
const library = '^src/library/';
const detection = room('dla/detection');
const foreign = room('dla/foreign');
const graph = room('graph');
const dla = room('dla');
const kernels = room('runtime/kernels');
const plan = room('runtime/plan');
const compute = room('runtime/compute');
const tfjs = room('runtime/tfjs');
const gl = room('runtime/gl');
const plain = room('runtime/plain');
const training = room('runtime/training');
const runtime = room('runtime');

/** The steps of the figure, first to last. */
const figureSteps = ['read', 'label', 'plan', 'place', 'route', 'decoder'];

const builders = [issue, document, opGraph, modules, lowering, structures];

/** What of the canvas draws files. */
const drawing = ['svg', 'light-theme', 'print-theme'].map((file) => `^src/lib/graph/view/${file}\\.ts`);

/** name → [the room, what it may import] */
const rooms = {
  issue: [issue, []],
  checksum: [checksum, []],
  text: [text, []],
  'own-key': [ownKey, []],
  step: [step, []],
  keys: [keys, []],
  messages: [messages, [issue, text, step, ops, modules, structures, exchange, content]],
  worker: [worker, [issue]],
  'graph-document': [document, [issue, step, text]],
  'graph-commands': [commands, [issue, document]],
  'graph-gestures': [gestures, [issue, document, commands]],
  'graph-layout': [layout, [issue]],
  'graph-view': [view, [issue, text, keys, layout, gestures]],
  'graph-editor': [room('graph/editor'), [issue, step, document]],
  'dla-ops': [ops, [issue]],
  'dla-op-graph': [opGraph, [issue, ops]],
  'dla-modules': [modules, [issue, opGraph, document]],
  'dla-lowering': [lowering, [issue, opGraph, modules, document]],
  'dla-structures': [structures, [issue, document]],
  'dla-network': [network, [...builders, text]],
  'dla-reading': [reading, [...builders, network]],
  'dla-commands': [dlaCommands, [...builders, ops, network, reading, commands]],
  'dla-figure': [figure, [...builders, ops, reading, layout]],
  'dla-analysis': [analysis, [...builders, ops, network, reading]],
  'dla-sweep': [sweep, [issue, document, opGraph, lowering, structures, network, reading, analysis]],
  'dla-lesson': [lesson, [issue, checksum, document, opGraph, lowering, network, reading, analysis]],
  'dla-link': [link, [issue, checksum, document, modules, network, reading, lesson, sweep]],
  'dla-script': [script, [...builders, network, reading, analysis, dlaCommands, commands]],
  'dla-weights': [weights, [issue, checksum]],
  'dla-image': [image, [issue, checksum]],
  'dla-exchange': [
    exchange,
    [
      issue,
      text,
      checksum,
      document,
      layout,
      ops,
      opGraph,
      modules,
      lowering,
      network,
      reading,
      analysis,
      weights,
      image,
    ],
  ],
  'dla-detection': [detection, [issue, document, ops, opGraph, network, reading, image]],
  'dla-foreign': [foreign, [issue, text, document, ops, opGraph, modules, lowering, network, weights, exchange]],
  'runtime-kernels': [kernels, [issue, ops]],
  'runtime-plan': [plan, [issue, ops, opGraph]],
  'runtime-compute': [compute, [issue, ops, opGraph, lowering, network, analysis, weights, kernels, plan]],
  'runtime-tfjs': [tfjs, [issue, ops, opGraph, kernels, plan, compute]],
  'runtime-gl': [gl, [issue, ops, opGraph, plan, compute]],
  'runtime-plain': [plain, [issue, ops, opGraph, plan, compute]],
  'runtime-training': [training, [issue, ops, opGraph, image, weights, kernels, plan, compute, tfjs]],
  'runtime-session': [
    room('runtime/session'),
    [issue, opGraph, image, weights, foreign, kernels, compute, tfjs, gl, plain, training, worker],
  ],
  workspace: [room('workspace'), [issue, step, messages, worker, graph, dla, runtime]],
  ui: [room('ui'), [issue, text, keys, messages]],
  content: [content, [issue]],
  library: [library, [issue, messages, document, layout, ...drawing, dla, runtime]],
  cli: ['^src/cli/', [issue, messages, document, '^src/lib/graph/view/svg\\.ts', dla, runtime, content, library]],
};

/** Folders of features, in the workspace and in the routes. */
const folders = (names) => `^src/(?:lib/workspace|routes)/(?:${names.join('|')})/`;

/** The walls between features: each with what it may use of the others. */
const featureWalls = [
  ['shared', [folders(['shared']), room('workspace/core')]],
  ['core', [folders(['core', 'shared'])]],
  ...Object.entries(features).map(([name, uses]) => [name, [folders(['core', 'shared', name, ...uses])]]),
];

/** Addresses of the site: they put features together, as `page` does. */
const addresses = folders(['workspace', 'presets', 'api']);

const test = '\\.test\\.ts$';
const screen = [view, room('graph/editor'), room('workspace'), room('ui'), '^src/routes/'];

module.exports = {
  forbidden: [
    ...Object.entries(rooms).map(([name, [path, allowed]]) => ({
      name,
      comment: `The room "${name}" may import only what ARCHITECTURE.md lists for it.`,
      severity: 'error',
      from: { path, pathNot: test },
      to: {
        path: '^(?:src|tests|bench|scripts)/',
        // What data and tables are made with is open to all that import anything.
        pathNot: [path, ...(allowed.length > 0 ? [ownKey] : []), ...allowed],
      },
    })),
    ...featureWalls.map(([name, allowed]) => ({
      name: `feature-${name}`,
      comment: 'A feature uses core, shared, and what its row in scripts/features.cjs names.',
      severity: 'error',
      from: { path: folders([name]), pathNot: test },
      to: { path: '^src/(?:lib/workspace|routes)/', pathNot: allowed },
    })),
    {
      name: 'core-above-shared',
      comment: 'Core uses shared, not the other way round; the panels of shared may show what core holds.',
      severity: 'error',
      from: { path: room('workspace/shared') },
      to: { path: room('workspace/core') },
    },
    {
      name: 'every-feature-has-a-row',
      comment: 'A new folder of the workspace or the routes needs a row in scripts/features.cjs.',
      severity: 'error',
      from: {
        path: '^src/(?:lib/workspace|routes)/[^/]+/',
        pathNot: [addresses, folders(['core', 'shared', 'page', ...Object.keys(features)])],
      },
      to: {},
    },
    {
      name: 'every-file-has-a-room',
      comment: 'A new folder below src/lib needs a line in the table of rooms.',
      severity: 'error',
      from: { path: '^src/lib/', pathNot: Object.values(rooms).map(([path]) => path) },
      to: {},
    },
    ...figureSteps.map((step, index) => ({
      name: `figure-${step}`,
      comment: 'A step of the figure imports only those before it, and the measures of the grid.',
      severity: 'error',
      from: { path: room(`dla/figure/${step}`) },
      to: {
        path: figure,
        pathNot: [
          room('dla/figure/measure'),
          ...figureSteps.slice(0, index + 1).map((each) => room(`dla/figure/${each}`)),
        ],
      },
    })),
    {
      name: 'words-by-types',
      comment: 'What has words by its name is known to messages as a type: a new name does not compile without them.',
      severity: 'error',
      from: { path: messages },
      to: { path: [dla, content], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'graph-without-dla',
      comment: 'The graph library knows no network, and its unit tests need none.',
      severity: 'error',
      from: { path: graph },
      to: { path: [dla, runtime] },
    },
    {
      name: 'dla-without-runtime',
      comment: 'The core computes without running anything; what compares both lives in tests.',
      severity: 'error',
      from: { path: dla },
      to: { path: [runtime, room('(?:workspace|ui)'), '^src/routes/'] },
    },
    {
      name: 'tfjs-only-in-its-rooms',
      severity: 'error',
      from: { path: '^src/', pathNot: [kernels, tfjs, training, test] },
      to: { path: ['node_modules/@tensorflow/', '^@tensorflow/'] },
    },
    {
      name: 'svelte-only-on-screen',
      severity: 'error',
      from: { path: '^src/lib/', pathNot: screen },
      to: { path: ['node_modules/(?:svelte|@sveltejs|bits-ui|@lucide|runed)/', '^\\$app/', '\\.svelte(?:\\.ts)?$'] },
    },
    {
      name: 'd3-only-where-it-draws',
      severity: 'error',
      from: { path: '^src/', pathNot: [...screen, layout, figure] },
      to: { path: 'node_modules/d3' },
    },
    {
      name: 'elk-only-in-layout',
      severity: 'error',
      from: { path: '^src/', pathNot: layout },
      to: { path: 'node_modules/elkjs/' },
    },
    {
      name: 'storage-only-in-workspace',
      severity: 'error',
      from: { path: '^src/', pathNot: room('workspace') },
      to: { path: 'node_modules/idb/' },
    },
    {
      name: 'node-only-in-the-command-line',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/cli/', test] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-test-in-the-product',
      severity: 'error',
      from: { path: '^src/', pathNot: test },
      to: { path: [test, 'node_modules/(?:vitest|fast-check|@playwright)/'] },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere would slip through every wall above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^\\$(?:app|service-worker)', '\\$types$'] },
    },
    {
      name: 'declared',
      comment: 'A package that is used stands in package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:build|\\.svelte-kit)/' },
    // Imports of types count: a room that needs the types of another one depends on it. (Svelte's compiler drops them from
    // components before they are seen here; eslint.config.js holds the walls for those.)
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'browser', 'import', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
