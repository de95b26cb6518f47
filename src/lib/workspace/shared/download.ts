/** Hands a file to the person: a name that says what is in it, safe on every system. */
export function download(content: string | Uint8Array | Blob, fileName: string, type: string): void {
  const blob = content instanceof Blob ? content : new Blob([content as BlobPart], { type });
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken hold of the file by the next task.
  setTimeout(() => URL.revokeObjectURL(address));
}

/** A file name from a network's: `DLA-34, IDA` → `dla-34-ida`. */
export function fileNameOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  const short = [...plain].slice(0, 60).join('');
  // Windows has devices of these names, whatever the ending.
  return /^(?:|aux|con|nul|prn|com\d|lpt\d)$/.test(short) ? `network${short && `-${short}`}` : short;
}
