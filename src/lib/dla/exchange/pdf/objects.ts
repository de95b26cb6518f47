import { zlibSync } from 'fflate';

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

/** The objects of a PDF file, numbered as they are added. */
export class PdfObjects {
  readonly #bodies: (readonly Uint8Array[])[] = [];

  /** Keeps a number for an object that is written later. */
  reserve(): number {
    return this.#bodies.push([]);
  }

  write(number: number, body: string): void {
    this.#bodies[number - 1] = [ascii(body)];
  }

  add(body: string): number {
    const number = this.reserve();
    this.write(number, body);
    return number;
  }

  /** A stream, packed; `entries` is what its dictionary says besides. */
  stream(content: Uint8Array | string, entries = ''): number {
    const packed = zlibSync(typeof content === 'string' ? ascii(content) : content, { level: 9 });
    const head = `<< ${entries} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`;
    return this.#bodies.push([ascii(head), packed, ascii('\nendstream')]);
  }

  /** The whole file: objects, their places, and where a reader begins. */
  file(root: number, info: number): Uint8Array<ArrayBuffer> {
    const parts: Uint8Array[] = [ascii('%PDF-1.7\n'), Uint8Array.of(0x25, 0xe2, 0xe3, 0xcf, 0xd3, 0x0a)];
    let at = parts.reduce((sum, { length }) => sum + length, 0);
    const put = (part: Uint8Array): void => {
      parts.push(part);
      at += part.length;
    };
    const places = this.#bodies.map((body, index) => {
      const place = at;
      [ascii(`${index + 1} 0 obj\n`), ...body, ascii('\nendobj\n')].forEach(put);
      return place;
    });
    const count = places.length + 1;
    const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
    const tail = `trailer\n<< /Size ${count} /Root ${root} 0 R /Info ${info} 0 R >>\nstartxref\n${at}\n%%EOF\n`;
    put(ascii(`xref\n0 ${count}\n0000000000 65535 f \n${table}${tail}`));
    const file = new Uint8Array(at);
    let to = 0;
    for (const part of parts) {
      file.set(part, to);
      to += part.length;
    }
    return file;
  }
}

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

/** The two bytes of every unit of UTF-16, in hexadecimal digits. */
export const utf16Hex = (text: string): string =>
  Array.from({ length: text.length }, (_, at) => hex(text.charCodeAt(at), 4)).join('');

/** A text for people: UTF-16 with its mark. */
export const pdfText = (text: string): string => `<FEFF${utf16Hex(text)}>`;

export const glyphHex = (glyph: number): string => hex(glyph, 4);

/** A number as operators take it. */
export const pdfNumber = (value: number): string => String(Number(value.toFixed(3)));
