/** Where a command reads and writes: the process, or a test. */
export interface Io {
  /** All of standard input. */
  stdin(): Promise<Uint8Array>;
  /** Results. */
  out(result: string | Uint8Array): void;
  /** The language that the environment asks for, as `zh_CN.UTF-8`. */
  readonly language?: string | undefined;
  /** One message, without its line end. */
  err(message: string): void;
}
