import type { ImportReport, OpenNetwork } from '#lib/dla/foreign/identify/import-report.ts';
import { readImport } from './read-import.ts';

/** A file of weights, and what it is. */
export interface Imported {
  readonly file: File;
  readonly report: ImportReport;
}

/** What the last file of weights that was looked at is: kept, so that its report can be read again. */
export class Importing {
  last = $state.raw<Imported | undefined>();
  /** Whether the report is on the screen. */
  shown = $state(false);
  #stop: AbortController | undefined;

  /** What cancels the next reading; the one before is over, since another file was chosen. */
  begin(): AbortController {
    this.#stop?.abort();
    return (this.#stop = new AbortController());
  }

  /** Rejects as reading does. */
  async read(file: File, open: OpenNetwork, watching: Parameters<typeof readImport>[2]): Promise<Imported> {
    this.last = { file, report: await readImport(file, open, watching) };
    return this.last;
  }
}
