/** One message of protocol buffers, read field by field. */
import { strFromU8 } from "fflate";
import type { PbfReader } from "pbf";
import { damagedOnnx, tooMuchOnnx, wrongOnnx } from "@/interop/import/onnx/onnx-problems";

const mostPacked = 20_000_000;
const wire = { varint: 0, double: 1, bytes: 2, float: 5 } as const;

/** Every length is held against the bytes that are there. */
export class Message {
  readonly #pbf: PbfReader;
  readonly #end: number;
  readonly #where: string;
  #tag = 0;

  constructor(pbf: PbfReader, end: number, where: string) {
    this.#pbf = pbf;
    this.#end = end;
    this.#where = where;
  }

  /** Calls `read` for each field; one that it leaves alone is passed over. */
  each(read: (field: number) => void): void {
    const pbf = this.#pbf;
    while (pbf.pos < this.#end) {
      this.#tag = pbf.readVarint();
      const start = pbf.pos;
      if (!(this.#tag >= 8)) throw damagedOnnx(this.#where);
      read(this.#tag >> 3);
      if (pbf.pos === start) this.#guarded(() => pbf.skip(this.#tag));
      if (!(pbf.pos <= this.#end)) throw damagedOnnx(this.#where);
    }
  }

  get #wire(): number {
    return this.#tag & 7;
  }
  #guarded<T>(read: () => T): T {
    try {
      return read();
    } catch {
      throw damagedOnnx(this.#where);
    }
  }
  #expect(type: number): void {
    if (this.#wire !== type) throw wrongOnnx(this.#where, { en: `wire type ${type}`, zh: `线路类型 ${type}` }, this.#wire);
  }
  #lengthEnd(): number {
    this.#expect(wire.bytes);
    const length = this.#pbf.readVarint();
    const end = this.#pbf.pos + length;
    if (!(length >= 0 && end <= this.#end)) throw damagedOnnx(this.#where);
    return end;
  }

  int(): number {
    this.#expect(wire.varint);
    return this.#guarded(() => this.#pbf.readVarint(true));
  }
  float(): number {
    this.#expect(wire.float);
    return this.#guarded(() => this.#pbf.readFloat());
  }
  bytes(): Uint8Array {
    const end = this.#lengthEnd();
    const bytes = this.#pbf.buf.subarray(this.#pbf.pos, end);
    this.#pbf.pos = end;
    return bytes;
  }
  text(): string {
    return strFromU8(this.bytes().subarray(0, 512));
  }
  /** Numbers one by one, or packed. */
  numbers(into: number[], type: "int" | "float" | "double"): void {
    const pbf = this.#pbf;
    const one = () => (type === "int" ? pbf.readVarint(true) : type === "float" ? pbf.readFloat() : pbf.readDouble());
    if (this.#wire !== wire.bytes) {
      this.#expect(type === "int" ? wire.varint : type === "float" ? wire.float : wire.double);
      into.push(this.#guarded(one));
      return;
    }
    const end = this.#lengthEnd();
    this.#guarded(() => {
      while (pbf.pos < end) into.push(one());
    });
    if (pbf.pos !== end) throw damagedOnnx(this.#where);
    if (into.length > mostPacked) throw tooMuchOnnx("values", mostPacked);
  }
  message<T>(where: string, read: (message: Message) => T): T {
    const end = this.#lengthEnd();
    return read(new Message(this.#pbf, end, where));
  }
}
