// What the API page says of the library: every export with its signature and its docstring, and the examples, as data.
// `index.ts?api` is this data in the site. An export without a docstring is an error.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import prettier from 'prettier';
import ts from 'typescript';
import { entry, libraryProgram, root } from './library-program.mjs';

/** @typedef {{ kind: 'text' | 'code' | 'link', text: string }} Part */

const flags =
  ts.TypeFormatFlags.NoTruncation |
  ts.TypeFormatFlags.InTypeAlias |
  ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType;

/** Once for all environments of a build. */
let read;

/** For the bundler: `index.ts?api`. */
export const apiData = () => ({
  name: 'api-data',
  enforce: 'pre',
  resolveId: (source) => (source.endsWith('/library/index.ts?api') ? '\0api-data' : undefined),
  load: async (id) =>
    id === '\0api-data' ? `export default ${JSON.stringify(await (read ??= readApi()))};` : undefined,
});

/** Groups of exports in the order of the entry file, each under the comment above it. */
export async function readApi() {
  const program = libraryProgram();
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const undocumented = [];
  const groups = [];
  for (const statement of source.statements) {
    if (!ts.isExportDeclaration(statement)) continue;
    const title = titleOver(source, statement);
    if (title) groups.push({ title, items: [] });
    for (const { name } of statement.exportClause.elements) {
      const symbol = checker.getAliasedSymbol(checker.getSymbolAtLocation(name));
      const item = await describe(name.text, symbol);
      if (item.doc.length === 0) undocumented.push(name.text);
      groups.at(-1).items.push(item);
    }
  }
  if (undocumented.length > 0) throw new Error(`exports without a docstring: ${undocumented.join(', ')}`);
  const names = groups.flatMap(({ items }) => items.map(({ name }) => name));
  for (const { items } of groups)
    for (const item of items) {
      item.code = linked(item.code, names, item.name);
      for (const member of item.members) member.type = linked(member.type, names, '');
    }
  return { intro: paragraphs(commentOf(source.statements[0], source)), examples: examples(), groups };

  async function describe(name, symbol) {
    const declaration = symbol.declarations[0];
    const { doc, parameters, throws } = documentation(declaration);
    return { name, ...(await shapeOf(name, symbol, declaration)), doc, parameters, throws };
  }

  async function shapeOf(name, symbol, declaration) {
    const type = checker.getTypeOfSymbolAtLocation(symbol, declaration);
    const [signature] = type.getCallSignatures();
    if (ts.isClassDeclaration(declaration)) {
      const heritage = declaration.heritageClauses?.map((each) => each.getText()).join(' ') ?? '';
      return {
        kind: 'class',
        code: await formatted(`class ${name} ${heritage} {}`, true),
        members: membersOf(declaration),
      };
    }
    if (ts.isInterfaceDeclaration(declaration)) {
      const heritage = declaration.heritageClauses?.map((each) => each.getText()).join(' ') ?? '';
      return {
        kind: 'interface',
        code: await formatted(`interface ${name} ${heritage} {}`, true),
        members: membersOf(declaration),
      };
    }
    if (ts.isTypeAliasDeclaration(declaration)) {
      const written = checker.typeToString(checker.getTypeAtLocation(declaration.name), declaration, flags);
      const parameters = declaration.typeParameters
        ? `<${declaration.typeParameters.map((each) => each.getText()).join(', ')}>`
        : '';
      return { kind: 'type', code: await formatted(`type ${name}${parameters} = ${written}`), members: [] };
    }
    if (signature)
      return {
        kind: 'function',
        code: await formatted(`declare function ${name}${writtenSignature(signature)}`),
        members: [],
      };
    return {
      kind: 'constant',
      code: await formatted(`declare const ${name}: ${checker.typeToString(type, declaration, flags)}`),
      members: [],
    };
  }

  /** Types by the names that the sources give them. */
  function writtenSignature(signature) {
    const { parameters, type } = signature.declaration;
    const given = parameters.map((parameter) => {
      const written = typeText(parameter);
      const optional = parameter.questionToken || parameter.initializer ? '?' : '';
      const rest = parameter.dotDotDotToken ? '...' : '';
      return `${rest}${nameOf(parameter, written)}${optional}: ${written}`;
    });
    const returned = type?.getText() ?? checker.typeToString(signature.getReturnType(), signature.declaration, flags);
    return `(${given.join(', ')}): ${returned}`;
  }

  function typeText(parameter) {
    return parameter.type?.getText() ?? checker.typeToString(checker.getTypeAtLocation(parameter), parameter, flags);
  }

  function membersOf(declaration) {
    return declaration.members.flatMap((member) => {
      if (ts.isConstructorDeclaration(member))
        return member.parameters.flatMap((parameter) =>
          ts.isParameterPropertyDeclaration(parameter, member)
            ? [{ name: parameter.name.getText(), type: parameter.type.getText(), doc: documentation(parameter).doc }]
            : [],
        );
      if (!member.name) return [];
      if (ts.isMethodSignature(member))
        return [
          {
            name: member.name.getText(),
            type: writtenSignature(checker.getSignatureFromDeclaration(member)),
            doc: documentation(member).doc,
          },
        ];
      const name = `${member.name.getText()}${member.questionToken ? '?' : ''}`;
      const type = member.type?.getText() ?? '';
      return [{ name, type: type.replaceAll(/\s+/g, ' '), doc: documentation(member).doc }];
    });
  }
}

const examples = () =>
  readdirSync(join(root, 'examples')).map((name) => ({
    name,
    code: readFileSync(join(root, 'examples', name), 'utf8'),
  }));

/** Code in which the names of other exports are links. */
const linked = (code, names, own) =>
  code
    .split(
      new RegExp(`(?<![.'\\w])(${names.filter((name) => /^[A-Z]/.test(name) && name !== own).join('|')})(?![\\w'])`),
    )
    .flatMap((text, index) => (text === '' ? [] : [{ kind: index % 2 ? 'link' : 'text', text }]));

/** A parameter that is taken apart is called by what it is. */
function nameOf(parameter, written) {
  if (ts.isIdentifier(parameter.name)) return parameter.name.text;
  if (/^\w*(?:Options|Input)\b/.test(written)) return 'options';
  return /^\w+$/.test(written) ? written[0].toLowerCase() + written.slice(1) : 'given';
}

const formatted = async (code, open = false) => {
  const text = (await prettier.format(code, { parser: 'typescript', printWidth: 88, singleQuote: true })).trim();
  const plain = text.replace(/^declare /, '').replace(/;$/, '');
  return open ? plain.replace(/\s*\{\s*\}$/, '') : plain;
};

/** The line over a group: `// Counting`. */
function titleOver(source, statement) {
  const text = source.text.slice(statement.getFullStart(), statement.getStart());
  return /^\/\/ (.+)$/m.exec(text)?.[1];
}

/** The comment that begins a file. */
function commentOf(statement, source) {
  const [found] = ts.getLeadingCommentRanges(source.text, statement.getFullStart()) ?? [];
  return source.text
    .slice(found.pos + '/**'.length, found.end - '*/'.length)
    .replaceAll(/^\s*\* ?/gm, '')
    .replace(/@packageDocumentation/, '')
    .trim();
}

function documentation(declaration) {
  const place = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  const block = (place.jsDoc ?? []).at(-1);
  const tags = block?.tags ?? [];
  const parameters = tags.flatMap((tag) =>
    ts.isJSDocParameterTag(tag)
      ? [{ name: tag.name.getText(), doc: paragraphs(textOf(tag.comment).replace(/^- /, ''))[0] ?? [] }]
      : [],
  );
  const throws = paragraphs(block ? thrownBy(block) : '')[0] ?? [];
  return { doc: paragraphs(textOf(block?.comment)), parameters, throws };
}

/** As it is written: the compiler takes the braces of a link for a type. */
const thrownBy = (block) =>
  /@throws ([^]*?)(?=\n\s*\* @|\s*\*\/$)/.exec(block.getText())?.[1].replaceAll(/\n\s*\* ?/g, '\n') ?? '';

/** A comment with its links as they are written. */
function textOf(comment) {
  if (comment === undefined || typeof comment === 'string') return comment ?? '';
  return comment
    .map((each) => (ts.isJSDocLink(each) ? `{@link ${each.name?.getText() ?? ''}${each.text}}` : each.text))
    .join('');
}

/** @returns {Part[][]} */
const paragraphs = (text) =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim())
    .filter(Boolean)
    .map((paragraph) =>
      paragraph.split(/(`[^`]+`|\{@link [^}]+\})/).flatMap((part) => {
        if (part === '') return [];
        if (part.startsWith('`')) return [{ kind: 'code', text: part.slice(1, -1) }];
        const link = /^\{@link ([^}]+)\}$/.exec(part);
        return [link ? { kind: 'link', text: link[1].trim() } : { kind: 'text', text: part }];
      }),
    );
