import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import features from './scripts/features.cjs';
import noOpenTable from './scripts/no-open-table.mjs';
import svelteConfig from './svelte.config.js';

// Read when the parser of components is loaded: TypeScript then knows a component before it is linted, with its props, where otherwise
// each of them has the types of the whole program made anew, half the time of lint.
process.env.SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK = '1';
const { default: svelte } = await import('eslint-plugin-svelte');

const typed = ['**/*.ts', '**/*.svelte'];

/** A test reads a place, a text, a number of things of a page within what it says of it, and not within what is tried again. */
const READS =
  '/^(all(Inner|Text)\\w+|boundingBox|content|count|evaluate(All)?|getAttribute|inner(HTML|Text)|inputValue|is[A-Z]\\w+|textContent|title)$/';
const readInExpect = ['', ':not(:function) '].map((within) => ({
  selector: `CallExpression[callee.name='expect'] > ${within}AwaitExpression[argument.callee.property.name=${READS}]`,
  message: 'What is read once may be read too soon: expect.poll waits. What acts is called before.',
}));

function walls(files, rooms, below = '#lib') {
  const message = 'ARCHITECTURE.md lists what this room may import.';
  const regex = `(?:^${below}|\\.\\.)/(?:${rooms.join('|')})(?:/|$)`;
  return { files: [files], rules: { 'no-restricted-imports': ['error', { patterns: [{ regex, message }] }] } };
}

export default defineConfig(
  globalIgnores([
    'assembly',
    'node_modules',
    '.svelte-kit',
    'build',
    'dist',
    'test-results',
    'playwright-report',
    'static',
  ]),
  js.configs.recommended,
  { files: typed, extends: [ts.configs.recommendedTypeChecked] },
  svelte.configs.recommended,
  {
    files: typed,
    languageOptions: {
      globals: { ...globals.browser, ...globals.worker, ...globals.node },
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      // TypeScript itself finds names that do not exist.
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "TSAsExpression > TSAsExpression:not([typeAnnotation.typeName.name='const'])",
          message: 'What takes two assertions is not so: parse it, or give the value its type where it is made.',
        },
      ],
    },
  },
  {
    files: ['tests/browser/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='all'][callee.object.name!='Promise'][arguments.length=0]",
          message: 'A list taken before the page is so far is empty: everyOf waits.',
        },
        ...readInExpect,
        {
          selector: "CallExpression[callee.property.name='waitForTimeout']",
          message: 'A busy machine takes longer: wait for what comes, or let the clock of the page go on.',
        },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    // In templates ESLint sees `any` where svelte-check knows the type: the parameters of snippets, what a component binds.
    files: ['**/*.svelte'],
    rules: Object.fromEntries(
      ['argument', 'assignment', 'call', 'member-access', 'return'].map((what) => [
        `@typescript-eslint/no-unsafe-${what}`,
        'off',
      ]),
    ),
  },
  {
    files: ['src/**/*.ts', 'src/**/*.svelte'],
    ignores: ['**/*.test.ts'],
    plugins: { house: { rules: { 'no-open-table': noOpenTable } } },
    rules: { 'house/no-open-table': 'error' },
  },
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },
  // The walls of .dependency-cruiser.cjs for what it cannot see: the types that a component imports.
  walls('src/lib/graph/**/*.svelte', ['dla', 'runtime', 'workspace', 'ui', 'messages']),
  walls('src/lib/ui/**/*.svelte', ['graph', 'dla', 'runtime', 'workspace']),
  ...Object.entries(features).map(([name, uses]) =>
    walls(
      `src/routes/${name}/**/*.svelte`,
      ['page', ...Object.keys(features).filter((other) => other !== name && !uses.includes(other))],
      '#lib/workspace',
    ),
  ),
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
);
