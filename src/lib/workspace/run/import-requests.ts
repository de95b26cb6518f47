import type { ImportReport, OpenNetwork } from '#lib/dla/foreign/identify/import-report.ts';

/** What the worker of imports does: it reads a file of weights, and says what it is. */
export interface ImportMethods {
  report: { request: ImportRequest; progress: number; reply: ImportReport };
}

export interface ImportRequest {
  readonly file: File;
  readonly open: OpenNetwork;
}
