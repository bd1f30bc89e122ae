import type { PortalRequest } from './portal-env.ts';

/** The text fields of a form. */
export interface FormFields {
  /** Returns a field's text; empty if it is missing or a file. */
  text(name: string): string;
  /** Returns every value of a field that may occur several times. */
  all(name: string): readonly string[];
  /** Returns an uploaded file; null if none was chosen. */
  file(name: string): File | null;
}

/** Reads the form in the body of a request. */
export async function readForm(c: PortalRequest): Promise<FormFields> {
  const fields = await c.req.parseBody({ all: true });
  const values = (name: string): readonly unknown[] => [fields[name] ?? []].flat();
  const all = (name: string): string[] => values(name).filter((value) => typeof value === 'string');
  return {
    text: (name) => all(name)[0] ?? '',
    all,
    file: (name) => {
      const found = values(name).find((value) => value instanceof File);
      return found instanceof File && (found.name !== '' || found.size > 0) ? found : null;
    },
  };
}
