import type { Line, Prose } from '../../domain/prose.ts';
import { type ShownEdition, wordOf } from '../figure-tables.ts';

/** Returns the sections of prose besides the introduction; a note for incomplete editions replaces the other one. */
export function proseKeys({ edition, words }: ShownEdition): string[] {
  const keys = Object.keys(words.wording.prose).filter((key) => key !== 'intro');
  const isOther = (key: string): boolean =>
    edition.complete ? key.endsWith('.incomplete') : keys.includes(`${key}.incomplete`);
  return keys.filter((key) => !isOther(key));
}

/** The sections of a wording's prose with some keys. */
export const ProseSections = ({ shown, keys }: { readonly shown: ShownEdition; readonly keys: readonly string[] }) => (
  <div class="figures">
    {keys.flatMap((key) => {
      const prose = shown.words.wording.prose[key];
      const marks = ['kicker', 'mark'].flatMap((word) => wordOf(shown, `${key}.${word}`) ?? []);
      return prose ? [<ProseSection prose={prose} marks={marks} />] : [];
    })}
  </div>
);

interface ProseProps {
  readonly prose: Prose;
  /** What a section says about itself: that a case study is composed of several. */
  readonly marks: readonly string[];
}

const ProseSection = ({ prose: { title, paragraphs, items }, marks }: ProseProps) => (
  <section>
    {marks.length > 0 && <p class="unit">{marks.join(' | ')}</p>}
    {title && (
      <h2>
        <Runs line={title} />
      </h2>
    )}
    {paragraphs.map((line) => (
      <p class="lead">
        <Runs line={line} />
      </p>
    ))}
    {items.length > 0 && (
      <ul class="items">
        {items.map((line) => (
          <li>
            <Runs line={line} />
          </li>
        ))}
      </ul>
    )}
  </section>
);

/** Addresses that a text may link to. */
const LINKS = /^(?:https:|tel:|sms:|mailto:)/u;

const Runs = ({ line }: { readonly line: Line }) => (
  <>
    {line.map(({ text, bold, href }) => {
      const inner = bold ? <strong>{text}</strong> : text;
      return href !== undefined && LINKS.test(href) ? <a href={href}>{inner}</a> : inner;
    })}
  </>
);
