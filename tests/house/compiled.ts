import ts from 'typescript';
import { join, relative } from 'node:path';
import { root } from './imports.ts';

/** One place of a file where a copy differs. */
export interface Change {
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

/** Files that do not compile, each with the first thing that the compiler says of it. */
export type Faults = ReadonlyMap<string, string>;

/**
 * The sources as the compiler has read them once: copies in memory are compiled from there, and only what a change can
 * reach is looked at again. Unit tests are left out; components are compiled by svelte-check alone.
 */
export class Compiled {
  private readonly texts = new Map<string, string | undefined>();
  private readonly options: ts.CompilerOptions;
  private readonly host: ts.CompilerHost;
  private readonly names: readonly string[];
  private readonly parsed = new Map<string, ts.SourceFile>();
  private readonly whole: ts.SemanticDiagnosticsBuilderProgram;
  /** Of the sources as they are. */
  readonly faults: Faults;

  constructor() {
    const { fileNames, options } = ts.getParsedCommandLineOfConfigFile(
      join(root, 'tsconfig.json'),
      {},
      {
        ...ts.sys,
        onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
          throw new Error(ts.flattenDiagnosticMessageText(messageText, ' '));
        },
      },
    )!;
    this.names = fileNames.filter((file) => !/\.test\.ts$|\/(?:bench|browser)\//.test(relative(root, file)));
    // With these the compiler takes every file for itself, and looks at nothing that a change reaches.
    this.options = { ...options, noEmit: true, isolatedModules: false, verbatimModuleSyntax: false };
    const host = ts.createIncrementalCompilerHost(this.options);
    this.host = {
      ...host,
      readFile: (file) => this.read(file),
      getSourceFile: (file, how) => this.parse(file, this.read(file), how),
    };
    this.whole = this.compile();
    this.faults = faultsOf(this.whole);
  }

  /** What does not compile in a copy with these changes: of all files, or of some alone, which is much sooner. */
  with(changes: readonly Change[], of?: readonly string[]): Faults {
    const before = changes.map(({ file }) => [join(root, file), this.read(join(root, file))!] as const);
    try {
      for (const { file, find, put } of changes) {
        const text = this.read(join(root, file))!;
        if (text.split(find).length !== 2) throw new Error(`${file} has not one place: ${find}`);
        this.texts.set(
          join(root, file),
          text.replace(find, () => put),
        );
      }
      return of ? this.faultsIn(of) : faultsOf(this.compile(this.whole));
    } finally {
      for (const [path, text] of before.toReversed()) this.texts.set(path, text);
    }
  }

  private faultsIn(files: readonly string[]): Faults {
    const program = ts.createProgram({ rootNames: this.names, options: this.options, host: this.host });
    return new Map(
      files.flatMap((file) => {
        const [first] = program.getSemanticDiagnostics(program.getSourceFile(join(root, file)));
        return first ? [[file, ts.flattenDiagnosticMessageText(first.messageText, '\n')] as const] : [];
      }),
    );
  }

  /** As it was when it was read first, whatever becomes of the file meanwhile. */
  private read(path: string): string | undefined {
    if (!this.texts.has(path)) this.texts.set(path, ts.sys.readFile(path));
    return this.texts.get(path);
  }

  private compile(before?: ts.SemanticDiagnosticsBuilderProgram): ts.SemanticDiagnosticsBuilderProgram {
    return ts.createSemanticDiagnosticsBuilderProgram(this.names, this.options, this.host, before);
  }

  private parse(
    file: string,
    text: string | undefined,
    how: ts.ScriptTarget | ts.CreateSourceFileOptions,
  ): ts.SourceFile | undefined {
    if (text === undefined) return undefined;
    const known = this.parsed.get(file);
    if (known?.text === text) return known;
    const made = ts.createSourceFile(file, text, how) as ts.SourceFile & { version?: string };
    made.version = ts.sys.createHash!(text);
    this.parsed.set(file, made);
    return made;
  }
}

function faultsOf(program: ts.SemanticDiagnosticsBuilderProgram): Faults {
  const faults = new Map<string, string>();
  for (let next = program.getSemanticDiagnosticsOfNextAffectedFile(); next;) {
    const [first] = next.result;
    if (first?.file)
      faults.set(relative(root, first.file.fileName), ts.flattenDiagnosticMessageText(first.messageText, '\n'));
    next = program.getSemanticDiagnosticsOfNextAffectedFile();
  }
  return faults;
}
