import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** Writes one field of a protobuf message. */
export type Field = (writer: BinaryWriter) => void;

export const int =
  (number: number, value: number): Field =>
  (writer) =>
    writer.tag(number, WireType.Varint).int64(value);

export const float =
  (number: number, value: number): Field =>
  (writer) =>
    writer.tag(number, WireType.Bit32).float(value);

export const text =
  (number: number, value: string): Field =>
  (writer) =>
    writer.tag(number, WireType.LengthDelimited).string(value);

export const bytes =
  (number: number, value: () => Uint8Array): Field =>
  (writer) =>
    writer.tag(number, WireType.LengthDelimited).bytes(value());

export const message =
  (number: number, ...fields: readonly Field[]): Field =>
  (writer) => {
    writer.tag(number, WireType.LengthDelimited).fork();
    for (const field of fields) field(writer);
    writer.join();
  };

export function writeMessage(...fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  for (const field of fields) field(writer);
  return writer.finish();
}
