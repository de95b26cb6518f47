import ts from 'typescript';
import { scriptsOf } from './svelte-code.ts';

/** A text that a source reads once and keeps: it would stay in the language of that moment. */
export interface Kept {
  readonly line: number;
  readonly path: string;
}

/** Functions that say something by the words of that moment. */
const sayers = /^(?:say\w+|kindOf|titleOf|labelOf|structureLabel|structureWord|nameIn)$/;

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is below a path of the words: a table of them, a function, a text. */
function at(words: object, path: string): unknown {
  let value: unknown = words;
  for (const key of path === '' ? [] : path.split('.')) value = isTable(value) ? value[key] : undefined;
  return value;
}

/** Tables and functions of words follow the language; texts, and what functions give, do not. */
export function wordsKeptBy(source: string, isComponent: boolean, words: object): readonly Kept[] {
  const scripts = isComponent ? scriptsOf(source) : [{ text: source, line: 1 }];
  const kept: Kept[] = [];
  const names = new Map(/import \{[^}]*\bwords\b[^}]*\} from '#lib\/messages/.test(source) ? [['words', '']] : []);
  for (const { text, line } of scripts) {
    const file = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
    const keep = (node: ts.Node, path: string): void => {
      kept.push({ line: line + file.getLineAndCharacterOfPosition(node.getStart()).line, path });
    };
    const pathOf = (node: ts.Node): string | undefined => {
      if (ts.isIdentifier(node)) return names.get(node.text);
      if (!ts.isPropertyAccessExpression(node)) return undefined;
      const path = pathOf(node.expression);
      return path === undefined ? undefined : path === '' ? node.name.text : `${path}.${node.name.text}`;
    };
    const bind = (name: ts.BindingName, path: string): void => {
      if (ts.isIdentifier(name)) names.set(name.text, path);
      else if (ts.isObjectBindingPattern(name))
        for (const element of name.elements) {
          const key = (element.propertyName ?? element.name).getText();
          const below = path === '' ? key : `${path}.${key}`;
          const value = at(words, below);
          if (!isTable(value) && typeof value !== 'function') keep(element, below);
          else bind(element.name, below);
        }
    };
    const visit = (node: ts.Node): void => {
      if (isAskedLater(node)) return;
      if (ts.isVariableDeclaration(node) && node.initializer) {
        const path = pathOf(node.initializer);
        if (path !== undefined && isTable(at(words, path))) return bind(node.name, path);
      }
      const path = pathOf(node);
      if (path !== undefined && !ts.isPropertyAccessExpression(node.parent)) {
        const isCalled = ts.isCallExpression(node.parent) && node.parent.expression === node;
        const isLookedUp = ts.isElementAccessExpression(node.parent);
        const isRead = !isTable(at(words, path)) && typeof at(words, path) !== 'function';
        if (at(words, path) !== undefined && (isCalled || isLookedUp || isRead)) keep(node, path);
        return;
      }
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && sayers.test(node.expression.text))
        keep(node, node.expression.text);
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return kept;
}

/** Whether a function is called in the place where it stands: `tools.map((tool) => …)`. */
const isCalledHere = ({ parent }: ts.Node): boolean =>
  ts.isCallExpression(parent) &&
  /(?:^untrack|\.(?:map|flatMap|filter|find|forEach|reduce|some|every|from|fromEntries))$/.test(
    parent.expression.getText(),
  );

/** Bodies of functions and getters, and what Svelte asks for again. */
const isAskedLater = (node: ts.Node): boolean =>
  (ts.isFunctionLike(node) && !isCalledHere(node)) ||
  ts.isImportDeclaration(node) ||
  ts.isTypeNode(node) ||
  (ts.isCallExpression(node) && /^\$(?:derived|effect|inspect)\b/.test(node.expression.getText()));
