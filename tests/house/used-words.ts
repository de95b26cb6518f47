import ts from 'typescript';
import { piecesOf } from './svelte-code.ts';

/** What a name of a file stands for, as a path into the words: `said` for `run.device`. */
type Names = Map<string, string>;

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/**
 * The words that a source reads: paths of single ones, and with a star of tables that are looked up by a key, or handed on
 * as a whole. `start` are names that stand for words in it.
 */
export function wordsReadBy(
  source: string,
  isComponent: boolean,
  start: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const pieces = isComponent
    ? piecesOf(source).filter(({ kind }) => kind !== 'text')
    : [{ kind: 'script', text: source }];
  const trees = pieces.map(({ kind, text }) =>
    ts.createSourceFile(
      'source.ts',
      kind === 'script' ? text : `(${text})`,
      ts.ScriptTarget.Latest,
      true,
      ts.ScriptKind.TS,
    ),
  );
  const names: Names = new Map(start);
  const used = new Set<string>();

  const pathOf = (node: ts.Node): string | undefined => {
    if (ts.isIdentifier(node)) return names.get(node.text);
    if (ts.isPropertyAccessExpression(node)) {
      const path = pathOf(node.expression);
      return path === undefined ? undefined : join(path, node.name.text);
    }
    if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression)) {
      const path = pathOf(node.expression);
      return path === undefined ? undefined : join(path, node.argumentExpression.text);
    }
    return undefined;
  };
  const bind = (name: ts.BindingName, path: string): void => {
    if (ts.isIdentifier(name)) names.set(name.text, path);
    else if (ts.isObjectBindingPattern(name))
      for (const element of name.elements) {
        const key = (element.propertyName ?? element.name).getText();
        if (element.dotDotDotToken) used.add(`${path}.*`);
        else bind(element.name, join(path, key));
      }
    else used.add(`${path}.*`);
  };
  const collect = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer) {
      const path = pathOf(node.initializer);
      if (path !== undefined) bind(node.name, path);
    }
    ts.forEachChild(node, collect);
  };
  const isGoneInto = ({ parent }: ts.Node): boolean =>
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyAccessExpression(parent) ||
    (ts.isElementAccessExpression(parent) && ts.isStringLiteral(parent.argumentExpression));
  const visit = (node: ts.Node): void => {
    const path = pathOf(node);
    if (path !== undefined && isRead(node)) {
      if (!isGoneInto(node)) used.add(path).add(`${path}.*`);
      return;
    }
    ts.forEachChild(node, visit);
  };
  for (const tree of trees) collect(tree);
  for (const tree of trees) visit(tree);
  return used;
}

/** Not a name that is declared, nor the key of a property; a shorthand is both. */
const isRead = (node: ts.Node): boolean => {
  const { parent } = node;
  if (ts.isImportSpecifier(parent) || ts.isTypeQueryNode(parent)) return false;
  return ts.isShorthandPropertyAssignment(parent) || !('name' in parent && parent.name === node);
};

/** Paths of all words in a table of them. */
export function* pathsOf(table: object, path = ''): Generator<string> {
  for (const [key, value] of Object.entries(table) as [string, unknown][])
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) yield* pathsOf(value, join(path, key));
    else yield join(path, key);
}

/** Whether a word is read by its path, by a method of it, or in a table that is. */
export const isUsed = (path: string, used: ReadonlySet<string>): boolean => {
  const keys = path.split('.');
  if (used.has(path) || keys.some((_, at) => used.has(`${keys.slice(0, at).join('.')}.*`))) return true;
  return [...used].some((each) => each.startsWith(`${path}.`));
};
