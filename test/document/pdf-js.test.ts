import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { pdfText } from '../local/pdf-text.ts';
import { loadPdfJs } from './pdf-js.ts';

/** The objects whose functions JavaScript can replace for the entire process. */
const BUILT_IN = ['JSON', 'Math', 'Object', 'Promise', 'Reflect', 'String'].concat(
  ...['Array', 'Function', 'Map', 'Object', 'Promise', 'RegExp', 'Set', 'String', 'Uint8Array'].map(
    (name) => `${name}.prototype`,
  ),
);

/** The functions of another context are Node's own, whatever is replaced in this one. */
const sourceOf: () => string = runInNewContext('Function.prototype.toString');

/** Returns the functions of this process that Node has too, but that are not Node's own. */
const replaced = (): string[] =>
  BUILT_IN.flatMap((name) => {
    const [head = '', tail] = name.split('.');
    const object = Reflect.get(globalThis, head);
    const here = tail === undefined ? object : Reflect.get(object, tail);
    const names: string[] = runInNewContext(`Object.getOwnPropertyNames(${name})`);
    return names.flatMap((key) => {
      const value = Object.getOwnPropertyDescriptor(here, key)?.value;
      const isOwn = typeof value !== 'function' || /\{\s*\[native code\]\s*\}$/u.test(sourceOf.call(value));
      return isOwn ? [] : [`${name}.${key}`];
    });
  });

it('leaves Node’s own functions as they were, also once a document was read', async () => {
  const before = replaced();
  const { getDocument } = await loadPdfJs();
  await expect(pdfText(Buffer.from('%PDF-nothing'))).rejects.toThrow();
  expect(getDocument).toBeTypeOf('function');
  expect(replaced()).toEqual(before);
  expect(before.filter((name) => /^(?:JSON|Array)/u.test(name))).toEqual([]);
});
