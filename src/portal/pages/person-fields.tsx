import { allMembersId } from '../../domain/family.ts';
import { LANGUAGES } from '../../domain/languages.ts';
import type { WrittenEntry } from '../../domain/stakeholder.ts';
import { READER_WORDS } from '../../words/reader-words.ts';
import type { FieldErrors } from '../field-errors.ts';
import type { OfferedSheets } from '../stakeholder-list.ts';
import type { PortalWords } from '../words/portal-words.ts';

export interface PersonFieldsProps {
  readonly words: PortalWords;
  /** What the form shows: as it was typed, or as it is stored. */
  readonly entry: WrittenEntry;
  readonly sheets: OfferedSheets;
  /** What is wrong, by field. */
  readonly errors: FieldErrors;
  /** Whether the address can be written; that of a person on the list cannot. */
  readonly hasAddress: boolean;
}

/** The fields of a person. Nothing is chosen in advance except what is stored. */
export const PersonFields = ({ words, entry, sheets, errors, hasAddress }: PersonFieldsProps) => {
  const t = words.stakeholders;
  const written = [...sheets.values()].flatMap((sheet) => sheet.languages);
  const languages = LANGUAGES.filter((language) => written.includes(language) || language === entry.language);
  const text = (field: 'name' | 'email' | 'organisation', type: 'text' | 'email', most: number) => (
    <TextField words={words} field={field} type={type} value={entry[field]} most={most} error={errors.get(field)} />
  );
  return (
    <>
      {text('name', 'text', 100)}
      {hasAddress && text('email', 'email', 254)}
      {text('organisation', 'text', 200)}
      <div class="field">
        <label for="language">{t.fields.language}</label>
        <FieldError field="language" text={errors.get('language')} />
        <select id="language" name="language" aria-invalid={errors.has('language') ? 'true' : undefined}>
          <option value="">{t.choose}</option>
          {languages.map((language) => (
            <option value={language} lang={language} selected={entry.language === language}>
              {READER_WORDS[language].name}
            </option>
          ))}
        </select>
      </div>
      <Sheets words={words} entry={entry} sheets={sheets} error={errors.get('sheets')} />
      <Delivery words={words} entry={entry} error={errors.get('delivery')} />
    </>
  );
};

interface TextFieldProps {
  readonly words: PortalWords;
  readonly field: 'name' | 'email' | 'organisation';
  readonly type: 'text' | 'email';
  readonly value: string;
  readonly most: number;
  readonly error: string | undefined;
}

const TextField = ({ words, field, type, value, most, error }: TextFieldProps) => {
  const t = words.stakeholders;
  return (
    <div class="field">
      <label for={field}>
        {t.fields[field]} {field === 'organisation' && <small>({t.optional})</small>}
      </label>
      <p class="hint" id={`${field}-hint`}>
        {t.hints[field]}
      </p>
      <FieldError field={field} text={error} />
      <input
        id={field}
        name={field}
        type="text"
        inputmode={type}
        value={value}
        maxlength={most}
        autocomplete="off"
        spellcheck={type === 'email' ? false : undefined}
        aria-describedby={error === undefined ? `${field}-hint` : `${field}-hint ${field}-error`}
        aria-invalid={error === undefined ? undefined : 'true'}
      />
    </div>
  );
};

/** What is wrong with a field, next to it. */
export const FieldError = ({ field, text }: { readonly field: string; readonly text: string | undefined }) =>
  text === undefined ? null : (
    <p class="bad" id={`${field}-error`}>
      {text}
    </p>
  );

interface ChoiceProps {
  readonly words: PortalWords;
  readonly entry: WrittenEntry;
  readonly error: string | undefined;
}

const Sheets = ({ words, entry, sheets, error }: ChoiceProps & Pick<PersonFieldsProps, 'sheets'>) => {
  const t = words.stakeholders;
  const chosen = new Set(entry.sheets.split(/\s+/u));
  return (
    <fieldset class="field" id="sheets">
      <legend>{t.fields.sheets}</legend>
      <p class="hint">{t.hints.sheets}</p>
      <FieldError field="sheets" text={error} />
      {[...sheets]
        .filter(([, { family }]) => family === null)
        .map(([id, { title }]) => (
          <>
            <SheetBox id={id} name={title} isChosen={chosen.has(id)} />
            <Members words={words} main={id} sheets={sheets} chosen={chosen} />
          </>
        ))}
    </fieldset>
  );
};

interface SheetBoxProps {
  readonly id: string;
  readonly name: string;
  readonly isChosen: boolean;
}

const SheetBox = ({ id, name, isChosen }: SheetBoxProps) => (
  <div class="radio">
    <input type="checkbox" id={`sheet-${id}`} name="sheets" value={id} checked={isChosen} />
    <label for={`sheet-${id}`}>{name}</label>
  </div>
);

interface MembersProps {
  readonly words: PortalWords;
  readonly main: string;
  readonly sheets: OfferedSheets;
  readonly chosen: ReadonlySet<string>;
}

/** The members of a family, closed unless some are chosen. A script adds a field that filters them by name. */
const Members = ({ words, main, sheets, chosen }: MembersProps) => {
  const t = words.stakeholders;
  const own = [...sheets].filter(([, { family }]) => family === main);
  const members = own.filter(([id]) => id !== allMembersId(main));
  if (members.length === 0) return null;
  const count = members.filter(([id]) => chosen.has(id)).length;
  const all = allMembersId(main);
  return (
    <details
      class="members"
      open={count > 0 || chosen.has(all)}
      data-members={t.filterMembers}
      data-shown-members={t.shownMembers}
    >
      <summary>{t.members(members.length, count)}</summary>
      <SheetBox id={all} name={t.everyMember} isChosen={chosen.has(all)} />
      <div class="names">
        {members.map(([id, { name }]) => (
          <SheetBox id={id} name={name} isChosen={chosen.has(id)} />
        ))}
      </div>
    </details>
  );
};

const Delivery = ({ words, entry, error }: ChoiceProps) => {
  const t = words.stakeholders;
  return (
    <fieldset class="field" id="delivery">
      <legend>{t.fields.delivery}</legend>
      <FieldError field="delivery" text={error} />
      {(['attachment', 'link'] as const).map((delivery) => (
        <div class="radio">
          <input
            type="radio"
            id={`delivery-${delivery}`}
            name="delivery"
            value={delivery}
            checked={entry.delivery === delivery}
            aria-describedby={`delivery-${delivery}-hint`}
          />
          <div>
            <label for={`delivery-${delivery}`}>{t.deliveries[delivery]}</label>
            <small id={`delivery-${delivery}-hint`}>{t.deliveryHints[delivery]}</small>
          </div>
        </div>
      ))}
    </fieldset>
  );
};
