import ts from 'typescript';
import { piecesOf, readNames } from './svelte-code.ts';

/** A text in a source that a person would read. */
export interface Prose {
  readonly line: number;
  readonly text: string;
}

/** What stands for a value that is put into a text. */
const VALUE = '\uFFFC';
const LETTER = /\p{L}/u;
/** A word in running text, with what may stand around it: `“block”,`. */
const WORD = /^[("“‘]*\p{L}[\p{L}’'-]*\p{L}[)"”’.,:;!?…]*$/u;
const UNIT = /^(?:ms|s|min|px|B|kB|MB|GB|TB)$/;
const RUNNING = /^[\p{L}\p{N}"“”‘’'().,:;!?…&·×–−%/+-]+$/u;
/** Selectors, fonts, names of files, locks and caches, lines of JSON. */
const MACHINE = /^(?:[.#[]|dla-)|sans-serif|^"\$?\w+": |^\uFFFC(?:\.\w+)+$/;

/** Two or more words, a value counting as one; not a path of SVG or a list of CSS. */
function isProse(text: string): boolean {
  const parts = text.trim().split(/\s+/);
  if (parts.length < 2 || MACHINE.test(text)) return false;
  const isRunning = (part: string): boolean => part.includes(VALUE) || RUNNING.test(part);
  return parts.some((part) => WORD.test(part) && !UNIT.test(part)) && parts.every(isRunning);
}

const textOf = (node: ts.Node): string | undefined => {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(VALUE);
};

/** Calls that take no words for people: faults of the program, selectors, what is said in the developer's console. */
const machineCalls =
  /^(?:super|(?:new )?\w*Error|new RegExp|console\.\w+|.*\.(?:querySelector(?:All)?|matches|closest|getContext|setAttribute)|matchMedia|new MediaQuery)$/;

function isForPrograms(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isLiteralTypeNode(parent) || ts.isElementAccessExpression(parent))
    return true;
  if (ts.isTaggedTemplateExpression(parent)) return true;
  if (!ts.isNewExpression(parent) && !ts.isCallExpression(parent)) return false;
  return machineCalls.test(`${ts.isNewExpression(parent) ? 'new ' : ''}${parent.expression.getText()}`);
}

const choices = new Set([
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.PlusToken,
]);

/** What a value may be, through conditions and sums. */
function* values(node: ts.Node): Generator<ts.Node> {
  if (ts.isConditionalExpression(node)) {
    yield* values(node.whenTrue);
    yield* values(node.whenFalse);
  } else if (ts.isBinaryExpression(node) && choices.has(node.operatorToken.kind)) {
    yield* values(node.left);
    yield* values(node.right);
  } else if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) yield* values(node.expression);
  else yield node;
}

/** Prose in TypeScript; `shown`: the value of this expression is read, so that one word of it is prose. */
export function proseInCode(source: string, line = 1, shown = false): readonly Prose[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found = new Map<ts.Node, string>();
  const read = (node: ts.Node): void => {
    for (const value of values(node)) {
      const text = textOf(value);
      if (text !== undefined && LETTER.test(text) && !MACHINE.test(text)) found.set(value, text);
    }
  };
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== undefined && isProse(text) && !isForPrograms(node)) found.set(node, text);
    if (ts.isPropertyAssignment(node) && readNames.test(node.name.getText().replaceAll(/['"]/g, '')))
      read(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(file);
  const [statement] = file.statements;
  if (shown && statement && ts.isExpressionStatement(statement)) read(statement.expression);
  return [...found].map(([node, text]) => ({
    line: line + file.getLineAndCharacterOfPosition(node.getStart()).line,
    text: text.replaceAll(VALUE, '…').trim(),
  }));
}

/** Prose in a component: its script, texts between tags, attributes that are read. */
export const proseInComponent = (source: string): readonly Prose[] =>
  piecesOf(source).flatMap(({ kind, text, line }) => {
    if (kind === 'text') return LETTER.test(text) ? [{ line, text: text.trim() }] : [];
    // In parentheses an object is no block.
    return kind === 'script' ? proseInCode(text, line) : proseInCode(`(${text})`, line, kind === 'shown');
  });
